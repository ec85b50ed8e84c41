"""The states of Costs, from made-up studies."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from lab.costs.study import CostStudy
from lab.history.cost_store import FILE
from tests.lab.costs.made import made_result
from tests.shots.stage import Act, Stage, until
from tests.ui.costs.staging import FakeConductor
from ui.costs.page import CostsPage

_conductors: list[FakeConductor] = []


def _page(stage: Stage) -> CostsPage:
    """The page, on conductors that do what they are let do."""
    page = cast(CostsPage, stage.house.show_page("costs"))
    page.runner._make = _conductor
    return page


def _conductor(study: CostStudy) -> FakeConductor:
    _conductors.append(FakeConductor(study))
    return _conductors[-1]


async def first(stage: Stage) -> None:
    """As at the first visit."""
    _page(stage)


async def running(stage: Stage) -> None:
    """Half-way through a study."""
    page = _page(stage)
    before = len(_conductors)
    page.show_section("messages")
    page.toggle()
    await until(lambda: len(_conductors) > before)
    _conductors[-1].let(58)
    await until(lambda: len(_conductors[-1].samples) == 58)


async def cancelled(stage: Stage) -> None:
    """Cut short."""
    page = _page(stage)
    page.toggle()
    await until(lambda: page.runner.state == "idle")


def _shown(section: str, others: float = 0.05) -> object:
    async def reach(stage: Stage) -> None:
        page = _page(stage)
        page.show_section(section)
        page._show_end(made_result(section, others=others))

    return reach


def _forget(data: Path) -> None:
    (data / FILE).unlink(missing_ok=True)


COSTS = Act(
    {
        "costs-first": first,
        "costs-running": running,
        "costs-cancelled": cancelled,
        "costs-start": _shown("start"),  # type: ignore[dict-item]
        "costs-messages": _shown("messages"),  # type: ignore[dict-item]
        "costs-switch": _shown("switch", others=0.7),  # type: ignore[dict-item]
        "costs-connections": _shown("connections"),  # type: ignore[dict-item]
    },
    prepare=_forget,
)
