"""What the charts of costs share: rows of one figure, their bubble, and their words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lab.analysis.interval import Interval
from lab.costs.kinds import CostFigure, Section
from lab.costs.rows import CostRow
from ui.charts.compare.bubble import Line
from ui.charts.compare.figures import repeats_text
from ui.charts.compare.pointed import Pointed
from ui.charts.costs.wording import brief, called, readable
from ui.words import from_lab


class CostPlot(Pointed):
    """One figure of all kinds; places are the rows'."""

    def __init__(self, section: Section, of: CostFigure, parent: QWidget | None = None) -> None:
        self.section, self.of = section, of
        self.rows: tuple[CostRow, ...] = ()
        super().__init__(of.title, parent)
        self.view.setMouseEnabled(x=True, y=True)
        self.refresh(home=True)

    def set_figure(self, of: CostFigure) -> None:
        """Show another figure of the same rows."""
        self.of = of
        self.set_spoken(of.title)
        self.refresh(home=True)

    def show_rows(self, rows: Sequence[CostRow]) -> None:
        """Show other figures; zoom and choice stay where the rows are the same."""
        names = [(row.kind.key, row.size) for row in rows]
        same = names == [(row.kind.key, row.size) for row in self.rows]
        home = not same or self.whole()
        self.rows = tuple(rows)
        if not same:
            self._hovered = self._chosen = None
        self.refresh(home=home)

    @property
    def known(self) -> list[CostRow]:
        """The rows that have the figure."""
        return [row for row in self.rows if self.of.key in row.figures]

    def found(self, row: CostRow) -> Interval:
        """The row's figure."""
        return row.figures[self.of.key]

    def knows(self, place: int) -> bool:
        """Whether this row has the figure."""
        return any(row.place == place for row in self.known)

    def path(self) -> Sequence[int]:
        """One row after the other."""
        return [row.place for row in self.known]

    def lines(self, place: int) -> Sequence[Line]:
        """Name, figure with interval, and what limited it."""
        row = next((row for row in self.known if row.place == place), None)
        if row is None:
            return ()
        text, _ = brief(self.found(row), self.of)
        said = [
            Line(called(row), 600, "text"),
            Line(text, 500, "text"),
            Line(repeats_text(readable(self.found(row), self.of)[0]), tone="text3"),
        ]
        if row.limit:
            said.append(Line(str(from_lab(row.limit)), tone="text3"))
        return said

    def figures(self) -> str:
        """Every figure in words."""
        parts = []
        for row in self.known:
            text, around = brief(self.found(row), self.of)
            parts.append(
                f"{called(row)}: {text} ({around})" if around else f"{called(row)}: {text}"
            )
        return "; ".join(parts)

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The figure as a table: column names with units, and rows."""
        key = self.of.key
        names = ["kind", "size", key, f"{key}_low", f"{key}_high", "repeats"]
        rows: list[list[object]] = []
        for row in self.known:
            at = self.found(row)
            rows.append([row.kind.key, row.size or None, at.value, at.low, at.high, at.count])
        return names, rows

    def span(self) -> tuple[float, float]:
        """Where the figure's axis begins and ends, as powers of ten: it grows by whole decades.

        What is usually measured is always in view, so that nothing jumps when figures come.
        """
        low, high = (math.log10(edge) for edge in self.of.span)
        for row in self.known:
            at = self.found(row)
            for value in (at.value, at.low, at.high):
                if value is not None and value > 0:
                    power = math.log10(value)
                    low = math.floor(power) if power < low else low
                    high = math.ceil(power) if power > high else high
        return low, high


def power_of(value: float) -> float:
    """Where a figure is on a logarithmic axis."""
    return math.log10(max(value, 1e-12))


def decades(low: float, high: float, most: int) -> list[float]:
    """Powers of ten between two places of an axis, at most so many."""
    powers = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    stride = max(1, math.ceil(len(powers) / max(1, most)))
    return [10.0**power for power in powers[::stride]]
