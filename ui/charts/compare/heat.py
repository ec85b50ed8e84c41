"""A heat map: one figure over the two settings of a sweep, a cell a point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Row
from lab.analysis.interval import Interval
from lab.spec import Axis, Value
from ui.charts.compare import naming
from ui.charts.compare.bubble import Line
from ui.charts.compare.figures import (
    FIGURES,
    in_full,
    order,
    places,
    repeats_of,
    repeats_text,
    spread,
    written,
)
from ui.charts.compare.plot import Plot, not_measured
from ui.charts.compare.swatch import Span, ink_on, shade
from ui.charts.compare.ticks import decimals, log_ticks, ticks
from ui.theme import fonts, paint
from ui.theme.tokens import colour
from ui.words import N_, UNKNOWN, Words, number, quantity, tr

_GAP = 2
_BAR = 12


class HeatMap(Plot):
    """Cells with their values; the best has a ring. Wheel and drag zoom where there are many."""

    def __init__(self, figure: str = "throughput", parent: QWidget | None = None) -> None:
        self._figure = FIGURES[figure]
        self._cells: dict[tuple[int, int], int] = {}
        self._where: dict[int, tuple[int, int]] = {}
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
        axes = self.digest.result.study.axes if self.digest is not None else ()
        return (axes[1], axes[0]) if len(axes) == 2 else None

    def set_figure(self, key: str) -> None:
        """Show another figure, by its key in ``FIGURES``."""
        self._figure = FIGURES[key]
        self.prepare()
        self.refresh(home=True)

    def prepare(self) -> None:
        """Find each candidate's cell, and the span of the figures."""
        self._cells, self._where = {}, {}
        if self.digest is None or self.axes is None:
            return
        across, up = self.axes
        for row in self.digest.rows:
            x = _index(across.values, naming.value_of(row.candidate, across.setting))
            y = _index(up.values, naming.value_of(row.candidate, up.setting))
            if x is not None and y is not None:
                self._cells[x, y] = row.place
                self._where[row.place] = (x, y)
        found = [value.value for row in self.digest.rows if (value := self._figure.of(row))]
        self._span = Span(min(found, default=0.0), max(found, default=1.0))

    @property
    def best(self) -> int | None:
        """The place of the best cell; None where nothing was measured."""
        if self.digest is None:
            return None
        for place in order(self.digest, self._figure):
            if place in self._where and self._figure.of(self.digest.rows[place]) is not None:
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
        cells = (f"{self._named(row)} {self._said(row)}" for row in self._rows())
        first = tr(N_("Best: {cell}"), cell=f"{self._named(best)} {self._said(best)}")
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
            x, y = self._where[row.place]
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

    def _named(self, row: Row) -> str:
        axes = self.axes
        if axes is None or row.place not in self._where:
            return str(naming.called(row.candidate))
        indices = self._where[row.place]
        words = (
            naming.setting_value(axis.setting, axis.values[index])
            for axis, index in zip(reversed(axes), reversed(indices), strict=True)
        )
        return ", ".join(words)

    def _said(self, row: Row) -> str:
        return in_full(self._figure.of(row), self._figure.unit)

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Values of one setting on the left, of the other below, the scale on the right."""
        unit = fonts.px
        left, right = float(unit(40)), float(unit(_BAR + 24))
        if self.axes is not None:
            texts = [naming.value_text(value) for value in self.axes[1].values]
            left = max(fonts.width(text, 12) for text in texts) + unit(12)
            marks = [fonts.width(text, 11) for _, text in self._scale_ticks()]
            right += max([fonts.width(tr(self._figure.unit), 11) - unit(_BAR), *marks])
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
        return self._cells.get((math.floor(self.x_value(at.x())), math.floor(y)))

    def spot(self, place: int) -> QPointF:
        """The middle of its cell."""
        x, y = self._where.get(place, (0, 0))
        return QPointF(self.x_of(x + 0.5), self.y_of(y + 0.5))

    def path(self) -> Sequence[int]:
        """Row by row from the bottom left."""
        cells = sorted(self._cells.items(), key=lambda cell: (cell[0][1], cell[0][0]))
        return [place for _, place in cells]

    def beside(self, place: int | None, key: int) -> int | None:
        """The neighbour in the arrow's direction; the best cell at first."""
        if place is None or place not in self._where:
            return self._chosen if self._chosen in self._where else self.best
        x, y = self._where[place]
        keys = Qt.Key
        dx = (key == keys.Key_Right) - (key == keys.Key_Left)
        dy = (key == keys.Key_Up) - (key == keys.Key_Down)
        return self._cells.get((x + dx, y + dy), place)

    def lines(self, place: int) -> Sequence[Line]:
        """The cell's settings, its figure with interval, and the throughput."""
        row = self.row(place)
        if row is None:
            return ()
        found = self._figure.of(row)
        head = Line(self._named(row), 600, "text")
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
        for (x, y), place in self._cells.items():
            self._draw_cell(painter, x, y, place)
        rings = ((self._hovered, "text2"), (self.best, "text"), (self._chosen, "accent"))
        for ringed, token in rings:
            if ringed is not None and ringed in self._where:
                self._draw_ring(painter, ringed, token)
        painter.restore()
        self._draw_axes(painter)
        self._draw_scale(painter)

    def _rect(self, x: int, y: int) -> QRectF:
        left, right = round(self.x_of(x)), round(self.x_of(x + 1))
        high, low = round(self.y_of(y + 1)), round(self.y_of(y))
        return QRectF(left, high, right - left - _GAP, low - high - _GAP)

    def _draw_cell(self, painter: QPainter, x: int, y: int, place: int) -> None:
        rect = self._rect(x, y)
        if not rect.intersects(self.area):
            return
        row = self.row(place)
        found = self._figure.of(row) if row is not None else None
        middle = rect.center()
        if found is None:
            paint.box(painter, rect, 3, "sunken")
            base = paint.baseline(middle.y(), 12)
            paint.words(painter, middle.x(), base, UNKNOWN, 12, 400, "text3", "centre")
            return
        ground = shade(self._span.share(found.value))
        paint.box(painter, rect, 3, ground)
        ink = ink_on(ground)
        weight = 600 if place == self.best else 500
        text, around = written(found), spread(found)
        if fonts.width(text, 13, weight) > rect.width() - 4 or rect.height() < fonts.px(18):
            return
        both = (
            around != ""
            and rect.height() >= fonts.px(44)
            and fonts.width(around, 11) <= rect.width() - 8
        )
        lift = fonts.px(8) if both else 0
        base = paint.baseline(middle.y() - lift, 13, weight)
        paint.words(painter, middle.x(), base, text, 13, weight, ink, "centre")
        if both:
            base = paint.baseline(middle.y() + fonts.px(10), 11)
            paint.words(painter, middle.x(), base, around, 11, 400, ink, "centre")

    def _draw_ring(self, painter: QPainter, place: int, token: str) -> None:
        rect = self._rect(*self._where[place])
        paint.box(painter, rect.adjusted(-1, -1, 1, 1), 4, None, token, 2.5)
        paint.box(painter, rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, None, "surface", 1.5)

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

    def _scale_ticks(self) -> list[tuple[float, str]]:
        """The values beside the colours, and how they are written."""
        low, high = self._span.low, self._span.high
        if high <= low:
            return [(low, number(low, places(low)))]
        if self._span.logarithmic:
            values = log_ticks(low, high, 7)
            return [(value, written(Interval(value, None, None, 0))) for value in values]
        values = ticks(low, high, 6)
        return [(value, number(value, decimals(values))) for value in values]

    def _draw_scale(self, painter: QPainter) -> None:
        unit, area = fonts.px, self.area
        left = area.right() + unit(14)
        bar = QRectF(left, area.top(), unit(_BAR), area.height() - _GAP)
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for index in range(10):
            gradient.setColorAt(index / 9, shade(index / 9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        for value, text in self._scale_ticks():
            y = bar.bottom() - self._span.share(value) * bar.height()
            painter.fillRect(QRectF(bar.right() + 1, round(y), 3, 1), colour("control"))
            base = paint.baseline(min(max(y, bar.top() + 4), bar.bottom() - 4), 11)
            paint.words(painter, bar.right() + unit(7), base, text, 11, 400, "text3")
        above = paint.baseline(unit(9), 11)
        paint.words(painter, left, above, tr(self._figure.unit), 11, 400, "text3")
        hovered = self.row(self._hovered) if self._hovered is not None else None
        found = self._figure.of(hovered) if hovered is not None else None
        if found is not None:
            # Where the cell under the pointer lies on the scale.
            y = bar.bottom() - self._span.share(found.value) * bar.height()
            paint.box(painter, QRectF(left - 2, y - 2.5, bar.width() + 4, 5), 2, "text", "surface")


def _index(values: Sequence[Value], value: Value | None) -> int | None:
    for index, one in enumerate(values):
        if one == value or (
            isinstance(one, float)
            and isinstance(value, int | float)
            and math.isclose(one, value, rel_tol=1e-9)
        ):
            return index
    return None
