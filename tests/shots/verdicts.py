"""The states of Verdicts: the real claims, judged from what made-up worlds hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from lab.spec import Study
from lab.verdicts.batch import Batch
from lab.verdicts.claim import Claim, Finding
from lab.verdicts.claims import CLAIMS
from tests.lab.verdicts.fake_laboratory import EmptyLaboratory, FakeLaboratory
from tests.lab.verdicts.worlds import WORLDS
from tests.shots.stage import Act, Stage, until
from tests.ui.compare.staging import FakeConductor
from tests.ui.verdicts.staging import FakeBatch
from ui.verdicts.header import CHOOSING, COMPARISON
from ui.verdicts.header import CLAIMS as CLAIMS_TAB
from ui.verdicts.page import VerdictsPage

REFUTED = {"race-plain", "choose-images", "combine-2"}
DOUBTFUL = {"aio-blocked", "io-threads"}
MISSING = {"free-threaded", "subinterpreters"}
LEFT = {"convoy", "choose-server", "choose-clients", "combine-3", "switch", "syntax"}
"""Not measured yet."""
COMPUTES = {"work": "both", "many": "few", "data": "shared", "cores": "all", "style": "async"}

_batches: list[FakeBatch] = []
_conductors: list[FakeConductor] = []


def page_of(stage: Stage) -> VerdictsPage:
    """The page, on batches and conductors that do what they are let do."""
    page = cast(VerdictsPage, stage.house.show_page("verdicts"))
    page.runner._make = _batch
    page.spot._make = _conductor
    return page


def _batch(claims: Sequence[Claim], laboratory: Any) -> FakeBatch:
    _batches.append(FakeBatch(claims, laboratory))
    return _batches[-1]


def _conductor(study: Study, *, noise: Any) -> FakeConductor:
    _conductors.append(FakeConductor(study, noise=noise))
    return _conductors[-1]


async def made(claims: Sequence[Claim]) -> dict[str, Finding]:
    """Findings with all kinds of verdicts."""
    found = {}
    for claim in claims:
        worlds = WORLDS[claim.id]
        world = worlds.refutes if claim.id in REFUTED else worlds.confirms
        if claim.id in DOUBTFUL and worlds.doubtful is not None:
            world = worlds.doubtful
        laboratory = EmptyLaboratory() if claim.id in MISSING else FakeLaboratory(world)
        (found[claim.id],) = await Batch([claim], laboratory).run()
    return found


async def first(stage: Stage) -> None:
    """As at the first visit."""
    page_of(stage)


async def not_compared(stage: Stage) -> None:
    """The comparison table before anything was measured."""
    page_of(stage).show_tab(COMPARISON)


async def found(stage: Stage) -> None:
    """Most have been measured."""
    page = page_of(stage)
    page.show_tab(CLAIMS_TAB)
    page._know(await made([claim for claim in CLAIMS if claim.id not in LEFT]))


async def compared(stage: Stage) -> None:
    """What that makes of the comparison table."""
    page_of(stage).show_tab(COMPARISON)


async def details(stage: Stage) -> None:
    """One that decides nothing is chosen."""
    page = page_of(stage)
    page.show_tab(CLAIMS_TAB)
    page.claims.table.choose("aio-blocked")


async def running(stage: Stage) -> None:
    """The next one is being measured."""
    page = page_of(stage)
    page.claims.close_details()
    page.claims.table.choose("")
    page.run_missing()
    await until(lambda: page.runner.current is not None and _batches)
    page.runner._began -= 0.5 * page.runner.seconds([cast(Claim, page.runner.current)])
    page.runner._tick()
    page.claims.table.scrollToBottom()


async def comparing(stage: Stage) -> None:
    """The comparison table meanwhile."""
    page_of(stage).show_tab(COMPARISON)


async def filtered(stage: Stage) -> None:
    """Only those that are refuted."""
    page = page_of(stage)
    page.show_tab(CLAIMS_TAB)
    page.cancel()
    await until(lambda: page.runner.state == "idle")
    page.claims.filters.chips["refuted"].click()


async def asked(stage: Stage) -> None:
    """Two of five questions are answered."""
    page = page_of(stage)
    page.claims.filters.reset()
    page.show_tab(CHOOSING)
    for question in ("work", "many"):
        page.choosing.questions[question].choose(COMPUTES[question])


async def advised(stage: Stage) -> None:
    """All are answered."""
    page = page_of(stage)
    for question, answer in COMPUTES.items():
        page.choosing.questions[question].choose(answer)


async def testing(stage: Stage) -> None:
    """The advice is being measured."""
    page = page_of(stage)
    before = len(_conductors)
    page.choosing.measure()
    await until(lambda: len(_conductors) > before)
    wanted = 3 * len(_conductors[-1].study.candidates)
    _conductors[-1].let(wanted)
    await until(lambda: len(_conductors[-1].made) == wanted)


async def borne_out(stage: Stage) -> None:
    """The measurement agrees."""
    page = page_of(stage)
    _conductors[-1].let()
    await until(lambda: page.spot.state == "idle" and page.choosing.trial.outcome.isVisible())


async def otherwise(stage: Stage) -> None:
    """The same figures held against other advice."""
    page = page_of(stage)
    page.choosing.questions["style"].choose("plain")
    QApplication.processEvents()


VERDICTS_PAGE = Act(
    {
        "verdicts-first": first,
        "verdicts-not-compared": not_compared,
        "verdicts-found": found,
        "verdicts-compared": compared,
        "verdicts-details": details,
        "verdicts-running": running,
        "verdicts-comparing": comparing,
        "verdicts-refuted": filtered,
        "verdicts-questions": asked,
        "verdicts-advice": advised,
        "verdicts-testing": testing,
        "verdicts-borne-out": borne_out,
        "verdicts-otherwise": otherwise,
    }
)
