"""A heat map: one figure over the two settings of a sweep, a cell a point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Row
from lab.spec import Axis
from ui.charts.compare import naming
from ui.charts.compare.bubble import Line
from ui.charts.compare.cells import Cells
from ui.charts.compare.colour_scale import WIDE, draw_scale, scale_ticks
from ui.charts.compare.figure_cell import draw_cell, draw_cell_ring
from ui.charts.compare.figures import (
    FIGURES,
    in_full,
    order,
    repeats_of,
    repeats_text,
    written,
)
from ui.charts.compare.plot import Plot, not_measured
from ui.charts.compare.swatch import Span
from ui.theme import fonts, paint
from ui.words import N_, Words, quantity, tr

_GAP = 2


class HeatMap(Plot):
    """Cells with their values; the best has a ring. Wheel and drag zoom where there are many."""

    def __init__(self, figure: str = "throughput", parent: QWidget | None = None) -> None:
        self._figure = FIGURES[figure]
        self._cells = Cells(None)
        self._span = Span(0.0, 1.0)
        super().__init__(N_("Heat map"), parent)
        self.view.setMouseEnabled(x=True, y=True)
        self.refresh(home=True)

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def figure(self) -> str:
        """The key of the figure on show."""
        return self._figure.key

    @property
    def axes(self) -> tuple[Axis, Axis] | None:
        """The two settings: across, and upwards. None where the study has not two axes."""
        return self._cells.axes

    def set_figure(self, key: str) -> None:
        """Show another figure, by its key in ``FIGURES``."""
        self._figure = FIGURES[key]
        self.prepare()
        self.refresh(home=True)

    def prepare(self) -> None:
        """Find each candidate's cell, and the span of the figures."""
        self._cells = Cells(self.digest)
        if self.digest is None or self.axes is None:
            return
        found = [value.value for row in self.digest.rows if (value := self._figure.of(row))]
        self._span = Span(min(found, default=0.0), max(found, default=1.0))

    @property
    def best(self) -> int | None:
        """The place of the best cell; None where nothing was measured."""
        if self.digest is None:
            return None
        for place in order(self.digest, self._figure):
            if place in self._cells.where and self._figure.of(self.digest.rows[place]) is not None:
                return place
        return None

    def note(self) -> Words:
        """What the cells are, for the head of the card."""
        return Words(N_("median of {n} repeats; the best has a ring"), n=repeats_of(self.digest))

    def figures(self) -> str:
        """The best cell and the span in words, then every cell."""
        best = self.row(self.best) if self.best is not None else None
        if best is None:
            return ""
        cells = (f"{self._cells.named(row)} {self._said(row)}" for row in self._rows())
        first = tr(N_("Best: {cell}"), cell=f"{self._cells.named(best)} {self._said(best)}")
        return "; ".join([first, *cells])

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The cells as a table: column names with units, and rows; None where not measured."""
        if self.axes is None:
            return [], []
        across, up = self.axes
        column = self._figure.column
        names = [up.setting, across.setting, column, f"{column}_low", f"{column}_high"]
        rows: list[list[object]] = []
        for row in self._rows():
            x, y = self._cells.where[row.place]
            found = self._figure.of(row)
            values: list[object] = (
                [None] * 3 if found is None else [found.value, found.low, found.high]
            )
            rows.append([up.values[y], across.values[x], *values])
        return names, rows

    def _rows(self) -> list[Row]:
        if self.digest is None:
            return []
        return [self.digest.rows[place] for place in self.path()]

    def _said(self, row: Row) -> str:
        return in_full(self._figure.of(row), self._figure.unit)

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Values of one setting on the left, of the other below, the scale on the right."""
        unit = fonts.px
        left, right = float(unit(40)), float(unit(WIDE + 24))
        if self.axes is not None:
            texts = [naming.value_text(value) for value in self.axes[1].values]
            left = max(fonts.width(text, 12) for text in texts) + unit(12)
            marks = [fonts.width(text, 11) for _, text in scale_ticks(self._span)]
            right += max([fonts.width(tr(self._figure.unit), 11) - unit(WIDE), *marks])
        return left, unit(24), right, unit(40)

    def home(self) -> tuple[float, float, float, float]:
        """All cells."""
        if self.axes is None:
            return 0.0, 1.0, 0.0, 1.0
        across, up = self.axes
        return 0.0, float(len(across.values)), 0.0, float(len(up.values))

    def minimumSizeHint(self) -> QSize:
        """Room for cells one can point at."""
        wide, high = (len(axis.values) for axis in self.axes) if self.axes else (4, 4)
        return QSize(fonts.px(120 + 24 * min(wide, 12)), fonts.px(70 + 24 * min(max(high, 3), 8)))

    def zoom(self, factor: float) -> None:
        """Zoom in both directions."""
        self.view.scaleBy(x=factor, y=factor)

    # ── what is where ─────────────────────────────────────────────────────────────────────
    def place_at(self, at: QPointF) -> int | None:
        """The cell a point is in."""
        if not self.area.contains(at):
            return None
        low, high = self.seen()[1]
        y = low + (self.area.bottom() - at.y()) / self.area.height() * (high - low)
        return self._cells.places.get((math.floor(self.x_value(at.x())), math.floor(y)))

    def spot(self, place: int) -> QPointF:
        """The middle of its cell."""
        x, y = self._cells.where.get(place, (0, 0))
        return QPointF(self.x_of(x + 0.5), self.y_of(y + 0.5))

    def path(self) -> Sequence[int]:
        """Row by row from the bottom left."""
        return self._cells.path()

    def beside(self, place: int | None, key: int) -> int | None:
        """The neighbour in the arrow's direction; the best cell at first."""
        if place is None or place not in self._cells.where:
            return self._chosen if self._chosen in self._cells.where else self.best
        keys = Qt.Key
        dx = (key == keys.Key_Right) - (key == keys.Key_Left)
        dy = (key == keys.Key_Up) - (key == keys.Key_Down)
        return self._cells.beside(place, dx, dy)

    def lines(self, place: int) -> Sequence[Line]:
        """The cell's settings, its figure with interval, and the throughput."""
        row = self.row(place)
        if row is None:
            return ()
        found = self._figure.of(row)
        head = Line(self._cells.named(row), 600, "text")
        if found is None:
            return head, not_measured()
        said = [head, Line(quantity(written(found), tr(self._figure.unit)), 500, "text")]
        said.append(Line(repeats_text(found), tone="text3"))
        if place == self.best:
            said.append(Line(tr(N_("The best of all"))))
        return said

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter) -> None:
        """Paint cells, axes and scale."""
        if self.axes is None:
            return
        painter.save()
        painter.setClipRect(self.area.adjusted(-1, -1, 1, 1))
        best = self.best
        for (x, y), place in self._cells.places.items():
            rect, row = self._rect(x, y), self.row(place)
            if rect.intersects(self.area):
                found = self._figure.of(row) if row is not None else None
                draw_cell(painter, rect, found, self._span, best=place == best)
        rings = ((self._hovered, "text2"), (best, "text"), (self._chosen, "accent"))
        for ringed, token in rings:
            if ringed is not None and ringed in self._cells.where:
                draw_cell_ring(painter, self._rect(*self._cells.where[ringed]), token)
        painter.restore()
        self._draw_axes(painter)
        self._draw_scale(painter)

    def _rect(self, x: int, y: int) -> QRectF:
        left, right = round(self.x_of(x)), round(self.x_of(x + 1))
        high, low = round(self.y_of(y + 1)), round(self.y_of(y))
        return QRectF(left, high, right - left - _GAP, low - high - _GAP)

    def _draw_axes(self, painter: QPainter) -> None:
        if self.axes is None:
            return
        unit, area = fonts.px, self.area
        across, up = self.axes
        above = paint.baseline(unit(9), 11)
        paint.words(painter, 0, above, naming.setting_axis(up.setting), 11, 400, "text3")
        for index, value in enumerate(up.values):
            y = self.y_of(index + 0.5)
            if area.top() <= y <= area.bottom():
                base = paint.baseline(y, 12)
                text = naming.value_text(value)
                paint.words(painter, area.left() - unit(8), base, text, 12, 400, "text2", "right")
        base = paint.baseline(area.bottom() + unit(12), 12)
        edge = -math.inf
        for index, value in enumerate(across.values):
            x, text = self.x_of(index + 0.5), naming.value_text(value)
            half = fonts.width(text, 12) / 2
            if area.left() <= x <= area.right() and x - half > edge + unit(4):
                paint.words(painter, x, base, text, 12, 400, "text2", "centre")
                edge = x + half
        below = paint.baseline(area.bottom() + unit(30), 11)
        title = naming.setting_axis(across.setting)
        paint.words(painter, area.center().x(), below, title, 11, 400, "text3", "centre")

    def _draw_scale(self, painter: QPainter) -> None:
        area = self.area
        left = area.right() + fonts.px(14)
        at = QRectF(left, area.top(), fonts.px(WIDE), area.height() - _GAP)
        # Where the cell under the pointer lies on the scale.
        hovered = self.row(self._hovered) if self._hovered is not None else None
        found = self._figure.of(hovered) if hovered is not None else None
        marked = found.value if found is not None else None
        draw_scale(painter, self._span, at, tr(self._figure.unit), marked)
