"""One queue: the code beside it, its length and memory over time, and how old its items are."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from ui.charts.curve import Curve
from ui.charts.strip import StripChart
from ui.controls.worded import Source
from ui.hazards.panels.chart import LabelledChart
from ui.hazards.panels.figure import Figure
from ui.hazards.panels.panel import Panel
from ui.words import N_, Words, ntr, number

from .code import PUTS, shown
from .wording import TITLES, Found, grows, judged, parted

_TONES = {"unbounded": "warn", "bounded": "good"}
_TAGS = {
    "unbounded": N_("never waits"),
    "bounded": N_("waits while it is full"),
}
_COLUMNS = ("t_s", "length", "memory_mib", "age_ms", "produced", "consumed")


class Lane(Panel):
    """Keeps the readings of one queue."""

    def __init__(self, side: str, bound: int, parent: QWidget | None = None) -> None:
        self.side = side
        self.length = StripChart(N_("items"))
        self.length.set_curves([Curve("length", N_("Length"), _TONES[side], fill=True)])
        self.memory = StripChart("MiB")
        self.memory.set_curves([Curve("memory", N_("Memory"), _TONES[side], fill=True)])
        self.taken = Figure(N_("memory"))
        self.age = Figure(N_("age of an item when it is used"))
        super().__init__(
            TITLES[side],
            shown(side, bound),
            [
                LabelledChart(N_("Length of the queue"), self.length),
                LabelledChart(N_("Memory of its items"), self.memory),
            ],
            [self.taken, self.age],
            parent,
        )
        self.found: Found | None = None
        """Until now; None before there is anything to say."""
        self.rows: list[tuple[float, ...]] = []
        """Readings: time in s, length, MiB, age in ms (NaN: none yet), items put, items used."""
        self._markers: list[tuple[float, Source]] = []
        self._since = 0.0
        self._longest = 0
        self._limit: float | None = None

    @property
    def highest(self) -> tuple[float, float]:
        """The longest it was, and the most memory it took."""
        if not self.rows:
            return 0.0, 0.0
        return max(row[1] for row in self.rows), max(row[2] for row in self.rows)

    def clear(self) -> None:
        """Forget what was measured."""
        self.found, self._limit, self._since, self._longest = None, None, 0.0, 0
        self.rows.clear()
        self._markers.clear()
        for part in (self.length, self.memory, self.taken, self.age):
            part.clear()
        self.note.set_source("")
        self.code.clear_marks()
        self.nothing()

    def set_bound(self, bound: int) -> None:
        """The code names this bound."""
        self.code.set_text(shown(self.side, bound))
        if self.found is not None:
            self._mark(self.found)

    def change(self, words: Source) -> None:
        """A setting was changed: how the queue went before says nothing of how it goes on."""
        self._since = self.rows[-1][0] if self.rows else 0.0
        self._longest = int(self.rows[-1][1]) if self.rows else 0
        self._markers.append((self._since, words))
        for chart in (self.length, self.memory):
            chart.add_marker(self._since, words)

    def take(self, figures: dict[str, Any]) -> None:
        """A reading."""
        row = tuple(
            float("nan") if figures[name] is None else float(figures[name]) for name in _COLUMNS
        )
        self.rows.append(row)
        t_s, length, memory_mib, *_ = row
        self.length.append(t_s, {"length": length})
        self.memory.append(t_s, {"memory": memory_mib})
        self._longest = max(self._longest, int(length))
        self._show(figures["age_ms"])

    def finish(self, limit_mib: float | None = None, longest: int | None = None) -> None:
        """It has ended; ``limit_mib`` is given when it was because memory had reached that."""
        if not self.rows:
            self.clear()
            return
        self._limit = limit_mib
        if longest is not None and not self._since:
            self._longest = longest
        age = self.rows[-1][3]
        self._show(None if age != age else age, over=True)

    def explore(self) -> None:
        """Nothing is measured any more: let the readings be read off at leisure."""
        if not self.rows:
            return
        t_s, length, memory_mib, *_ = np.array(self.rows).T
        self.length.show_series(t_s, {"length": length}, list(self._markers))
        self.memory.show_series(t_s, {"memory": memory_mib}, list(self._markers))

    def _show(self, age_ms: float | None, *, over: bool = False) -> None:
        times, lengths = [row[0] for row in self.rows], [row[1] for row in self.rows]
        growing = grows(times, lengths, self._since)
        length, memory_mib = self.rows[-1][1], self.rows[-1][2]
        tone = "text"
        if growing is not None or over:
            self.found = Found(
                length=int(length),
                longest=self._longest,
                memory_mib=memory_mib,
                age_ms=age_ms,
                grows=bool(growing),
                limit_mib=self._limit,
            )
            word, kind = judged(self.found)
            tone = kind
            self.chip.set_chip(word, kind)
            self._mark(self.found)
        self.taken.set_figure(memory_mib, "MiB", tone)
        if age_ms is not None:
            value, unit = parted(age_ms)
            self.age.set_figure(value, unit, tone)
        put, used = int(self.rows[-1][4]), int(self.rows[-1][5])
        self.note.set_source(
            Words(
                N_("{put} put, {used} used, {length} in the queue"),
                put=lambda: ntr("{n} item", "{n} items", put),
                used=lambda: number(used),
                length=lambda: number(length),
            )
        )

    def _mark(self, found: Found) -> None:
        _, kind = judged(found)
        self.code.clear_marks()
        bad = kind == "bad"
        tag = _TAGS[self.side] if bad == (self.side == "unbounded") else ""
        self.code.mark(PUTS, kind, tag)
