"""A sweep over one setting: a figure as a curve with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from lab.analysis.interval import Interval
from lab.spec import Axis
from ui.charts.compare import naming
from ui.charts.compare.axes import draw_across, draw_upward
from ui.charts.compare.bubble import Line
from ui.charts.compare.figures import FIGURES, in_full, repeats_of, repeats_text, top, written
from ui.charts.compare.marks import draw_mark, draw_ring
from ui.charts.compare.plot import Plot
from ui.charts.compare.ticks import decimals, log_ticks, ticks
from ui.charts.scale import nice
from ui.theme import fonts, paint
from ui.theme.tokens import approach_dash
from ui.words import N_, Words, number, quantity, tr

_LOG_FROM = 16.0
"""From this ratio of the last to the first value on, the axis is logarithmic."""
_STEEP_FROM = 30.0
"""From this ratio of the highest to the lowest figure on, the y axis is logarithmic too."""
_NEAR = 18


@dataclass(frozen=True)
class _Point:
    place: int
    along: float
    """On the x axis: the value, its logarithm, or its number in the list where it is no number."""
    label: str
    found: Interval


class SweepCurve(Plot):
    """One figure over the values of the setting that varies; points can be hovered and chosen."""

    def __init__(self, figure: str = "throughput", parent: QWidget | None = None) -> None:
        self._figure = FIGURES[figure]
        super().__init__(N_("Sweep"), parent)
        self.view.setMouseEnabled(x=True, y=True)
        self.refresh(home=True)

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def figure(self) -> str:
        """The key of the figure on show."""
        return self._figure.key

    @property
    def axis(self) -> Axis | None:
        """The setting that varies; None where the study has not exactly one."""
        axes = self.digest.result.study.axes if self.digest is not None else ()
        return axes[0] if len(axes) == 1 else None

    def set_figure(self, key: str) -> None:
        """Show another figure, by its key in ``FIGURES``."""
        self._figure = FIGURES[key]
        self.refresh(home=True)

    def note(self) -> Words:
        """What points and whiskers are, for the head of the card."""
        return Words(N_("median and 95 % interval of {n} repeats"), n=repeats_of(self.digest))

    def figures(self) -> str:
        """Every point in words."""
        axis = self.axis
        if axis is None:
            return ""
        name = naming.setting_axis(axis.setting)
        points = (f"{p.label}: {in_full(p.found, self._figure.unit)}" for p in self._points())
        return f"{name}: " + "; ".join(points)

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The points as a table: column names with units, and rows."""
        axis, column = self.axis, self._figure.column
        if axis is None:
            return [], []
        names = [axis.setting, column, f"{column}_low", f"{column}_high"]
        rows: list[list[object]] = []
        for point in self._points():
            row = self.row(point.place)
            value = naming.value_of(row.candidate, axis.setting) if row is not None else None
            rows.append([value, point.found.value, point.found.low, point.found.high])
        return names, rows

    def _logarithmic(self) -> bool:
        values = self.axis.values if self.axis is not None else ()
        numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        if len(numbers) != len(values) or not numbers or min(numbers) <= 0:
            return False
        return max(numbers) / min(numbers) >= _LOG_FROM

    def _steep(self) -> bool:
        """Whether the figures span so much that only a logarithmic axis shows them all."""
        found = [point.found.value for point in self._points()]
        return bool(found) and min(found) > 0 and max(found) / min(found) >= _STEEP_FROM

    def _high(self, value: float) -> float:
        """Where a figure is on the y axis."""
        return math.log10(max(value, 1e-12)) if self._steep() else value

    def _marks(self, low: float, high: float, most: int) -> list[float]:
        """The figures that have a line of the grid between two places of the y axis."""
        return log_ticks(10**low, 10**high, most) if self._steep() else ticks(low, high, most)

    def _points(self) -> list[_Point]:
        axis, digest = self.axis, self.digest
        if axis is None or digest is None:
            return []
        log = self._logarithmic()
        points = []
        for row in digest.rows:
            found = self._figure.of(row)
            value = naming.value_of(row.candidate, axis.setting)
            if found is None or value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int | float):
                along = float(axis.values.index(value))
            else:
                along = math.log10(value) if log else float(value)
            points.append(_Point(row.place, along, naming.value_text(value), found))
        return sorted(points, key=lambda point: point.along)

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Figures on the left, the setting below."""
        unit = fonts.px
        _, _, low, high = self.home()
        marks = self._marks(low, high, 5)
        widest = max(fonts.width(self._mark_text(mark, marks), 11) for mark in marks)
        return max(unit(26), widest + unit(12)), unit(24), unit(20), unit(38)

    def home(self) -> tuple[float, float, float, float]:
        """All values of the setting, and from 0 to above the highest interval."""
        points = self._points()
        if not points:
            return 0.0, 1.0, 0.0, 1.0
        first, last = points[0].along, points[-1].along
        pad = (last - first) * 0.02 or 0.5
        if self._steep():
            found = [point.found.value for point in points]
            room = 0.05 * math.log10(max(found) / min(found))
            return (
                first - pad,
                last + pad,
                math.log10(min(found)) - room,
                math.log10(max(found)) + room,
            )
        high = nice(max(top(point.found) for point in points) * 1.02)[0]
        return first - pad, last + pad, 0.0, high

    # ── what is where ─────────────────────────────────────────────────────────────────────
    def _at(self, point: _Point) -> QPointF:
        return QPointF(self.x_of(point.along), self.y_of(self._high(point.found.value)))

    def place_at(self, at: QPointF) -> int | None:
        """The point nearest to the pointer across, where one is near."""
        if not self.area.adjusted(-9, -9, 9, 9).contains(at):
            return None
        near = [(abs(self._at(point).x() - at.x()), point.place) for point in self._points()]
        distance, place = min(near, default=(math.inf, None))
        return place if distance <= fonts.px(_NEAR) else None

    def spot(self, place: int) -> QPointF:
        """The candidate's point."""
        points = (self._at(point) for point in self._points() if point.place == place)
        return next(points, self.area.center())

    def path(self) -> Sequence[int]:
        """From the first value to the last."""
        return [point.place for point in self._points()]

    def lines(self, place: int) -> Sequence[Line]:
        """The setting's value and the figure with its interval."""
        axis = self.axis
        point = next((p for p in self._points() if p.place == place), None)
        if axis is None or point is None:
            return ()
        unit = naming.setting_unit(axis.setting)
        value = f"{naming.setting_name(axis.setting)} {quantity(point.label, unit)}"
        return (
            Line(value, 600, "text"),
            Line(quantity(written(point.found), tr(self._figure.unit)), 500, "text"),
            Line(repeats_text(point.found), tone="text3"),
        )

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter) -> None:
        """Paint axes, curve, intervals and points."""
        points, digest = self._points(), self.digest
        if digest is None or not points:
            return
        self._draw_axes(painter, points)
        approach = digest.rows[points[0].place].candidate.approach
        painter.save()
        painter.setClipRect(self.area.adjusted(-7, -7, 7, 2))
        painter.setPen(paint.pen(approach, 2, approach_dash(approach)))
        painter.drawPolyline(QPolygonF([self._at(point) for point in points]))
        for point in points:
            at = self._at(point)
            if point.found.low is not None and point.found.high is not None:
                painter.setPen(paint.pen(approach, 1.4))
                low, high = (self.y_of(self._high(v)) for v in (point.found.low, point.found.high))
                painter.drawLine(QPointF(at.x(), low), QPointF(at.x(), high))
                for y in (low, high):
                    painter.drawLine(QPointF(at.x() - 4, y), QPointF(at.x() + 4, y))
            if point.place in (self._chosen, self._hovered):
                draw_ring(painter, at)
            draw_mark(painter, approach, at)
        painter.restore()

    def _mark_text(self, value: float, marks: Sequence[float]) -> str:
        if self._steep():
            return written(Interval(value, None, None, 0)) if value < 1 else number(value)
        return number(value, decimals(list(marks)))

    def _draw_axes(self, painter: QPainter, points: Sequence[_Point]) -> None:
        unit, area = fonts.px, self.area
        low, high = self.seen()[1]
        values = self._marks(low, high, max(2, round(area.height() / unit(52))))
        marks = [
            (self.y_of(self._high(value)), value == 0, self._mark_text(value, values))
            for value in values
        ]
        draw_upward(painter, self, marks, tr(self._figure.unit))
        self.grid_line(painter, True, area.bottom(), True)
        seen = [(self.x_of(point.along), point.label) for point in points]
        seen = [(x, text) for x, text in seen if area.left() - 1 <= x <= area.right() + 1]
        labels, edge = [], -math.inf
        for x, text in seen:
            half = fonts.width(text, 11) / 2
            if x - half > edge + unit(6):
                labels.append((x, text))
                edge = x + half
        title = naming.setting_axis(self.axis.setting) if self.axis is not None else ""
        draw_across(painter, self, [x for x, _ in seen], labels, title)
