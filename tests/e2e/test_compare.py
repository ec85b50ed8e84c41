"""Compare and History in the real window, on a virtual screen: real comparisons, by keys and mouse.

Before the first comparison of a window its noise floor is measured, which takes half a minute: what
can be shown in one window is, and the longer story is slow.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication

from lab.history import Entry, History
from lab.records.reopen import load_any
from lab.spec import Candidate, Protocol, Study, Topology
from lab.study.trial import StudyResult
from tests.e2e.bench import Bench
from tests.e2e.desk import Desk
from tests.e2e.inside import inside, soon
from tests.e2e.kept import Kept
from tests.e2e.patience import until
from tests.e2e.places import Places
from tests.e2e.program import Home
from tests.e2e.test_faults import GONE_WITHIN_S, work
from tests.lab.study.made import NOISE, STARTED_AT
from ui.compare.page import ComparePage

NOISE_S = 90.0
"""Measuring the noise floor takes a third of it on a quiet machine."""
MOST_REPORT = 1_000_000
A_BUTTON = 800
"""Pixels of the accent's colour that a large button has at least."""
SEQUENTIAL = Candidate(approach="sequential")
THREADS = Candidate(approach="threads", topology=Topology(threads=2))


def compare_page(bench: Bench) -> None:
    """Go to Compare by its key."""
    bench.press("ctrl+2")
    until(lambda: bench.at_rest("compare_run"), "the Compare page")


def enter(bench: Bench, name: str, text: str) -> None:
    """Type a number into a field, and leave the field."""
    bench.desk.click(*bench.places.middle(name))
    bench.press("ctrl+a")
    bench.desk.write(text)
    bench.press("Return", "Escape")


def start(bench: Bench) -> None:
    """Run what is set up: Space asks for a guess, one is made, Enter runs; until it measures."""
    bench.press("space")
    bench.press("Right", "Right")
    bench.press("Return")
    until(bench.program.family, "an engine")


def run_newest_again(bench: Bench) -> None:
    """Choose the newest entry of the history, and have it set up again."""
    bench.press("ctrl+6")
    accent = bench.places.accent
    until(lambda: bench.coloured("chosen", accent) == 0, "a History where nothing is chosen")

    def chosen() -> bool:
        bench.press("Home")
        return bench.coloured("chosen", accent) > A_BUTTON

    until(chosen, "the newest entry's figures and buttons")
    bench.press("ctrl+r")
    until(lambda: bench.at_rest("compare_run"), "the Compare page")


def before() -> StudyResult:
    """A comparison of two that was cut short at once, of so many repeats that none waits for all.

    Its runs are short, so what is lost with one is less than what may be.
    """
    study = Study(
        mix=work("wait").mix,
        candidates=(SEQUENTIAL, THREADS),
        protocol=Protocol(repeats=40, seconds=0.3, warm_up_s=0.1, pause_s=0.0),
    )
    return StudyResult(
        study=study,
        state="interrupted",
        started_at=STARTED_AT,
        seconds=0.0,
        trials=(),
        noise=None,
        cautions=(),
        environment={},
    )


def over(entry: Entry) -> bool:
    """Whether a study is not being measured any more."""
    return entry.state != "running"


