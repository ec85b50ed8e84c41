"""All races of one rung side by side: what each of them lost, and what the lock cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from ui.controls.card import Card
from ui.controls.table import Cell, Column, Line, Table
from ui.theme import fonts
from ui.words import N_, UNKNOWN, figure, number, percent, quantity, tr

from .kinds import Kind

Figures = Callable[[str, str], dict[str, Any] | None]
"""Of a kind and a guard; None where that was not measured."""
COLUMNS = (
    Column(key="race", title=N_("Race")),
    Column(key="bare", title=N_("Lost without a lock"), figures=True, falling=True),
    Column(key="locked", title=N_("Lost with a lock"), figures=True, falling=True),
    Column(key="each", title=N_("An increment without a lock"), figures=True, falling=True),
    Column(key="cost", title=N_("With a lock"), figures=True, falling=True),
)


class MeasuredCard(Card):
    """A table with a row a race; ``chosen`` brings the key of the race whose row is chosen."""

    chosen = Signal(str)

    def __init__(
        self, kinds: Sequence[Kind], figures: Figures, parent: QWidget | None = None
    ) -> None:
        self._kinds, self._figures = tuple(kinds), figures
        self.table = Table(N_("What was measured"))
        super().__init__(N_("What was measured"), body=self.table, parent=parent)
        self.table.chosen.connect(lambda place: self.chosen.emit(self._kinds[place].key))
        self.show_figures()

    def show_figures(self) -> None:
        """Write the table anew."""
        lines = [Line(place, self._cells(place)) for place in range(len(self._kinds))]
        self.table.show_lines(COLUMNS, lines)
        # All rows: the page scrolls, not the table.
        self.table.setFixedHeight(self.table.sizeHint().height() + fonts.px(2))

    def changeEvent(self, event: QEvent) -> None:
        """Write the figures as the new language does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_figures()

    def _cells(self, place: int) -> tuple[Cell, ...]:
        kind = self._kinds[place]
        bare, locked = self._figures(kind.key, "none"), self._figures(kind.key, "lock")
        return (
            Cell(text=tr(kind.title), rank=place),
            _lost(bare),
            _lost(locked),
            _each(bare),
            _cost(bare, locked),
        )


def _lost(figures: dict[str, Any] | None) -> Cell:
    if figures is None:
        return Cell(text=UNKNOWN, tone="text3")
    share = figures["lost"] / max(1, figures["wanted"])
    aside = percent(max(share, 0.001), 1) if share else ""
    tone = "bad" if share else "good"
    return Cell(text=number(figures["lost"]), rank=share, aside=aside, tone=tone, weight=600)


def _each(figures: dict[str, Any] | None) -> Cell:
    if figures is None:
        return Cell(text=UNKNOWN, tone="text3")
    us = figures["ns_per_increment"] / 1000
    return Cell(text=quantity(figure(us), "µs"), rank=us)


def _cost(bare: dict[str, Any] | None, locked: dict[str, Any] | None) -> Cell:
    if locked is None:
        return Cell(text=UNKNOWN, tone="text3")
    us = locked["ns_per_increment"] / 1000
    ratio = us * 1000 / bare["ns_per_increment"] if bare else 1.0
    return Cell(text=quantity(figure(us), "µs"), rank=us, aside=f"{figure(ratio)} ×")
