"""The states of Verdicts, from made-up findings of the real claims."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from lab.verdicts.claim import Claim, Finding
from lab.verdicts.claims import CLAIMS
from tests.shots.stage import Act, Stage, until
from tests.ui.verdicts.made import finding
from tests.ui.verdicts.staging import FakeBatch
from ui.verdicts.page import VerdictsPage

VERDICTS = ("confirmed", "confirmed", "refuted", "confirmed", "inconclusive", "unavailable")

_batches: list[FakeBatch] = []


def page_of(stage: Stage) -> VerdictsPage:
    """The page, on batches that do what they are let do."""
    page = cast(VerdictsPage, stage.house.show_page("verdicts"))
    page.runner._make = _batch
    return page


def _batch(claims: Sequence[Claim], laboratory: Any) -> FakeBatch:
    _batches.append(FakeBatch(claims, laboratory))
    return _batches[-1]


def made(claims: Sequence[Claim]) -> dict[str, Finding]:
    """All kinds of verdicts."""
    return {
        claim.id: finding(claim.id, VERDICTS[place % len(VERDICTS)])
        for place, claim in enumerate(claims)
    }


async def first(stage: Stage) -> None:
    """As at the first visit."""
    page_of(stage)


async def found(stage: Stage) -> None:
    """Two thirds have been measured."""
    page = page_of(stage)
    page._know(made(CLAIMS[: len(CLAIMS) * 2 // 3 or 1]))


async def details(stage: Stage) -> None:
    """One of them is chosen."""
    page_of(stage).claims.table.choose(CLAIMS[0].id)


async def running(stage: Stage) -> None:
    """The next one is being measured."""
    page = page_of(stage)
    page.claims.close_details()
    page.run_missing()
    await until(lambda: page.runner.current is not None and _batches)
    page.runner._began -= 0.5 * page.runner.seconds([cast(Claim, page.runner.current)])
    page.runner._tick()


async def filtered(stage: Stage) -> None:
    """Only those that are refuted."""
    page = page_of(stage)
    page.runner.cancel()
    await until(lambda: page.runner.state == "idle")
    page.claims.filters.chips["refuted"].click()
    await asyncio.sleep(0)


VERDICTS_PAGE = Act(
    {
        "verdicts-first": first,
        "verdicts-found": found,
        "verdicts-details": details,
        "verdicts-running": running,
        "verdicts-filtered": filtered,
    }
)