def test_compare_two_export_close_and_find_it_in_the_history(
    desk: Desk, places: Places, home: Home, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    with History(home.history) as history:
        kept = Kept(history)
        with Bench(desk, places, home) as bench:
            compare_page(bench)
            for _ in range(places.candidates - 2):
                desk.click(*places.middle("third_candidate"))
            enter(bench, "repeats", "3")
            enter(bench, "seconds", "0.5")
            before = bench.coloured("results", places.bars)
            start(bench)
            entry = kept.until(over, "the comparison to end", within_s=NOISE_S)
            assert (entry.kind, entry.state, entry.trials) == ("comparison", "finished", 6)
            until(lambda: bench.at_rest("compare_run"), "a button that offers to run again")
            until(lambda: bench.coloured("results", places.bars) > before + 2000, "bars")
            bench.export(report)
            assert bench.close() == 0
            assert not bench.program.survivors()
            assert bench.program.said == ""
        assert home.litter() == []
        found = load_any(report)
        assert isinstance(found, Study)
        assert found.candidates == (SEQUENTIAL, THREADS)
        assert (found.protocol.repeats, found.protocol.seconds) == (3, 0.5)
        assert 5000 < report.stat().st_size < MOST_REPORT
        result = history.study(entry.id)
        assert result.study.candidates == found.candidates
        assert result.noise is not None

        with Bench(desk, places, home, button="compare_run") as bench:
            run_newest_again(bench)
            start(bench)
            bench.press("Escape")
            until(lambda: bench.at_rest("compare_run"), "the button of a page at rest")
            assert not bench.program.family()
            assert bench.close() == 0
            assert bench.program.said == ""
        assert home.litter() == []


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_comparison_cut_short_or_killed_is_kept_as_far_as_it_went(
    desk: Desk, places: Places, home: Home
) -> None:
    with History(home.history) as history:
        kept, first = Kept(history), history.keep(before())
        with Bench(desk, places, home) as bench:
            run_newest_again(bench)
            start(bench)
            seen = kept.trials(5, after=first, within_s=NOISE_S).trials
            bench.press("Escape")
            cut = kept.until(over, "the comparison to be cut short")
            assert (cut.state, cut.complete) == ("interrupted", False)
            assert seen <= cut.trials < cut.trials_wanted == 80
            until(lambda: bench.at_rest("compare_run"), "the button of a page at rest")
            assert not bench.program.family()
            assert history.study(cut.id).noise is not None

            start(bench)
            seen = kept.trials(7, after=cut.id).trials
            # Between two trials there is no engine for a moment.
            until(bench.program.family, "an engine at work")
            bench.program.process.kill()
            bench.program.process.wait()
            until(
                lambda: not bench.program.survivors() and not home.litter(),
                "nothing left",
                within_s=GONE_WITHIN_S,
            )
        with Bench(desk, places, home) as bench:
            bench.press("ctrl+6")
            dead = kept.until(over, "the killed comparison to be marked")
            assert dead.id > cut.id
            assert (dead.state, dead.complete) == ("interrupted", False)
            assert dead.trials >= seen
            result = history.study(dead.id)
            assert len(result.trials) >= seen
            assert result.noise == history.study(cut.id).noise
            assert (result.environment["cores"], result.seconds > 1) == (os.cpu_count(), True)
            assert bench.close() == 0
            assert bench.program.said == ""


@pytest.mark.qasync
async def test_an_engine_killed_in_the_third_block_is_told_and_the_study_goes_on(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    three = dataclasses.replace(before().study.protocol, repeats=3)
    others = set(psutil.Process().children())

    def engines() -> list[psutil.Process]:
        return [process for process in psutil.Process().children() if process not in others]

    async with inside(qapp) as here:
        page = here.house.show_page("compare")
        assert isinstance(page, ComparePage)
        # Measured in another session: the half minute it takes is in the tests above.
        page.runner.noise = NOISE
        page.receive(dataclasses.replace(before().study, protocol=three))
        page.start()
        await soon(lambda: page.runner._running is not None, "a conductor")
        conductor = page.runner._running
        assert conductor is not None
        await soon(lambda: len(conductor.result_now().trials) == 4, "two whole blocks")
        await soon(engines, "the engine of the third block")
        engines()[0].kill()
        await soon(lambda: page.runner.state == "idle", "the end of the study")
        assert page.runner.result is not None
        trials = page.runner.result.trials
        failed = [trial for trial in trials if trial.state != "measured"]
        assert len(trials) == 6
        assert [(trial.state, trial.block) for trial in failed] == [("failed", 2)]
        await soon(page.cautions.isVisible, "a caution")
        assert "1 of 6 runs failed" in page.cautions.lines[0].text()
        assert page.state.chip.text().startswith("Incomplete")
        assert page.banners.banners == {}
        (entry,) = await here.house.history.ask(lambda history: history.entries())
        assert (entry.state, entry.trials, entry.complete) == ("finished", 5, False)
