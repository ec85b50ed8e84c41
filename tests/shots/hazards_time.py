"""The hazards that show in time, measured while the pictures are taken."""

from __future__ import annotations

import asyncio
from typing import cast

from tests.shots.stage import Act, Stage, until
from ui.hazards.convoy.view import ConvoyView
from ui.hazards.loop.view import LoopView
from ui.hazards.page import HazardsPage
from ui.hazards.queues.view import QueuesView
from ui.hazards.view import HazardView


def view_of(stage: Stage, key: str) -> HazardView:
    """The page with this hazard in view."""
    page = cast(HazardsPage, stage.house.show_page("hazards"))
    return page.show_hazard(key)


async def loop(stage: Stage) -> None:
    """Before anything was measured."""
    view_of(stage, "loop")


async def loop_running(stage: Stage) -> None:
    """On the loop, half-way."""
    view = cast(LoopView, view_of(stage, "loop"))
    view.toggle()
    await until(lambda: len(view.hearts["inline"].beats) > 100)


async def loop_after(stage: Stage) -> None:
    """All three measured."""
    view = cast(LoopView, view_of(stage, "loop"))
    await until(lambda: view.carrier.state == "idle")


async def convoy(stage: Stage) -> None:
    """A thread, a shorter interval, then a process."""
    view = cast(ConvoyView, view_of(stage, "convoy"))
    view.toggle()
    await until(lambda: view.sides["thread"].found is not None)
    await asyncio.sleep(2.0)
    row = view.stand.rows["switch_interval_ms"]
    row.field.setText("1")
    row.field.editingFinished.emit()
    await asyncio.sleep(2.0)
    view.beside.segment("process").click()
    await until(lambda: view.sides["process"].found is not None)


async def convoy_after(stage: Stage) -> None:
    """Ended."""
    view = cast(ConvoyView, view_of(stage, "convoy"))
    view.toggle()
    await until(lambda: view.carrier.state == "idle")


async def queues(stage: Stage) -> None:
    """One grows, one does not."""
    view = cast(QueuesView, view_of(stage, "queues"))
    view.toggle()
    await until(lambda: all(lane.found is not None for lane in view.lanes.values()))


async def queues_after(stage: Stage) -> None:
    """One has come to memory's limit."""
    view = cast(QueuesView, view_of(stage, "queues"))
    await until(lambda: view.carrier.under_way == ("bounded",))
    view.toggle()
    await until(lambda: view.carrier.state == "idle")


HAZARDS_TIME = Act(
    {
        "hazards-loop": loop,
        "hazards-loop-running": loop_running,
        "hazards-loop-after": loop_after,
        "hazards-convoy": convoy,
        "hazards-convoy-after": convoy_after,
        "hazards-queues": queues,
        "hazards-queues-after": queues_after,
    }
)
