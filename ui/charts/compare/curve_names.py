"""The names of scaling curves, at their ends beside the plotted area and never over each other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from lab.spec import APPROACHES
from ui.charts.compare.curves import Curves
from ui.charts.compare.marks import draw_mark, label_room, spaced
from ui.charts.compare.surface import Surface
from ui.theme import fonts, paint
from ui.words import N_, tr

IDEAL = N_("ideal")


def names_room(curves: Curves) -> float:
    """The pixels that the longest name needs, with its mark."""
    names = [fonts.width(tr(APPROACHES[c.approach].title), 12, 500) for c in curves.scalings]
    names.append(fonts.width(tr(IDEAL), 11) - fonts.px(14))
    return max(names) + fonts.px(30)


def name_places(plot: Surface, curves: Curves) -> list[tuple[QRectF, str]]:
    """Where the name of each approach is."""
    ends = {
        curve.approach: max(
            (point for point in curves.points if point.approach == curve.approach),
            key=lambda point: point.lanes,
        )
        for curve in curves.scalings
        if curve.lanes
    }
    wanted = [plot.y_of(point.times.value) for point in ends.values()]
    room, area = label_room(), plot.area
    # The word for the ideal line stands at the top.
    middles = spaced(wanted, area.top() + room, area.bottom(), room)
    left = area.right() + fonts.px(9)
    return [
        (QRectF(left, middle - room / 2, plot.width() - left, room), approach)
        for approach, middle in zip(ends, middles, strict=True)
    ]


def draw_names(painter: QPainter, plot: Surface, curves: Curves, focus: str) -> None:
    """Marks and names; that of the approach in ``focus`` is bolder."""
    unit = fonts.px
    for label, approach in name_places(plot, curves):
        middle = label.center().y()
        draw_mark(painter, approach, QPointF(label.left() + unit(6), middle), 0.9)
        weight = 600 if approach == focus else 500
        base = paint.baseline(middle, 12, weight)
        title = tr(APPROACHES[approach].title)
        paint.words(painter, label.left() + unit(17), base, title, 12, weight)
    _draw_ideal_name(painter, plot, curves)


def _draw_ideal_name(painter: QPainter, plot: Surface, curves: Curves) -> None:
    """Name the ideal line where it leaves the picture: on the right, or at the top."""
    unit, area = fonts.px, plot.area
    (x_low, x_high), (_, high) = plot.seen()
    end = 2**x_high if curves.logarithmic else x_high
    if end <= high:
        y = min(plot.y_of(end), area.top())
        base = paint.baseline(y, 11)
        paint.words(painter, area.right() + unit(9), base, tr(IDEAL), 11, 400, "text3")
        return
    leaves = curves.along(high) if high > 0 else x_low
    if x_low <= leaves <= x_high:
        base = paint.baseline(area.top() - unit(8), 11)
        paint.words(painter, plot.x_of(leaves), base, tr(IDEAL), 11, 400, "text3", "centre")
