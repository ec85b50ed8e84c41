"""A long run in short: what the charts hold does not grow with it."""

from __future__ import annotations

import psutil
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.bench.display_data import Feed
from ui.charts.cores import CoresChart
from ui.charts.curve import Curve
from ui.charts.lanes import LanesChart
from ui.charts.strip import StripChart


def test_the_process_does_not_grow(qtbot: QtBot) -> None:
    strip, lanes, cores = StripChart("tasks/s"), LanesChart(), CoresChart()
    strip.set_curves([Curve("total", "Total", fill=True), Curve("cpu", "CPU", "text2", (4, 2.5))])
    for chart in (strip, lanes, cores):
        qtbot.addWidget(chart)
        chart.resize(400, 200)
        chart.show()
    qtbot.waitUntil(lanes.showing)
    feed = Feed(tasks_per_s=40)
    process = psutil.Process()
    early = 0
    for i in range(9_000):
        feed.step()
        records = feed.records()
        strip.append(feed.t_s, feed.throughput())
        lanes.set_lanes(feed.lanes())
        lanes.append(records, feed.t_s)
        cores.append(feed.t_s, feed.cores())
        if i % 300 == 0:
            strip.add_marker(feed.t_s, f"threads {i}→{i + 300}")
        if i % 10 == 0:
            QApplication.processEvents()
        if i == 3_000:
            early = process.memory_info().rss
    assert process.memory_info().rss < early * 1.05
