"""Bars with intervals: one figure of every candidate, the best first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Row
from ui.charts.compare import naming
from ui.charts.compare.bar_columns import BarColumns, bar_columns
from ui.charts.compare.bar_row import draw_row
from ui.charts.compare.bubble import Line
from ui.charts.compare.contrast_lines import contrast_lines
from ui.charts.compare.figures import (
    FIGURES,
    in_full,
    order,
    repeats_of,
    repeats_text,
    top,
    written,
)
from ui.charts.compare.plot import Plot, not_measured
from ui.charts.compare.ticks import decimals, ticks
from ui.theme import fonts, paint
from ui.theme.tokens import current, mix
from ui.words import N_, Words, number, quantity, tr

_LEAST_ROW = 24
_LEAST_STACKED = 38
_MOST_ROW = 60
_ROWS_IN_VIEW = 8
"""Rows that are always in view; more are reached by dragging or by the arrow keys."""


class IntervalBars(Plot):
    """A bar a candidate with its 95 % interval; hover tells more, a click chooses."""

    def __init__(self, figure: str = "throughput", parent: QWidget | None = None) -> None:
        self._figure = FIGURES[figure]
        self._order: tuple[int, ...] = ()
        self._columns = BarColumns()
        super().__init__(self._figure.title, parent)
        self.view.invertY(True)
        self.view.setMouseEnabled(x=True, y=True)
        self.refresh(home=True)

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def figure(self) -> str:
        """The key of the figure on show."""
        return self._figure.key

    def set_figure(self, key: str) -> None:
        """Show another figure, by its key in ``FIGURES``."""
        self._figure = FIGURES[key]
        self.set_spoken(self._figure.title)
        self.prepare()
        self.refresh(home=True)

    def prepare(self) -> None:
        """Put the candidates in order."""
        self._order = order(self.digest, self._figure) if self.digest is not None else ()

    def note(self) -> Words:
        """What the bars and whiskers are, for the head of the card."""
        return Words(N_("median and 95 % interval of {n} repeats"), n=repeats_of(self.digest))

    def figures(self) -> str:
        """Every candidate's figure in words, the best first."""
        parts = (
            f"{naming.called(row.candidate)}: {in_full(self._figure.of(row), self._figure.unit)}"
            for row in self._rows()
        )
        return "; ".join(parts)

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The bars as a table: column names with units, and rows; None where not measured."""
        column = self._figure.column
        names = ["candidate", "approach", column, f"{column}_low", f"{column}_high", "repeats"]
        rows: list[list[object]] = []
        for row in self._rows():
            found = self._figure.of(row)
            values: list[object] = (
                [None, None, None, 0]
                if found is None
                else [found.value, found.low, found.high, found.count]
            )
            rows.append([row.candidate.key, row.candidate.approach, *values])
        return names, rows

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Names on the left, figures on the right, the axis below."""
        unit = fonts.px
        columns = self._columns = bar_columns(self._rows(), self._figure, self.width())
        unit_room = fonts.width(tr(self._figure.unit), 11) + unit(24)
        bar = unit(8) if len(self._order) * self._least_row > self.height() - unit(26) else 0
        return columns.left, unit(2), max(columns.right, unit_room) + bar, unit(24)

    def home(self) -> tuple[float, float, float, float]:
        """From 0 to just above the highest interval; as many rows as have room."""
        found = [value for row in self._rows() if (value := self._figure.of(row)) is not None]
        high = max((top(value) for value in found), default=0.0)
        return 0.0, high * 1.01 if high > 0 else 1.0, 0.0, self._rows_high()

    def show_all(self) -> None:
        """Zoom out; where not all rows have room, the first of them are in view."""
        x0, x1, _, y1 = self.home()
        seen = min(y1, self._rows_in_view())
        self.view.setLimits(
            xMin=x0,
            xMax=x1,
            yMin=0,
            yMax=y1,
            minXRange=(x1 - x0) / 1000,
            maxXRange=x1 - x0,
            minYRange=seen,
            maxYRange=seen,
        )
        self.view.setRange(xRange=(x0, x1), yRange=(0, seen), padding=0)

    def whole(self) -> bool:
        """Whether nothing is zoomed and the first row is in view."""
        x0, x1, _, _ = self.home()
        (low, high), (first, _) = self.seen()
        far = 1e-6 * (x1 - x0)
        return abs(low - x0) <= far and abs(high - x1) <= far and first < 1e-3

    def minimumSizeHint(self) -> QSize:
        """Room for the names, some bar, and the first rows."""
        rows = min(max(len(self._order), 3), _ROWS_IN_VIEW)
        return QSize(fonts.px(320), fonts.px(_LEAST_ROW * rows + 26))

    def _rows(self) -> list[Row]:
        if self.digest is None:
            return []
        return [self.digest.rows[place] for place in self._order]

    def _rows_high(self) -> float:
        """The height of everything in rows; few rows do not fill a high card."""
        return max(1.0, len(self._order), self.area.height() / fonts.px(_MOST_ROW))

    def _rows_in_view(self) -> float:
        return max(1.0, self.area.height() / self._least_row)

    @property
    def _least_row(self) -> int:
        return fonts.px(_LEAST_STACKED if self._columns.stacked else _LEAST_ROW)

    # ── what is where ─────────────────────────────────────────────────────────────────────
    def place_at(self, at: QPointF) -> int | None:
        """The candidate whose row a point is in."""
        if not self.area.top() <= at.y() <= self.area.bottom():
            return None
        first, last = self.seen()[1]
        index = math.floor(first + (at.y() - self.area.top()) / self.area.height() * (last - first))
        return self._order[index] if 0 <= index < len(self._order) else None

    def spot(self, place: int) -> QPointF:
        """The end of its bar."""
        index = self._order.index(place)
        row = self.row(place)
        found = self._figure.of(row) if row else None
        x = self.x_of(found.value) if found else self.area.left()
        return QPointF(min(max(x, self.area.left()), self.area.right()), self.y_of(index + 0.5))

    def path(self) -> Sequence[int]:
        """Down the rows."""
        return self._order

    def bring(self, place: int) -> None:
        """Scroll a row into view."""
        index = self._order.index(place)
        first, last = self.seen()[1]
        down = min(0.0, index - first) + max(0.0, index + 1 - last)
        if down:
            self.view.translateBy(y=down)

    def lines(self, place: int) -> Sequence[Line]:
        """Name, figure with interval, times the baseline, and whether the best differs."""
        row = self.row(place)
        if row is None or self.digest is None:
            return ()
        found = self._figure.of(row)
        head = Line(str(naming.called(row.candidate)), 600, "text")
        if found is None:
            return head, not_measured()
        said = [head, Line(quantity(written(found), tr(self._figure.unit)), 500, "text")]
        said.append(Line(repeats_text(found), tone="text3"))
        if self._figure.key == "throughput":
            said += contrast_lines(self.digest, row)
        return said

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter) -> None:
        """Paint grid, rows and axis."""
        area = self.area
        low, high = self.seen()[0]
        unit = fonts.px
        marks = ticks(low, high, max(2, round(area.width() / unit(90))))
        for value in marks:
            self.grid_line(painter, False, self.x_of(value), value == 0)
        base = paint.baseline(area.bottom() + unit(15), 11)
        places = decimals(marks)
        for value in marks:
            paint.words(
                painter, self.x_of(value), base, number(value, places), 11, 400, "text3", "centre"
            )
        right = self.width() - unit(4)
        paint.words(painter, right, base, tr(self._figure.unit), 11, 400, "text3", "right")
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), area.bottom()))
        for index, row in enumerate(self._rows()):
            high_edge, low_edge = self.y_of(index), self.y_of(index + 1)
            if low_edge > area.top() and high_edge < area.bottom():
                self._draw_ground(painter, row, high_edge, low_edge)
                found = self._figure.of(row)
                draw_row(painter, self, self._columns, row, found, high_edge, low_edge)
        painter.restore()
        self._draw_more(painter)

    def _draw_ground(self, painter: QPainter, row: Row, high: float, low: float) -> None:
        """What a row stands on when it is chosen or pointed at."""
        ground = QRectF(0, high, self.width(), low - high)
        if row.place == self._chosen:
            tint = mix("surface", "accent", 0.12 if current().is_dark else 0.06)
            paint.box(painter, ground, 6, tint)
        elif row.place == self._hovered:
            paint.box(painter, ground, 6, "hover")

    def _draw_more(self, painter: QPainter) -> None:
        """A thin scroll bar where not all rows are in view; it only shows where one is."""
        first, last = self.seen()[1]
        rows = self._rows_high()
        if last - first >= rows - 1e-6:
            return
        high = self.area.height()
        y = self.area.top() + first / rows * high
        bar = QRectF(self.width() - 5, y, 4, (last - first) / rows * high)
        paint.box(painter, bar, 2, "other")
