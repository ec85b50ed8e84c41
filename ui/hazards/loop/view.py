"""Blocked event loop: three heartbeats side by side, measured one after another."""

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
from ui.hazards.panels.aside import Aside
from ui.hazards.panels.columns import Columns
from ui.hazards.panels.stand import Stand, change_words
from ui.hazards.view import Listing
from ui.run.services import Services
from ui.theme.tokens import GAP
from ui.words import N_, figure

from .code import WHERE, program
from .heart import Heart
from .wording import TITLES, percentile, sentence

SECONDS = 4.0
ALONE_S = 1.5
"""How long the loop is watched without tasks first, for comparison."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can be moved."""

    task_ms: float = param(
        200.0,
        label=N_("Task"),
        unit="ms",
        span=(1.0, 1000.0),
        scale="log",
        help=N_("How long one task computes where nothing is in its way."),
    )
    at_once: int = param(
        1,
        label=N_("Tasks at once"),
        span=(1, 16),
        help=N_("How many coroutines want a task done. On the loop they wait for each other."),
    )
    beat_ms: float = param(
        20.0,
        label=N_("Beat every"),
        unit="ms",
        span=(5.0, 200.0),
        scale="log",
        help=N_("From the moment one beat is due to the next."),
    )


_TASK = next(one for one in parameters(Settings) if one.name == "task_ms")


class LoopView(CarriedView):
    """Blocked event loop."""

    key = "loop"
    title = N_("Blocked loop")

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: MakeRun | None = None,
    ) -> None:
        super().__init__(services, banners, parent, make=make)
        self.stand = Stand(N_("Blocked event loop"), _ABOUT, Settings)
        self.hearts = {where: Heart(where) for where in WHERE}
        self.columns = Columns(list(self.hearts.values()))
        self.sentence = Sentence()
        self.aside = Aside()
        self._without: list[float] = []
        self._touched: set[str] = set()
        self._others = 0.0
        self.stand.add(self.columns, 1)
        self.stand.add(self.aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.stand, 1)
        column.addWidget(self.sentence)
        self.stand.button.start_asked.connect(self.start_all)
        self.stand.button.stop_asked.connect(self.carrier.stop)
        self.stand.changed.connect(self._change)
        for heart in self.hearts.values():
            heart.alone.connect(lambda where: self.start((where,)))
        self._share_axis()
        self._say()

    # ── what a person does ────────────────────────────────────────────────────────────────
    def start(self, places: tuple[str, ...]) -> None:
        """Measure at these places, one after another: at once they would disturb each other."""
        if not self._may_start():
            return
        stages = [[self._part(where, SECONDS)] for where in places]
        if len(places) > 1:
            self._without.clear()
            stages.insert(0, [self._part("nowhere", ALONE_S)])
        self._touched = set(places)
        self._others = 0.0
        self.aside.tell_others(0.0)
        for where in places:
            self.hearts[where].clear()
        self._share_axis()
        self._say()
        self.carrier.start(stages)

    def start_all(self) -> None:
        """All places, one after another."""
        self.start(WHERE)

    def listings(self) -> list[Listing]:
        """One program for each place."""
        values = self.stand.values
        return [
            Listing(TITLES[where], program(where, values.task_ms, values.at_once))
            for where in WHERE
        ]

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """Percentiles by place, and every beat."""
        rows: list[list[object]] = []
        beats: list[list[object]] = []
        for where, heart in self.hearts.items():
            lags = [lag for _due, lag in heart.beats]
            if lags:
                found = [percentile(lags, percent) for percent in (50, 95, 99)]
                rows.append([where, heart.task_ms, len(lags), heart.tasks, *found, max(lags)])
                beats += [[where, due, lag] for due, lag in heart.beats]
        if not rows:
            return []
        names = ["where", "task_ms", "beats", "tasks"]
        names += ["lag_p50_ms", "lag_p95_ms", "lag_p99_ms", "lag_max_ms"]
        return [("loop", names, rows), ("beats", ["where", "due_s", "lag_ms"], beats)]

    # ── what comes back ───────────────────────────────────────────────────────────────────
    def _part(self, where: str, seconds: float) -> Part:
        values = self.stand.values
        order = {
            "where": where,
            "task_ms": values.task_ms,
            "at_once": values.at_once,
            "beat_ms": values.beat_ms,
            "seconds": seconds,
        }
        return Part(key=where, probe="blocked_loop", order=order)

    def _begin(self, where: str) -> None:
        if where in self.hearts:
            # Moved since the order was made, perhaps.
            self.carrier.wish(where, "task_ms", self.stand.values.task_ms)
            self.hearts[where].begin(self.stand.values.task_ms)

    def _take(self, where: str, figures: dict[str, Any]) -> None:
        if where in self.hearts:
            self.hearts[where].take(figures["beats"], figures["tasks"])
            self._share_axis()
        else:
            self._without += [lag for _due, lag in figures["beats"]]
        self._say()

    def _end(self, _where: str, result: ProbeResult) -> None:
        self._others = max(self._others, result.others_cores)
        self.aside.tell_others(self._others)

    def _change(self, name: str, old: float, new: float) -> None:
        if name != "task_ms":
            return
        self._share_axis()
        for where in self.carrier.under_way:
            if where in self.hearts:
                self.carrier.wish(where, "task_ms", new)
                self.hearts[where].change(new, change_words(_TASK, old, new))

    def _share_axis(self) -> None:
        """One scale for all three, from the start: else a small lag would look like a large one."""
        values = self.stand.values
        # A beat may have to wait for three rounds of the loop.
        least = 3 * values.task_ms * values.at_once
        least = max(least, *(heart.longest_ms for heart in self.hearts.values()))
        for heart in self.hearts.values():
            heart.chart.set_least(least)

    def _say(self) -> None:
        found = {where: h.p99 for where, h in self.hearts.items() if h.p99 is not None}
        self.sentence.set_words(*sentence(found, self.hearts["inline"].task_ms))
        without = percentile(self._without, 99)
        if without is None:
            self.aside.words.set_source(_NO_COMPARE)
        else:
            self.aside.words.set_source(_COMPARE, lag=lambda: figure(without))

    def _show_state(self, state: str) -> None:
        self.stand.button.set_state(state)
        busy = state != "idle"
        self.stand.lock(("at_once", "beat_ms"), busy)
        for heart in self.hearts.values():
            heart.again.setEnabled(not busy)
        if not busy:
            # Only now: to draw a finished plot for the first time takes the window a moment, and
            # would be seen in what is measured.
            for where in self._touched:
                self.hearts[where].finish()
            self._say()
        self.busy_changed.emit(busy)


_COMPARE = N_("For comparison, a loop without tasks: {lag} ms (99th percentile)")
_NO_COMPARE = N_("For comparison, a loop without tasks is watched first.")
_ABOUT = N_("A task that computes on the loop holds up everything else that this loop serves.")
