"""The states of Compare, from made-up studies: what comes out is the same every time."""

from __future__ import annotations

import dataclasses
from typing import cast

from lab.study.cautions import cautions
from lab.study.conditions import Conditions
from lab.study.trial import StudyResult
from tests.lab.study.made import CANDIDATES, NOISE, made_result
from tests.shots.stage import Act, Stage, until
from tests.ui.compare.staging import FakeConductor
from tests.ui.compare.test_break_even import FakeFinder
from ui.compare.page import ComparePage
from ui.compare.setup import BREAK_EVEN, SWEEP
from ui.compare.stages import GUESS, RESULTS, SETUP

GUESSES = {1: 2.0, 2: 3.0, 3: 2.0, 4: 4.0, 5: 4.0, 6: 10.0}
"""Of the made-up candidates; the order of two is wrong."""

_conductors: list[FakeConductor] = []
_finders: list[FakeFinder] = []


def page_of(stage: Stage) -> ComparePage:
    """The page, on conductors and finders that do what they are let do."""
    page = cast(ComparePage, stage.house.show_page("compare"))
    page.runner._make = _conductor
    page.runner.noise = NOISE
    page.finder._make = _finder
    return page


def _conductor(study: object, *, noise: object) -> FakeConductor:
    _conductors.append(FakeConductor(study, noise=noise))  # type: ignore[arg-type]
    return _conductors[-1]


def _finder(question: object) -> FakeFinder:
    _finders.append(FakeFinder(question))  # type: ignore[arg-type]
    return _finders[-1]


async def shown(stage: Stage, result: StudyResult) -> None:
    """Show a study as when it is opened from the history."""
    page = page_of(stage)
    stage.tidy()
    page.receive(result)
    await until(lambda: page.runner.result is result and page.runner.recommendation is not None)


async def first(stage: Stage) -> None:
    """As at the first visit."""
    page_of(stage)


async def predict(stage: Stage) -> None:
    """A guess is asked for."""
    page = page_of(stage)
    setup = dataclasses.replace(
        page.draft.setup, candidates=CANDIDATES, mix=made_result().study.mix
    )
    page.draft.replace(setup)
    page.ask()
    page.guess.bars.set_guesses(GUESSES)


async def running(stage: Stage) -> None:
    """Half-way through the third block."""
    page = page_of(stage)
    before = len(_conductors)
    page.toggle()
    await until(lambda: len(_conductors) > before)
    wanted = round(2.5 * len(CANDIDATES))
    _conductors[-1].let(wanted)
    await until(lambda: len(_conductors[-1].made) == wanted and page.runner.digest is not None)


async def finished(stage: Stage) -> None:
    """At its end, with the recommendation."""
    page = page_of(stage)
    _conductors[-1].let()
    await until(lambda: page.runner.state == "idle" and page.stages.stage == RESULTS)


async def guessed(stage: Stage) -> None:
    """Guess and measurement side by side."""
    page_of(stage).stages.show_stage(GUESS)


async def code(stage: Stage) -> None:
    """The program that does it without Hebra."""
    page = page_of(stage)
    page.stages.show_stage(RESULTS)
    page.results.advice.code_asked.emit(6)


async def careful(stage: Stage) -> None:
    """Everything there is to be cautious about, unfolded; two candidates have no figures."""
    result = made_result(repeats=3, state="failed")
    trials = tuple(
        dataclasses.replace(trial, others_cores=0.9, steady=trial.candidate != 2)
        for trial in result.trials
    )
    study = result.study
    conditions = Conditions(mhz=[2100.0, 3400.0, 2800.0], on_battery=True)
    said = cautions(study, trials, {**result.environment, "cores": 1}, conditions)
    await shown(stage, dataclasses.replace(result, state="finished", trials=trials, cautions=said))
    page_of(stage).cautions.more.click()


async def interrupted(stage: Stage) -> None:
    """Cut short half-way."""
    await shown(stage, made_result(state="interrupted"))


async def two(stage: Stage) -> None:
    """Only two candidates, measured."""
    result = made_result()
    study = dataclasses.replace(result.study, candidates=CANDIDATES[:2])
    trials = tuple(trial for trial in result.trials if trial.candidate < 2)
    await shown(stage, dataclasses.replace(result, study=study, trials=trials))


async def scaling(stage: Stage) -> None:
    """Curves with fitted laws."""
    await shown(stage, made_result("scaling"))


async def sweep(stage: Stage) -> None:
    """One setting varied."""
    await shown(stage, made_result("sweep"))


async def heat_map(stage: Stage) -> None:
    """Two settings varied."""
    await shown(stage, made_result("grid"))


async def sweep_setup(stage: Stage) -> None:
    """Two settings to be varied."""
    page_of(stage).stages.show_stage(SETUP)


async def break_even_setup(stage: Stage) -> None:
    """A break-even to be found."""
    page = page_of(stage)
    assert page.draft.setup.mode == SWEEP
    page.draft.replace(dataclasses.replace(page.draft.setup, mode=BREAK_EVEN))
    page.stages.show_stage(SETUP)


async def break_even(stage: Stage) -> None:
    """A break-even, found."""
    page = page_of(stage)
    before = len(_finders)
    page.toggle()
    await until(lambda: len(_finders) > before)
    for _ in range(3):
        _finders[-1].allowed.release()
    await until(lambda: page.finder.found is not None and page.finder.state == "idle")


COMPARE = Act(
    {
        "compare-setup": first,
        "compare-predict": predict,
        "compare-running": running,
        "compare-finished": finished,
        "compare-guess-after": guessed,
        "compare-code": code,
        "compare-cautions": careful,
        "compare-interrupted": interrupted,
        "compare-two": two,
        "compare-scaling": scaling,
        "compare-sweep": sweep,
        "compare-heat-map": heat_map,
        "compare-setup-sweep": sweep_setup,
        "compare-setup-break-even": break_even_setup,
        "compare-break-even": break_even,
    }
)
