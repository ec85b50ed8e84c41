"""Scaling: how many times the work each approach does with more lanes, beside the ideal."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Digest, Scaling
from lab.analysis.fits import Fit
from lab.analysis.interval import Interval
from lab.spec import APPROACHES
from ui.charts.compare import naming
from ui.charts.compare.bubble import Line
from ui.charts.compare.curves import CurvePoint, Curves
from ui.charts.compare.figures import in_full, repeats_text, written
from ui.charts.compare.marks import draw_mark, label_room, spaced
from ui.charts.compare.plot import Plot
from ui.charts.compare.ticks import decimals, ticks
from ui.charts.scale import nice
from ui.controls.legend import LegendItem
from ui.theme import fonts, paint
from ui.theme.tokens import approach_dash, colour
from ui.words import N_, NBSP, ntr, number, tr

_NEAR = 18
"""Pixels around a point in which the pointer is on it."""
Floats = NDArray[np.float64]


class ScalingPlot(Plot):
    """Curves of all approaches, the ideal, and the fitted law of the one in focus.

    ``focused`` brings the approach whose fit is on show: that of the best candidate at first, then
    that of whatever point or name is clicked.
    """

    focused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._focus = ""
        self._curves = Curves(())
        super().__init__(N_("Scaling"), parent)
        self.view.setMouseEnabled(x=True, y=True)
        self.refresh(home=True)

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def scalings(self) -> tuple[Scaling, ...]:
        """The curves on show."""
        return self.digest.scalings if self.digest is not None else ()

    @property
    def focus(self) -> Scaling | None:
        """The curve whose fit is on show."""
        return next((curve for curve in self.scalings if curve.approach == self._focus), None)

    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's curves; None shows nothing."""
        super().show_digest(digest)
        self.focused.emit(self._focus)

    def prepare(self) -> None:
        """Keep the curve in focus, or take that of the best."""
        self._curves = Curves(self.scalings)
        if self.focus is None:
            self._focus = _first(self.digest)

    def set_focus(self, approach: str) -> None:
        """Show the fit of another approach."""
        if approach != self._focus and any(c.approach == approach for c in self.scalings):
            self._focus = approach
            self.refresh(home=self.whole())
            self.focused.emit(approach)

    def set_chosen(self, place: int | None) -> None:
        """Let a candidate stand out; its approach comes into focus where it has a curve."""
        super().set_chosen(place)
        for curve in self.scalings:
            if place in curve.places:
                self.set_focus(curve.approach)

    def legend_items(self) -> list[LegendItem]:
        """For the head of the card."""
        if not self._curves.points:
            return []
        ideal = LegendItem("dot", "text3", N_("ideal"))
        if self._fit() is None:
            return [ideal]
        return [LegendItem("dash", self._focus, N_("USL fit with interval")), ideal]

    def figures(self) -> str:
        """Each curve's points in words."""
        return self._curves.figures()

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The curves as a table: column names with units, and rows."""
        return self._curves.data(self.digest)

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def margins(self) -> tuple[float, float, float, float]:
        """Figures on the left, names of the curves on the right."""
        unit = fonts.px
        high = nice(self.home()[3])[0]
        left = fonts.width(number(high), 11) + unit(12)
        names = [fonts.width(tr(APPROACHES[c.approach].title), 12, 500) for c in self.scalings]
        names.append(fonts.width(tr(N_("ideal")), 11) - unit(14))
        return max(unit(26), left), unit(24), max(names) + unit(30), unit(38)

    def home(self) -> tuple[float, float, float, float]:
        """From no lane to the most lanes measured; as high as the curves, with some headroom."""
        return self._curves.span()

    def _at(self, point: CurvePoint) -> QPointF:
        return QPointF(self.x_of(self._curves.along(point.lanes)), self.y_of(point.times.value))

    def _fit(self) -> Fit | None:
        curve = self.focus
        return curve.usl if curve is not None and isinstance(curve.usl, Fit) else None

    def reference(self) -> float | None:
        """Throughput that counts as 1 on the curve in focus, in tasks/s."""
        return self.focus.reference_per_s if self.focus is not None else None

    # ── what is where ─────────────────────────────────────────────────────────────────────
    def place_at(self, at: QPointF) -> int | None:
        """The point nearest to the pointer, where one is near."""
        near = [(_far(self._at(point), at), point.place) for point in self._curves.points]
        distance, place = min(near, default=(math.inf, None))
        if distance <= fonts.px(_NEAR):
            return place
        for label, approach in self._labels():
            if label.contains(at):
                return next(c.places[-1] for c in self.scalings if c.approach == approach)
        return None

    def spot(self, place: int) -> QPointF:
        """The candidate's point."""
        return next(
            (self._at(point) for point in self._curves.points if point.place == place),
            self.area.center(),
        )

    def path(self) -> Sequence[int]:
        """Along one curve after the other."""
        return list(dict.fromkeys(point.place for point in self._curves.points))

    def lines(self, place: int) -> Sequence[Line]:
        """Name, times the reference with interval, throughput, and what the fit says."""
        row = self.row(place)
        points = [point for point in self._curves.points if point.place == place]
        point = next(
            (p for p in points if p.approach == self._focus), points[0] if points else None
        )
        if row is None or point is None:
            return ()
        lanes = ntr("{n} lane", "{n} lanes", point.lanes)
        said = [
            Line(f"{naming.called(row.candidate)}", 600, "text"),
            Line(f"{written(point.times)}{NBSP}×, {lanes}", 500, "text"),
            Line(repeats_text(point.times), tone="text3"),
            Line(in_full(row.throughput_per_s, "tasks/s")),
        ]
        fit, one = self._fit(), self.reference()
        if fit is not None and one is not None and point.approach == self._focus:
            law = float(fit.throughput(np.array([float(point.lanes)]))[0]) / one
            times = written(Interval(law, None, None, 0))
            said.append(Line(tr(N_("Fitted: {times} ×"), times=times), tone="text3"))
        return said

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter) -> None:
        """Paint axes, ideal, band, curves, points and names."""
        if not self._curves.points:
            self._draw_nothing(painter)
            return
        self._draw_axes(painter)
        painter.save()
        painter.setClipRect(self.area.adjusted(-7, -7, 7, 2))
        self._draw_ideal(painter)
        self._draw_fit(painter)
        for curve in reversed(self.scalings):
            if curve.approach != self._focus:
                self._draw_curve(painter, curve)
        if self.focus is not None:
            self._draw_curve(painter, self.focus)
        painter.restore()
        self._draw_names(painter)

    def _draw_nothing(self, painter: QPainter) -> None:
        painter.setFont(fonts.font(13))
        painter.setPen(colour("text3"))
        words = tr(N_("No approach was measured with several numbers of lanes."))
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(16, 0, -16, 0), how, words)

    def _draw_axes(self, painter: QPainter) -> None:
        unit, area = fonts.px, self.area
        low, high = self.seen()[1]
        marks = ticks(low, high, max(2, round(area.height() / unit(34))))
        for value in marks:
            self.grid_line(painter, True, self.y_of(value), value == 0)
            base = paint.baseline(self.y_of(value), 11)
            text = number(value, decimals(marks))
            paint.words(painter, area.left() - unit(8), base, text, 11, 400, "text3", "right")
        above = paint.baseline(unit(8), 11)
        paint.words(painter, 0, above, tr(N_("times one lane")), 11, 400, "text3")
        base = paint.baseline(area.bottom() + unit(14), 11)
        for lanes in self._lane_ticks():
            x = self.x_of(self._curves.along(lanes))
            painter.fillRect(QRectF(round(x), area.bottom(), 1, 4), colour("control", 0.6))
            paint.words(painter, x, base, number(lanes), 11, 400, "text3", "centre")
        below = paint.baseline(area.bottom() + unit(30), 11)
        middle = area.center().x()
        paint.words(painter, middle, below, tr(N_("lanes")), 11, 400, "text3", "centre")

    def _lane_ticks(self) -> list[int]:
        """The numbers of lanes that were measured, as many as have room: first both ends."""
        lanes = sorted({point.lanes for point in self._curves.points}, reverse=True)
        kept: list[tuple[float, float, int]] = []
        for count in [*lanes[-1:], *lanes[:-1]]:
            x = self.x_of(self._curves.along(count))
            half = fonts.width(number(count), 11) / 2 + fonts.px(4)
            inside = self.area.left() - 1 <= x <= self.area.right() + 1
            if inside and all(abs(x - at) >= half + wide for at, wide, _ in kept):
                kept.append((x, half, count))
        return [count for _, _, count in sorted(kept)]

    def _draw_ideal(self, painter: QPainter) -> None:
        x0, x1, _, _ = self.home()
        along = np.linspace(x0, x1, 65 if self._curves.logarithmic else 2)
        times = np.exp2(along) if self._curves.logarithmic else along
        painter.save()
        painter.setClipRect(self.area.adjusted(0, -1, 1, 1))
        painter.setPen(paint.pen("text3", 1.4, (1, 2.6), round_=True))
        painter.drawPolyline(self._polygon(along, times))
        painter.restore()

    def _draw_fit(self, painter: QPainter) -> None:
        fit, one, curve = self._fit(), self.reference(), self.focus
        if fit is None or one is None or curve is None:
            return
        lanes = np.linspace(min(curve.lanes), max(curve.lanes), 81)
        along = np.log2(lanes) if self._curves.logarithmic else lanes
        low, high = fit.band(lanes)
        edge = [*self._polygon(along, low / one).toList()]
        edge += reversed(self._polygon(along, high / one).toList())
        painter.setPen(paint.pen("surface", 0))
        painter.save()
        painter.setClipRect(self.area)
        painter.setBrush(colour(self._focus, 0.16))
        painter.setPen(paint.faded(self._focus, 0.0))
        painter.drawPolygon(QPolygonF(edge))
        painter.restore()
        painter.setPen(paint.pen(self._focus, 2, (5, 2.4)))
        painter.drawPolyline(self._polygon(along, fit.throughput(lanes) / one))

    def _draw_curve(self, painter: QPainter, curve: Scaling) -> None:
        points = [point for point in self._curves.points if point.approach == curve.approach]
        points.sort(key=lambda point: point.lanes)
        if not (curve.approach == self._focus and self._fit() is not None):
            painter.setPen(paint.pen(curve.approach, 2, approach_dash(curve.approach)))
            painter.drawPolyline(QPolygonF([self._at(point) for point in points]))
        for point in points:
            at = self._at(point)
            if point.times.low is not None and point.times.high is not None:
                painter.setPen(paint.pen(curve.approach, 1.4))
                painter.drawLine(
                    QPointF(at.x(), self.y_of(point.times.low)),
                    QPointF(at.x(), self.y_of(point.times.high)),
                )
            if point.place in (self._chosen, self._hovered):
                paint.box(
                    painter, QRectF(at.x() - 9, at.y() - 9, 18, 18), 9, "surface", "accent", 2
                )
            draw_mark(painter, curve.approach, at)

    def _labels(self) -> list[tuple[QRectF, str]]:
        """Where the curves' names are, at the ends of the curves and never over each other."""
        ends = {
            curve.approach: max(
                (point for point in self._curves.points if point.approach == curve.approach),
                key=lambda point: point.lanes,
            )
            for curve in self.scalings
            if curve.lanes
        }
        wanted = [self._at(point).y() for point in ends.values()]
        room, area = label_room(), self.area
        # The word for the ideal line stands at the top.
        middles = spaced(wanted, area.top() + room, area.bottom(), room)
        left = area.right() + fonts.px(9)
        return [
            (QRectF(left, middle - room / 2, self.width() - left, room), approach)
            for approach, middle in zip(ends, middles, strict=True)
        ]

    def _draw_names(self, painter: QPainter) -> None:
        unit, area = fonts.px, self.area
        for label, approach in self._labels():
            middle = label.center().y()
            draw_mark(painter, approach, QPointF(label.left() + unit(6), middle), 0.9)
            weight = 600 if approach == self._focus else 500
            base = paint.baseline(middle, 12, weight)
            title = tr(APPROACHES[approach].title)
            paint.words(painter, label.left() + unit(17), base, title, 12, weight)
        # Where the ideal line leaves the picture.
        (x_low, x_high), (_, high) = self.seen()
        end = 2**x_high if self._curves.logarithmic else x_high
        if end <= high:
            at = QPointF(area.right() + unit(9), min(self.y_of(end), area.top()))
            paint.words(
                painter, at.x(), paint.baseline(at.y(), 11), tr(N_("ideal")), 11, 400, "text3"
            )
        else:
            leaves = self._curves.along(high) if high > 0 else x_low
            if x_low <= leaves <= x_high:
                base = paint.baseline(area.top() - unit(8), 11)
                paint.words(
                    painter, self.x_of(leaves), base, tr(N_("ideal")), 11, 400, "text3", "centre"
                )

    def _polygon(self, along: Floats, times: Floats) -> QPolygonF:
        return QPolygonF(
            [QPointF(self.x_of(a), self.y_of(t)) for a, t in zip(along, times, strict=True)]
        )


def _first(digest: Digest | None) -> str:
    """The approach whose fit is shown at first: of the best candidate that has one."""
    if digest is None:
        return ""
    fitted = [curve for curve in digest.scalings if isinstance(curve.usl, Fit)]
    for curves in (fitted, digest.scalings):
        for place in digest.ranking:
            for curve in curves:
                if place in curve.places:
                    return curve.approach
    return digest.scalings[0].approach if digest.scalings else ""


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
