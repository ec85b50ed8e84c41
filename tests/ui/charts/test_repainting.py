"""What moves is painted over piece by piece: never a pixel left out, never another than at once.

The charts are opaque, so nobody fills in what they leave out: X11 shows what was there before,
Wayland black.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from tests.bench.display import KINDS
from tests.bench.display_data import Feed
from tests.ui.charts.picture import UNPAINTED, Pixels, shot
from ui.charts.canvas import Canvas
from ui.charts.cores import CoresChart
from ui.charts.lanes import LanesChart
from ui.charts.live_strip import LiveStrip

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)


class Watched:
    """Makes a chart say what it wants repainted, and feeds it."""

    def __init__(self, chart: Canvas, width: int, height: int) -> None:
        self.chart, self.feed = chart, Feed(lanes=5)
        self.asked: list[QRect] = []
        chart.resize(width, height)
        chart.showing = lambda: True  # type: ignore[method-assign]
        chart.update = self._note  # type: ignore[assignment,method-assign]
        if isinstance(chart, LiveStrip):
            chart.set_curves(KINDS)

    def _note(self, *area: QRect) -> None:
        self.asked += area

    def step(self) -> list[QRect]:
        """Show a reading; what has to be painted for it."""
        self.asked.clear()
        feed, chart = self.feed, self.chart
        feed.step()
        if isinstance(chart, LanesChart):
            records = feed.records()
            chart.set_lanes(feed.lanes())
            chart.append(records, feed.t_s, ("cpu", "io"))
        elif isinstance(chart, CoresChart):
            chart.append(feed.t_s, feed.cores())
        elif isinstance(chart, LiveStrip):
            chart.append(feed.t_s, feed.throughput())
        return list(self.asked)


def inside(picture: Pixels, area: QRect, ratio: float) -> Pixels:
    """The pixels that lie in ``area`` whole."""
    left, top = math.ceil(area.x() * ratio), math.ceil(area.y() * ratio)
    right = math.floor((area.x() + area.width()) * ratio)
    bottom = math.floor((area.y() + area.height()) * ratio)
    return picture[top:bottom, left:right]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["lanes", "cores", "strip"])
@given(st.integers(300, 700), st.integers(150, 260), st.sampled_from(RATIOS))
@settings(max_examples=12)
def test_a_part_painted_is_the_whole_one_s_part(
    kind: str, width: int, height: int, ratio: float
) -> None:
    chart: Canvas
    if kind == "lanes":
        chart = LanesChart()
    elif kind == "cores":
        chart = CoresChart()
    else:
        chart = LiveStrip("tasks/s", 30.0)
    watched = Watched(chart, width, height)
    for _ in range(12):
        watched.step()
        shot(chart, ratio)
    parts = 0
    for _ in range(4):
        for area in watched.step()[:1]:
            part = inside(shot(chart, ratio, area), area, ratio)
            assert not (part == UNPAINTED).all(axis=-1).any(), "pixels are left out"
            assert np.array_equal(part, inside(shot(chart, ratio), area, ratio))
            parts += 1
    assert parts
