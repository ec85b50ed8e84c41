"""Scaling: how many times the work each approach does with more lanes, beside the ideal."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from lab.advice.digest import Digest, Scaling
from lab.analysis.fits import Fit
from lab.analysis.interval import Interval
from ui.charts.compare import naming
from ui.charts.compare.axes import draw_across, draw_upward
from ui.charts.compare.bubble import Line
from ui.charts.compare.curve_names import IDEAL, draw_names, name_places, names_room
from ui.charts.compare.curves import CurvePoint, Curves
from ui.charts.compare.figures import in_full, repeats_text, written
from ui.charts.compare.laws import draw_fit, draw_ideal
from ui.charts.compare.marks import draw_mark, draw_ring
from ui.charts.compare.plot import Plot
from ui.charts.compare.ticks import decimals, ticks
from ui.charts.scale import nice
from ui.controls.legend import LegendItem
from ui.theme import fonts, paint
from ui.theme.tokens import approach_dash, colour
from ui.words import N_, NBSP, ntr, number, tr

_NEAR = 18
"""Pixels around a point in which the pointer is on it."""


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
        ideal = LegendItem("dot", "text3", IDEAL)
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
        return max(unit(26), left), unit(24), names_room(self._curves), unit(38)

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
        for label, approach in name_places(self, self._curves):
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
        draw_ideal(painter, self, self._curves)
        curve, fit, one = self.focus, self._fit(), self.reference()
        if curve is not None and fit is not None and one is not None:
            draw_fit(painter, self, self._curves, curve, fit, one)
        for other in reversed(self.scalings):
            if other.approach != self._focus:
                self._draw_curve(painter, other)
        if curve is not None:
            self._draw_curve(painter, curve)
        painter.restore()
        draw_names(painter, self, self._curves, self._focus)

    def _draw_nothing(self, painter: QPainter) -> None:
        painter.setFont(fonts.font(13))
        painter.setPen(colour("text3"))
        words = tr(N_("No approach was measured with several numbers of lanes."))
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(16, 0, -16, 0), how, words)

    def _draw_axes(self, painter: QPainter) -> None:
        low, high = self.seen()[1]
        values = ticks(low, high, max(2, round(self.area.height() / fonts.px(34))))
        places = decimals(values)
        marks = [(self.y_of(value), value == 0, number(value, places)) for value in values]
        draw_upward(painter, self, marks, tr(N_("times one lane")))
        labels = self._lane_ticks()
        draw_across(painter, self, [x for x, _ in labels], labels, tr(N_("lanes")))

    def _lane_ticks(self) -> list[tuple[float, str]]:
        """The numbers of lanes that were measured, as many as have room: first both ends.

        Each with its pixel.
        """
        lanes = sorted({point.lanes for point in self._curves.points}, reverse=True)
        kept: list[tuple[float, float, int]] = []
        for count in [*lanes[-1:], *lanes[:-1]]:
            x = self.x_of(self._curves.along(count))
            half = fonts.width(number(count), 11) / 2 + fonts.px(4)
            inside = self.area.left() - 1 <= x <= self.area.right() + 1
            if inside and all(abs(x - at) >= half + wide for at, wide, _ in kept):
                kept.append((x, half, count))
        return [(x, number(count)) for x, _, count in sorted(kept)]

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
                draw_ring(painter, at)
            draw_mark(painter, curve.approach, at)


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
