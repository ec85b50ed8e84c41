"""The server beside one neighbour: its code, and the figures that were measured last."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.hazards.panels.figure import Figure
from ui.hazards.panels.panel import Panel
from ui.words import N_, exact

from .code import WAITS, shown
from .wording import TITLES, Found, judged, parted

_TAGS = {
    "bad": N_("waits for the GIL here"),
    "good": N_("goes on at once"),
}


class Side(Panel):
    """``found`` are the figures it shows; None before there are any."""

    def __init__(self, beside: str, parent: QWidget | None = None) -> None:
        self.beside = beside
        self.latency = Figure(N_("a request, median"))
        self.rate = Figure(N_("requests/s"))
        super().__init__(TITLES[beside], shown(beside), (), [self.latency, self.rate], parent)
        self.found: Found | None = None

    def clear(self) -> None:
        """Forget what was measured."""
        self.found = None
        self.latency.clear()
        self.rate.clear()
        self.note.set_source("")
        self.code.clear_marks()
        self.nothing()

    def show_found(self, found: Found) -> None:
        """Show figures of now; they stay when the neighbour is another one."""
        self.found = found
        word, kind = judged(self.beside, found)
        self.chip.set_chip(word, kind)
        self.code.clear_marks()
        self.code.mark(WAITS, kind, _TAGS.get(kind, ""))
        value, unit = parted(found.latency_ms)
        self.latency.set_figure(value, unit, kind)
        self.rate.set_figure(found.requests_per_s)
        interval = found.interval_ms
        self.note.set_source(
            N_("at a switch interval of {interval} ms"), interval=lambda: exact(interval)
        )
