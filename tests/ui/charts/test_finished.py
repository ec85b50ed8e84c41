"""A finished run's axis and markers: nothing left out, nothing on top of each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.picture import like, shot
from ui.charts.curve import Curve
from ui.charts.finished import FinishedPlot
from ui.charts.strip import StripChart
from ui.theme.tokens import colour

CHANGES = ["HTTP Body 16→256 KiB", "HTTP Latency 20→50 ms", "disk Block 16→256 KiB", "threads 4→8"]


def finished(qtbot: QtBot, top: float, marks: list[tuple[float, object]]) -> StripChart:
    chart = StripChart("tasks/s")
    qtbot.addWidget(chart)
    chart.resize(540, 240)
    chart.set_curves([Curve("all", "Total")])
    t_s = np.arange(0.1, 17, 0.1)
    chart.show_series(t_s, {"all": t_s / t_s[-1] * top}, marks)
    chart.show()
    QApplication.processEvents()
    return chart


def plot_of(chart: StripChart) -> FinishedPlot:
    assert chart._finished is not None
    return chart._finished


@pytest.mark.parametrize("top", [0.03, 9, 900, 2900, 29_000, 2_900_000])
def test_every_line_of_the_grid_has_its_figure(qtbot: QtBot, top: float) -> None:
    chart = finished(qtbot, top, [])
    plot = plot_of(chart)
    seen = shot(chart)
    view = plot.getPlotItem().getViewBox()
    left = _on(chart, view.sceneBoundingRect().topLeft()).x()
    for value in plot._scale.ticks():
        middle = _on(chart, view.mapViewToScene(QPointF(0, value))).y()
        beside = seen[max(0, middle - 5) : middle + 5, : left - 4]
        assert like(beside, colour("text3"), 60).any(), f"no figure at {value:g}"


def _on(chart: StripChart, scene: QPointF) -> QPoint:
    plot = plot_of(chart)
    point: QPoint = plot.viewport().mapTo(chart, plot.mapFromScene(scene))
    return point


def test_labels_that_do_not_fit_are_counted_and_cover_nothing(qtbot: QtBot) -> None:
    marks: list[tuple[float, object]] = [(3.0 + i / 10, words) for i, words in enumerate(CHANGES)]
    marks += [(12.0, "wait 5→9 ms")]
    chart = finished(qtbot, 100, marks)
    plot = plot_of(chart)
    labels = [marker.line.label for marker in plot._markers.shown]
    shown = [label for label in labels if label.isVisible()]
    assert len(plot._markers.shown) == 5
    assert len(shown) == 4
    boxes = [label.mapRectToScene(label.boundingRect()).adjusted(1, 1, -1, -1) for label in shown]
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
    assert sum(label.toPlainText().endswith(" +1") for label in shown) == 1


def test_charts_with_one_least_have_one_axis_live_and_finished(qtbot: QtBot) -> None:
    low, high = finished(qtbot, 3, []), finished(qtbot, 900, [])
    fresh = StripChart("tasks/s")
    qtbot.addWidget(fresh)
    fresh.set_curves([Curve("all", "Total")])
    for chart in (low, high, fresh):
        chart.set_least(700)
    fresh.append(0.1, {"all": 3.0})
    assert plot_of(low)._scale.high == 800
    assert plot_of(high)._scale.high == 1000
    assert fresh._live.scale.high == 800
    fresh.clear()
    assert fresh._live.scale.high == 800, "from the start, so that nothing jumps"
    fresh.show_series(np.array([0.1, 0.2]), {"all": np.array([1.0, 2.0])})
    assert plot_of(fresh)._scale.high == 800
    assert plot_of(fresh).getPlotItem().getViewBox().viewRange()[1][1] > 700
