"""Back-pressure: the same producers and consumers around two queues, one with a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.session.probing import ProbeResult
from lab.spec import param, parameters
from ui.controls.banner_stack import BannerStack
from ui.controls.sentence import Sentence
from ui.hazards.carried import CarriedView
from ui.hazards.carrier import MakeRun, Part
from ui.hazards.panels.columns import Columns
from ui.hazards.panels.stand import Stand, change_words
from ui.hazards.view import Listing
from ui.run.services import Services
from ui.theme.tokens import GAP
from ui.words import N_

from .code import SIDES, program
from .lane import Lane
from .wording import TITLES, sentence

LONGEST_S = 600.0
LIVE = ("produce_ms", "consume_ms", "bound")
"""What can be changed while it goes on."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can be moved."""

    producers: int = param(
        2, label=N_("Producers"), span=(1, 16), help=N_("Threads that put items into the queue.")
    )
    produce_ms: float = param(
        2.0,
        label=N_("Fetch an item"),
        unit="ms",
        span=(0.5, 200.0),
        scale="log",
        help=N_("How long a producer waits for each item, as if on the network."),
    )
    item_kib: int = param(
        64,
        label=N_("Size of an item"),
        unit="KiB",
        span=(1, 1024),
        scale="log",
        help=N_("Memory of one item; all of it is really written to."),
    )
    consumers: int = param(
        1, label=N_("Consumers"), span=(1, 16), help=N_("Threads that take items out.")
    )
    consume_ms: float = param(
        5.0,
        label=N_("Use an item"),
        unit="ms",
        span=(0.5, 200.0),
        scale="log",
        help=N_("How long a consumer is at work on each item."),
    )
    bound: int = param(
        10,
        label=N_("Bound"),
        span=(1, 1000),
        scale="log",
        help=N_("How many items the queue with a bound takes; then put() waits."),
    )


_BY_NAME = {one.name: one for one in parameters(Settings)}


class QueuesView(CarriedView):
    """Starvation and back-pressure."""

    key = "queues"
    title = N_("Back-pressure")

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: MakeRun | None = None,
    ) -> None:
        super().__init__(services, banners, parent, make=make)
        self.stand = Stand(N_("Starvation and back-pressure"), _ABOUT, Settings)
        self.lanes = {side: Lane(side, self.stand.values.bound) for side in SIDES}
        self.sentence = Sentence()
        self._going: set[str] = set()
        self.stand.add(Columns(list(self.lanes.values())), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.stand, 1)
        column.addWidget(self.sentence)
        self.stand.button.start_asked.connect(self.start_all)
        self.stand.button.stop_asked.connect(self.carrier.stop)
        self.stand.changed.connect(self._change)
        self._say()

    # ── what a person does ────────────────────────────────────────────────────────────────
    def start_all(self) -> None:
        """Feed both queues until it is ended; they sleep most of the time, so both at once."""
        if not self._may_start():
            return
        for lane in self.lanes.values():
            lane.clear()
        self._going = set(SIDES)
        self._share_axes()
        self._say()
        self.carrier.start([[self._part(side) for side in SIDES]])

    def listings(self) -> list[Listing]:
        """The program without a bound, and with one."""
        values = vars(self.stand.values)
        return [Listing(TITLES[side], program(side, **values)) for side in SIDES]

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """Every reading of both queues."""
        names = ["queue", "t_s", "length_items", "memory_MiB", "age_ms", "produced", "consumed"]
        rows: list[list[object]] = [
            [side, *row] for side, lane in self.lanes.items() for row in lane.rows
        ]
        return [("queues", names, rows)] if rows else []

    # ── settings ──────────────────────────────────────────────────────────────────────────
    def _part(self, side: str) -> Part:
        order = {**vars(self.stand.values), "seconds": LONGEST_S}
        if side == "unbounded":
            order["bound"] = 0
        return Part(key=side, probe="back_pressure", order=order)

    def _begin(self, side: str) -> None:
        self.lanes[side].measuring()
        for name in LIVE:  # moved since the order was made, perhaps
            self._wish(side, name)

    def _wish(self, side: str, name: str) -> None:
        if name != "bound" or side == "bounded":
            self.carrier.wish(side, name, getattr(self.stand.values, name))

    def _change(self, name: str, old: float, new: float) -> None:
        if name == "bound":
            for lane in self.lanes.values():
                lane.set_bound(int(new))
        for side in self.carrier.under_way:
            if name != "bound" or side == "bounded":
                self._wish(side, name)
                self.lanes[side].change(change_words(_BY_NAME[name], old, new))

    # ── what comes back ───────────────────────────────────────────────────────────────────
    def _take(self, side: str, figures: dict[str, Any]) -> None:
        self.lanes[side].take(figures)
        self._share_axes()
        self._say()

    def _end(self, side: str, result: ProbeResult) -> None:
        figures = result.figures
        reached = figures["limit_reached_s"] is not None
        limit = figures["limit_mib"] if reached else None
        self._going.discard(side)
        self.lanes[side].finish(limit, figures["longest_queue"])
        self._say()

    def _share_axes(self) -> None:
        """One scale for both queues: else a short one would look like a long one."""
        highest = [lane.highest for lane in self.lanes.values()]
        for lane in self.lanes.values():
            lane.length.set_least(max(length for length, _ in highest))
            lane.memory.set_least(max(memory for _, memory in highest))

    def _say(self) -> None:
        found = (self.lanes[side].found for side in SIDES)
        self.sentence.set_words(*sentence(*found))

    def _show_state(self, state: str) -> None:
        self.stand.button.set_state(state)
        self.stand.lock(tuple(name for name in _BY_NAME if name not in LIVE), state != "idle")
        if state == "idle":
            for lane in self.lanes.values():
                if lane.side in self._going:  # it was ended before it had a result
                    lane.finish()
                # Only now: to draw a finished plot takes the window a moment.
                lane.explore()
            self._going.clear()
            self._say()
        self.busy_changed.emit(state != "idle")


_ABOUT = N_(
    "Fast producers, slow consumers. A queue without a bound hides that until memory ends; it is "
    "ended here at a limit that is named."
)
