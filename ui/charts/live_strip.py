"""Curves that scroll while a run goes on: the last half minute, up to now."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui.charts.canvas import Canvas
from ui.charts.curve import APPROACH, Curve
from ui.charts.history import History
from ui.charts.ring import Ring
from ui.charts.scale import Scale, decimals
from ui.charts.strokes import Strokes
from ui.charts.tags import Tags, box_height, dashed_column, draw_tag, row_height
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current
from ui.words import NBSP, number, tr

CAPACITY = 1024
"""Samples remembered: the 30 s in view at up to 34 a second."""
LINE = 2.0
WORDS_S = 0.25
"""Figures change at most this often: faster cannot be read."""
SPEAK_S = 1.0
_ABOVE, _BELOW = 4, 2
"""How far the moving picture reaches beyond the plot, for strokes at its edges."""


class LiveStrip(Canvas):
    """The moving picture of a :class:`ui.charts.strip.StripChart`."""

    def __init__(self, unit: str, span_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = unit
        self.span_s = span_s
        self.curves: tuple[Curve, ...] = ()
        self.approach = "threads"
        self.history = History(CAPACITY)
        self.scale = Scale()
        self.least = 0.0
        """The axis reaches at least so high, so that charts beside each other can be compared."""
        self.tags = Tags()
        self._now = 0.0
        self._ends: dict[str, float] = {}
        self._ends_at = -math.inf
        self._checked_at = -math.inf
        self._spoken_at = -math.inf
        self._plot = QRect()
        self._ring = Ring(1, 1)
        self._strokes = Strokes(self._ring, 1.0, LINE)
        self._rule = QPixmap()

    # ── data ──────────────────────────────────────────────────────────────────────────────
    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these; what other series have recorded is kept."""
        if tuple(curves) != self.curves:
            self.curves = tuple(curves)
            self._ends_at = -math.inf
            self.scale.fit(self._highest())
            self.stale()

    def set_approach(self, token: str) -> None:
        """Colour what belongs to the approach."""
        if token != self.approach:
            self.approach = token
            self.stale()

    def set_least(self, least: float) -> None:
        """Have the axis reach at least ``least``."""
        if least != self.least:
            self.least = least
            if self.scale.fit(self._highest()):
                self.stale()

    def append(self, t_s: float, values: Mapping[str, float | None]) -> None:
        """Add one sample and have the picture follow."""
        if self.history.count and t_s <= self._now:
            if t_s > self._now - 1.0:
                return
            self.clear()
        self.history.append(t_s, values)
        self._now = t_s
        top = max((v for c in self.curves if (v := values.get(c.key)) is not None), default=0.0)
        if top > self.scale.high or t_s - self._checked_at >= 1.0:
            self._checked_at = t_s
            if self.scale.fit(self._highest()):
                self.stale()
        if t_s - self._ends_at >= WORDS_S:
            self._ends_at = t_s
            self._ends = {c.key: v for c in self.curves if (v := values.get(c.key)) is not None}
        if t_s - self._spoken_at >= SPEAK_S and self.showing():
            self._spoken_at = t_s
            self.tell(self.figures())
        self._move()

    def add_marker(self, t_s: float, label: object) -> None:
        """Mark a change on the time axis."""
        if self._plot.isEmpty():
            self._lay_out()
        self.tags.add(t_s, label, *self._room())
        self._move()

    def clear(self) -> None:
        """Forget samples and markers."""
        self.history.clear()
        self.tags.clear()
        self.scale.reset()
        self.scale.fit(self.least)
        self._ends.clear()
        self._now = 0.0
        self._ends_at = self._checked_at = self._spoken_at = -math.inf
        self.tell("")
        self.stale()

    def figures(self) -> str:
        """The curves' newest values in words."""
        parts = []
        for curve in self.curves:
            value = self.history.last(curve.key)
            shown = "–" if value is None else f"{self._figure(value)}{NBSP}{tr(self.unit)}"
            parts.append(f"{tr(curve.label)} {shown}")
        return ", ".join(parts)

    def data(self) -> tuple[list[str], list[list[float]]]:
        """The samples remembered: column names with units, and rows (NaN where nothing was)."""
        unit = self.unit.replace("/", "_per_")
        names = ["t_s", *(f"{curve.key}_{unit}" if unit else curve.key for curve in self.curves)]
        columns = [self.history.times(), *(self.history.series(c.key) for c in self.curves)]
        return names, [list(map(float, row)) for row in zip(*columns, strict=True)]

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def _highest(self) -> float:
        """The highest value in view, no less than :attr:`least`."""
        times = self.history.times()
        highest = self.least
        if not len(times):
            return highest
        shown = times >= times[-1] - self.span_s
        for curve in self.curves:
            values = self.history.series(curve.key)[shown]
            values = values[values == values]
            if len(values):
                highest = max(highest, float(values.max()))
        return highest

    def _figure(self, value: float) -> str:
        return number(value, max(0, decimals(self.scale.tick) + (self.scale.tick < 5)))

    def _lay_out(self) -> None:
        places = decimals(self.scale.tick)
        ticks = max(fonts.width(number(v, places), 11) for v in self.scale.ticks())
        ends = fonts.width(self._figure(self.scale.high), 11, 600)
        left = max(fonts.px(34), math.ceil(ticks) + 10)
        right = max(fonts.px(40), math.ceil(ends) + 14)
        top, bottom = fonts.px(24), fonts.px(20)
        self._plot = QRect(left, top, self.width() - left - right, self.height() - top - bottom)

    def _room(self) -> tuple[float, float]:
        """Pixels a second, and the room right of the plot, both logical."""
        per_s = max(1, self._plot.width()) / self.span_s
        return per_s, float(self.width() - self._plot.right() - 2)

    def rebuild(self) -> None:
        """Draw axes and grid, and the whole history."""
        self._lay_out()
        k, plot = self.ratio, self._plot
        self.tags.arrange(*self._room())
        self._rule = dashed_column(plot.height() + 4, k)
        height = round((plot.height() + _ABOVE + _BELOW) * k)
        view = round(plot.width() * k)
        self._ring = Ring(view, height, math.ceil(LINE * k / 2) + 2)
        strokes = self._strokes = Strokes(self._ring, view / self.span_s, LINE * k)
        strokes.base = (plot.height() + _ABOVE) * k
        strokes.rise = plot.height() * k / self.scale.high
        strokes.ground = colour("surface")
        strokes.thick = max(1, round(k))
        strokes.lines = [
            (round(strokes.base - v * strokes.rise), colour("control" if v == 0 else "grid"))
            for v in self.scale.ticks()
        ]
        strokes.set_curves([(c, self._ink(c), self._tint(c)) for c in self.curves])
        self.backdrop = self.blank()
        painter = QPainter(self.backdrop)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        painter.end()

    def _ink(self, curve: Curve) -> QColor:
        return colour(self.approach if curve.token == APPROACH else curve.token)

    def _tint(self, curve: Curve) -> QColor | None:
        if not curve.fill:
            return None
        token = self.approach if curve.token == APPROACH else curve.token
        return colour(token, current().fill)

    def _draw_axes(self, painter: QPainter) -> None:
        plot, floor = self._plot, self._plot.top() + self._plot.height()
        paint.words(painter, 2, fonts.px(11), tr(self.unit), 11, tone="text3")
        places = decimals(self.scale.tick)
        for value in self.scale.ticks():
            y = floor - value / self.scale.high * plot.height()
            label, base = number(value, places), paint.baseline(y, 11)
            paint.words(painter, plot.left() - 6, base, label, 11, 400, "text3", "right")
            tone = colour("control" if value == 0 else "grid")
            painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1), tone)
        for part in range(4):
            ago = self.span_s * (3 - part) / 3
            x = plot.left() + plot.width() * part / 3
            tick = QRectF(round(x) - (part == 3), floor + _BELOW, 1, 3)
            painter.fillRect(tick, colour("control"))
            label = f"−{number(ago)}{NBSP}s" if ago else tr("now")
            align = "left" if part == 0 else "centre"
            paint.words(painter, x, self.height() - 3, label, 11, 400, "text3", align)

    # ── painting ──────────────────────────────────────────────────────────────────────────
    def _move(self) -> None:
        """Have painted what moves: the plot, the labels above it and the figures at its end."""
        if self.showing():
            plot = self._plot
            self.update(
                QRect(plot.left(), 0, self.width() - plot.left(), plot.bottom() + _BELOW + 2)
            )

    def draw(self, painter: QPainter, area: QRect) -> None:
        """Copy axes and curves, then the markers and the newest values on top."""
        plot, k = self._plot, self.ratio
        self.copy_backdrop(painter, area)
        if plot.width() < 8 or plot.height() < 8:
            return
        self._strokes.catch_up(self.history)
        last = self._strokes.column(self._now)
        if self.history.count:
            painter.save()
            painter.scale(1 / k, 1 / k)
            self._ring.show(painter, round(plot.left() * k), round((plot.top() - _ABOVE) * k), last)
            painter.restore()
        self._draw_tags(painter, last)
        if self.history.count:
            self._draw_ends(painter)

    def _draw_tags(self, painter: QPainter, last: int) -> None:
        plot, k = self._plot, self.ratio
        per_s, overhang = self._room()
        self.tags.forget_before(self._now - self.span_s, per_s)

        def place(t_s: float) -> float:
            return plot.left() + plot.width() - (last - self._strokes.column(t_s)) / k

        painter.save()
        painter.scale(1 / k, 1 / k)
        rows = {tag.t_s: tag.row for tag in self.tags.tags}
        for t_s in self.tags.lines:
            x = min(place(t_s), plot.left() + plot.width())
            if x >= plot.left():
                top = rows.get(t_s, 0) * row_height() + box_height() + 2
                skip = round(max(0, top - plot.top() + 4) * k)
                at = QPointF(round(x * k), round((plot.top() - 4) * k) + skip)
                rest = self._rule.rect().adjusted(0, skip, 0, 0)
                painter.drawPixmap(at, self._rule, QRectF(rest))
        painter.restore()
        for tag in self.tags.tags:
            x = min(place(tag.t_s) - 1, plot.left() + plot.width() + overhang - tag.width)
            if x >= plot.left() - 1:
                at = QPointF(round(x * k) / k, 2 + tag.row * row_height())
                painter.drawPixmap(at, draw_tag(tag, k))

    def _draw_ends(self, painter: QPainter) -> None:
        plot = self._plot
        right, floor = plot.left() + plot.width(), plot.top() + plot.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        labels: list[list[float | str]] = []
        for curve in self.curves:
            value = self.history.last(curve.key)
            if value is None:
                continue
            y = floor - value / self.scale.high * plot.height()
            painter.setBrush(self._ink(curve))
            painter.drawEllipse(QPointF(right, y), 3, 3)
            labels.append([y, self._figure(self._ends.get(curve.key, value))])
        for y, text in spread(labels, fonts.px(13), plot.top(), floor):
            paint.words(painter, right + 8, paint.baseline(y, 11, 600), text, 11, 600, "text2")


def spread(
    labels: Sequence[Sequence[float | str]], apart: float, top: float, bottom: float
) -> list[tuple[float, str]]:
    """Move labels (y, text) as little as needed to stand ``apart`` and within top and bottom."""
    placed = sorted((float(y), str(text)) for y, text in labels)
    ys = [y for y, _ in placed]
    for i in range(1, len(ys)):
        ys[i] = max(ys[i], ys[i - 1] + apart)
    if ys and ys[-1] > bottom:
        ys[-1] = bottom
        for i in range(len(ys) - 2, -1, -1):
            ys[i] = min(ys[i], ys[i + 1] - apart)
    if ys and ys[0] < top:
        ys[0] = top
        for i in range(1, len(ys)):
            ys[i] = max(ys[i], ys[i - 1] + apart)
    return [(y, text) for y, (_, text) in zip(ys, placed, strict=True)]
