"""Markers on a finished run's time axis: a dashed line and a label each, in rows, then counted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg

from ui.theme import fonts
from ui.theme.tokens import colour

_ROWS = 3
"""Rows for the labels; more than that share the emptiest one."""


@dataclass(frozen=True)
class Marker:
    """When it is, its line with label, what it says, and the pixels the label needs."""

    t_s: float
    line: pg.InfiniteLine
    words: str
    wide: float


class Markers:
    """The markers of one plot; labels find other places when its range or size changes."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self.shown: list[Marker] = []
        plot.getViewBox().sigRangeChanged.connect(self._place)
        plot.getViewBox().sigResized.connect(self._place)

    def show(self, markers: Sequence[tuple[float, object]]) -> None:
        """Draw these, times in s with words, in the present theme; the plot holds no others."""
        self.shown = [_drawn(t_s, str(words)) for t_s, words in sorted(markers, key=_time)]
        for index, marker in enumerate(self.shown):
            # A label lies over the lines of later markers.
            marker.line.setZValue(10 - index / len(self.shown))
            self._plot.addItem(marker.line)
        self._place()

    def _place(self) -> None:
        """Give each marker's label a row of its own where it would cover the one before.

        One that no row has room for is counted at the label in its way.
        """
        view = self._plot.getViewBox()
        (left, right), _ = view.viewRange()
        wide, high = view.width() or 1.0, view.height() or 1.0
        ends = [-math.inf] * _ROWS
        last: dict[int, tuple[Marker, int]] = {}
        for marker in self.shown:
            label = marker.line.label
            x = (marker.t_s - left) / max(1e-9, right - left) * wide
            fits = x + marker.wide <= wide
            begin = x if fits else x - marker.wide
            row = next((r for r in range(_ROWS) if ends[r] <= begin), None)
            label.setVisible(row is not None)
            if row is None:
                row = ends.index(min(ends))
                shown, more = last[row]
                last[row] = shown, more + 1
                more_words = f" +{more + 1}"
                shown.line.label.setFormat(shown.words + more_words)
                ends[row] += fonts.width(more_words, 11, 500) - (
                    fonts.width(f" +{more}", 11, 500) if more else 0.0
                )
                continue
            last[row] = marker, 0
            label.setFormat(marker.words)
            ends[row] = begin + marker.wide
            label.anchors = [(0 if fits else 1, 0.5)] * 2
            label.setPosition(max(0.1, 1.0 - fonts.px(12 + 22 * row) / high))


def _time(marker: tuple[float, object]) -> float:
    return marker[0]


def _drawn(t_s: float, words: str) -> Marker:
    line = pg.InfiniteLine(
        t_s,
        pen=pg.mkPen(colour("text2"), dash=[3, 3]),
        label=words,
        labelOpts={
            "position": 0.95,
            "color": colour("text"),
            "fill": colour("raised"),
            "border": pg.mkPen(colour("control")),
            "movable": False,
        },
    )
    line.label.setFont(fonts.font(11, 500))
    return Marker(t_s, line, words, fonts.width(words, 11, 500) + fonts.px(16))
