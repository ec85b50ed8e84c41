"""Timeline of lanes: what each has been doing in the last three seconds, a box for each task."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from lab.session.snapshot import Lane
from ui.charts.bars import PARTS, Bars
from ui.charts.canvas import Canvas
from ui.charts.lane_rows import Rows, arrange, name
from ui.charts.records import Records
from ui.theme import fonts, paint
from ui.theme.tokens import colour, mix
from ui.words import NBSP, number, percent, tr

SPAN_S = 3.0
WORDS_S = 0.25
SPEAK_S = 1.0
_OVER = 4
"""How far the words of a narrow row reach beyond the first and the last."""
_SPOKEN = 16
"""Lanes that the text alternative names one by one."""


class LanesChart(Canvas):
    """What every lane does: running, waiting for the GIL, for a core, for I/O."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[int, Lane] = {}
        self._gone: dict[int, float] = {}
        self._lost: dict[int, float] = {}
        self._total: int | None = None
        self._approach = "threads"
        self._kinds: tuple[str, ...] = ()
        self._records = Records()
        self._fresh: list[NDArray[np.void]] = []
        self._now = 0.0
        self._said_at = self._spoken_at = -math.inf
        self._texts: tuple[str, ...] = ()
        self._shape: tuple[object, ...] = ()
        self._rows = Rows((), 0)
        self._plot = QRect()
        self._bars = Bars(1, 1, SPAN_S)
        self._column = QPixmap()

    # ── data ──────────────────────────────────────────────────────────────────────────────
    def set_lanes(self, lanes: Sequence[Lane], total: int | None = None) -> None:
        """Show these lanes, in this order; ``total`` is how many there are in the run.

        A lane that is gone keeps its row until its last box has left the picture.
        """
        known = {lane.id: lane for lane in lanes}
        for lane_id, lane in self._lanes.items():
            if lane_id not in known and lane_id not in self._gone:
                self._gone[lane_id] = self._now
            if lane_id not in known and self._now - self._gone[lane_id] < SPAN_S:
                known[lane_id] = lane
        self._gone = {i: t for i, t in self._gone.items() if i in known}
        for lane in lanes:
            self._gone.pop(lane.id, None)
        ordered = sorted(known.values(), key=_order)
        self._lanes = {lane.id: lane for lane in ordered}
        self._lost = {
            lane.id: self._lost.get(lane.id, self._now) for lane in ordered if lane.state == "lost"
        }
        self._total = None if total is None else max(total, len(lanes)) + len(self._gone)
        shape = (tuple(self._lanes), tuple(self._gone), tuple(self._lost), self._total)
        if shape != self._shape:
            self._shape = shape
            self._said_at = -math.inf
            self.stale()

    def set_approach(self, token: str) -> None:
        """Give running its approach's colour."""
        if token != self._approach:
            self._approach = token
            self.stale()

    def append(self, records: NDArray[np.void], now_s: float, kinds: Sequence[str] = ()) -> None:
        """Add the tasks finished since the last call (dtype ``RECORD``) and scroll to ``now_s``.

        ``kinds`` names what the records' ``kind`` counts.
        """
        if now_s < self._now - 1.0:
            self.clear()
        self._now = max(self._now, now_s)
        self._kinds = tuple(kinds)
        if len(records):
            self._records.append(records)
        if not self.showing():
            self._look = ()
            self._fresh.clear()
            return
        if len(records):
            self._fresh.append(records)
        area = self._plot
        if now_s - self._said_at >= WORDS_S:
            self._said_at = now_s
            texts = tuple(self._said(row.lane) for row in self._rows.rows)
            if texts != self._texts:
                self._texts = texts
                self._column = QPixmap()
                over = fonts.px(_OVER)
                area = area.adjusted(0, -over, self.width() - area.right(), over)
        if now_s - self._spoken_at >= SPEAK_S:
            self._spoken_at = now_s
            self.tell(self.figures())
        self.update(area)

    def clear(self) -> None:
        """Forget lanes and tasks, for a new run."""
        for kept in (self._lanes, self._gone, self._lost, self._records, self._fresh):
            kept.clear()
        self._now = 0.0
        self._said_at = self._spoken_at = -math.inf
        self._shape = ()
        self._total = None
        self.tell("")
        self.stale()

    def figures(self) -> str:
        """What share of the time each lane is running, in words."""
        named = self._names()
        spoken = list(self._lanes)[:_SPOKEN]
        parts = [f"{named[lane_id]} {self._said(lane_id)}" for lane_id in spoken]
        more = max(self._total or 0, len(self._lanes)) - len(parts)
        if more > 0:
            parts.append(tr("and {n} more", n=number(more)))
        return tr("Running: {lanes}", lanes=", ".join(parts)) if parts else ""

    def data(self) -> tuple[list[str], list[list[str | float]]]:
        """The tasks in view: column names with units, and a row for each task."""
        names = ["lane", "kind", "start_s", "end_s", *PARTS, "failed"]
        named = self._names()
        rows: list[list[str | float]] = []
        for record in self._records.since(self._now - SPAN_S):
            kind = int(record["kind"])
            rows.append(
                [
                    named.get(int(record["lane"]), str(record["lane"])),
                    self._kinds[kind] if kind < len(self._kinds) else str(kind),
                    float(record["start_s"]),
                    float(record["end_s"]),
                    *(float(record[part]) for part in PARTS),
                    float(record["failed"]),
                ]
            )
        return names, rows

    def _names(self) -> dict[int, str]:
        processes = len({lane.worker for lane in self._lanes.values()}) > 1
        threads = len({lane.thread for lane in self._lanes.values()}) > 1
        return {lane.id: name(lane, processes, threads) for lane in self._lanes.values()}

    def _said(self, lane_id: int) -> str:
        lane = self._lanes.get(lane_id)
        if lane is None or lane_id in self._gone or lane.state == "ended":
            return "–"
        return tr("lost") if lane.state == "lost" else percent(lane.running)

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def rebuild(self) -> None:
        """Place the rows and draw labels, axis and the tasks in view."""
        k = self.ratio
        top, bottom = fonts.px(18), fonts.px(20)
        lanes = list(self._lanes.values())
        height = self.height() - top - bottom
        self._rows = arrange(lanes, top, height, fonts.px(14), self._total)
        wide = max((fonts.width(row.label, 12) for row in self._rows.rows), default=0.0)
        left = max(fonts.px(60), math.ceil(wide) + 10)
        self._plot = QRect(left, top, max(1, self.width() - left - fonts.px(52)), max(1, height))
        self._bars = Bars(round(self._plot.width() * k), round(height * k), SPAN_S)
        inks = [mix("surface", "sunken", 0.5), colour(self._approach)]
        inks += [colour(token) for token in ("gil", "core", "io", "loop", "bad")]
        rows = [
            (row.lane, round((row.top - top) * k), max(1, round(row.height * k)))
            for row in self._rows.rows
        ]
        self._bars.place(rows, inks, colour("surface"))
        self._bars.advance(self._now)
        self._bars.add(self._records.since(self._now - SPAN_S))
        self._fresh.clear()
        self._texts = tuple(self._said(row.lane) for row in self._rows.rows)
        self._column = QPixmap()
        self.backdrop = self.blank()
        painter = QPainter(self.backdrop)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        plot = self._plot
        for row in self._rows.rows:
            if row.labelled:
                base = paint.baseline(row.top + row.height / 2, 12)
                tone = "text3" if row.lane in self._gone else "text2"
                paint.words(painter, 0, base, row.label, 12, tone=tone)
        if self._rows.hidden and self._rows.rows:
            more = tr("and {n} more", n=number(self._rows.hidden))
            paint.words(painter, plot.left(), plot.bottom() - 2, more, 11, tone="text3")
        head, edge = tr("running"), self.width() - 4
        paint.words(painter, edge, fonts.px(10), head, 11, 400, "text3", "right")
        steps = round(SPAN_S)
        for i in range(steps + 1):
            ago = steps - i
            label = f"−{number(ago)}{NBSP}s" if ago else tr("now")
            align = "left" if i == 0 else "centre" if ago else "right"
            x = plot.left() + plot.width() * i / steps
            paint.words(painter, x, self.height() - 3, label, 11, 400, "text3", align)

    # ── painting ──────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter, area: QRect) -> None:
        """Copy labels and boxes, then what is still in progress and what was lost."""
        plot, k = self._plot, self.ratio
        last = self._bars.advance(self._now)
        for records in self._fresh:
            self._bars.add(records)
        self._fresh.clear()
        rows = self._rows.rows
        deep = rows[-1].top + rows[-1].height - plot.top() if rows else 0
        if plot.contains(area):
            # Below the last row as well: what an opaque widget leaves out is black on Wayland.
            self.copy_backdrop(painter, area.intersected(plot.adjusted(0, deep, 0, 0)))
        else:
            self.copy_backdrop(painter, area)
            self._draw_column(painter)
        if not rows:
            return
        painter.save()
        painter.scale(1 / k, 1 / k)
        painter.setClipRect(QRectF(plot.left() * k, plot.top() * k, plot.width() * k, deep * k))
        self._bars.ring.show(painter, round(plot.left() * k), round(plot.top() * k), last)
        self._draw_open(painter, last)
        painter.restore()

    def _draw_open(self, painter: QPainter, last: int) -> None:
        """The box in progress of each lane, pale; and hatching from where a lane was lost."""
        plot, k = self._plot, self.ratio
        edge = round(plot.left() * k) + self._bars.ring.view
        pale = mix("sunken", self._approach, 0.28)
        hatch = QBrush(colour("bad"), Qt.BrushStyle.BDiagPattern)
        for row in self._rows.rows:
            lane = self._lanes.get(row.lane)
            if lane is None:
                continue
            top, tall = round(row.top * k), max(1, round(row.height * k))
            if row.lane in self._lost:
                wide = last - self._bars.column(self._lost[row.lane])
                ink: QBrush = hatch
            elif row.lane not in self._gone and lane.busy_s > 0:
                wide = last - self._bars.column(self._now - lane.busy_s)
                ink = QBrush(pale)
            else:
                continue
            wide = min(wide, self._bars.ring.view)
            if wide > 0:
                painter.fillRect(edge - wide, top, wide, tall, ink)

    def _draw_column(self, painter: QPainter) -> None:
        """The lanes' figures at the right, drawn again only when one has changed."""
        plot, k = self._plot, self.ratio
        left, over = plot.right() + 1, fonts.px(_OVER)
        if self._column.isNull():
            tall = round((plot.height() + 2 * over) * k)
            self._column = QPixmap(round((self.width() - left) * k), tall)
            self._column.setDevicePixelRatio(k)
            self._column.fill(colour("surface"))
            inner = QPainter(self._column)
            for row, text in zip(self._rows.rows, self._texts, strict=True):
                if row.labelled:
                    middle = row.top - plot.top() + over + row.height / 2
                    tone = "bad" if row.lane in self._lost else "text"
                    base = paint.baseline(middle, 12, 600)
                    paint.words(inner, self.width() - left - 4, base, text, 12, 600, tone, "right")
            inner.end()
        painter.drawPixmap(left, plot.top() - over, self._column)


def _order(lane: Lane) -> tuple[int, int, int]:
    return lane.worker, lane.thread, -1 if lane.coroutine is None else lane.coroutine
