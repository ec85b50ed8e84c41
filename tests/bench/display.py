"""What a frame of the live charts costs, beside a plain pyqtgraph window with the same picture.

CPU time of the process, in ms for each frame at 10 Hz, painting included; 1400 x 900, offscreen
unless QT_QPA_PLATFORM says otherwise. ``python -m tests.bench.display [--hours 8]``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Both sides without Qt's thread pool, which wakes the cores that are measured.
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")

import numpy as np
import psutil
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from tests.bench.display_data import Feed
from tests.bench.display_peers import PlainWindow, PlotItemStrips
from ui.charts.cores import CoresChart
from ui.charts.curve import APPROACH, Curve
from ui.charts.lanes import LanesChart
from ui.charts.strip import StripChart
from ui.theme import look

FRAMES = 200
WARM_UP = 330
"""Frames before: a full half minute is in view."""
WIDTH, HEIGHT = 1400, 900

KINDS = (
    Curve("total", "Total", APPROACH, fill=True),
    Curve("cpu", "CPU", "text2", (4.0, 2.5)),
    Curve("io", "I/O", "good", (1.2, 1.6)),
    Curve("disk", "Disk", "warn", (5.0, 2.0, 1.0, 2.0)),
)
PERCENTILES = (
    Curve("p50", "p50", APPROACH),
    Curve("p95", "p95", "text2", (4.0, 2.5)),
    Curve("p99", "p99", "warn", (1.2, 1.6)),
)


class Page(QWidget):
    """The bench's four charts, at the size they have there."""

    def __init__(self, lanes: int) -> None:
        super().__init__()
        self.throughput, self.latency = StripChart("tasks/s"), StripChart("ms")
        self.lanes, self.cores = LanesChart(), CoresChart()
        self.throughput.set_curves(KINDS)
        self.latency.set_curves(PERCENTILES)
        self._count = lanes
        grid = QGridLayout(self)
        # The rest of the page: rail, controls, header, tiles, sentence, status.
        grid.setContentsMargins(420, 190, 16, 100)
        charts = (self.throughput, self.latency, self.lanes, self.cores)
        for i, chart in enumerate(charts):
            grid.addWidget(chart, i // 2, i % 2)
        grid.setColumnStretch(0, 58)
        grid.setColumnStretch(1, 42)
        self.resize(WIDTH, HEIGHT)

    def frame(self, feed: Feed) -> None:
        """Show the readings of this moment."""
        records = feed.records()
        self.throughput.append(feed.t_s, feed.throughput())
        self.latency.append(feed.t_s, feed.latency())
        self.lanes.set_lanes(feed.lanes()[:64], self._count)
        self.lanes.append(records, feed.t_s, ("cpu", "io"))
        self.cores.append(feed.t_s, feed.cores())


class Strips(QWidget):
    """Four strip charts of three curves: the plain window's picture."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        self._charts = [StripChart("ms") for _ in range(4)]
        for i, chart in enumerate(self._charts):
            chart.set_curves([Curve(c.key, c.label, c.token) for c in PERCENTILES])
            grid.addWidget(chart, i // 2, i % 2)
        self.resize(WIDTH, HEIGHT)

    def frame(self, feed: Feed) -> None:
        """Show the readings of this moment."""
        for chart in self._charts:
            chart.append(feed.t_s, feed.latency())


@contextmanager
def shown(window: QWidget) -> Iterator[None]:
    """The window on show, and gone afterwards."""
    window.show()
    QApplication.processEvents()
    yield
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def cost(frame: Callable[[Feed], None], feed: Feed, made_up_ms: float = 0.0) -> dict[str, float]:
    """CPU ms for each frame without the ``made_up_ms`` that its readings cost to make up."""
    for _ in range(WARM_UP):
        feed.step()
        frame(feed)
    QApplication.processEvents()
    spent = []
    for _ in range(FRAMES):
        start = time.process_time_ns()
        feed.step()
        frame(feed)
        QApplication.processEvents()
        spent.append((time.process_time_ns() - start) / 1e6)
    taken = np.array(spent) - made_up_ms
    return {
        "median_ms": float(np.median(taken)),
        "mean_ms": float(taken.mean()),
        "p99_ms": float(np.percentile(taken, 99)),
    }


def making_up(feed: Feed) -> float:
    """What making up one frame's readings costs, in ms."""
    start = time.process_time_ns()
    for _ in range(FRAMES):
        feed.step()
        feed.records()
        feed.throughput()
        feed.latency()
        feed.lanes()
        feed.cores()
    return (time.process_time_ns() - start) / 1e6 / FRAMES


def memory(page: Page, hours: float) -> dict[str, float]:
    """Resident memory over a run of so many hours, painted every hundredth sample, in MiB."""
    feed = Feed(tasks_per_s=20)
    process = psutil.Process()
    samples = int(hours * 36_000)
    early = 0.0
    for i in range(samples):
        feed.step()
        page.frame(feed)
        if i % 600 == 0:
            page.throughput.add_marker(feed.t_s, f"threads {i}→{i + 600}")
        if i % 100 == 0:
            QApplication.processEvents()
        if i == min(5_000, samples // 4):
            early = process.memory_info().rss / 2**20
    late = process.memory_info().rss / 2**20
    return {"hours": hours, "early_mib": early, "late_mib": late, "growth": late / early - 1}


def measure(hours: float = 0.5) -> dict[str, dict[str, float]]:
    """All figures by name; ``hours`` of samples are simulated for memory."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        look.apply(app, "light")
    figures: dict[str, dict[str, float]] = {}
    for name, lanes, processes, cores, rate in (
        ("charts, 8 lanes, 200 tasks/s, 2 cores", 8, 2, 2, 200.0),
        ("charts, 8 lanes, 200 tasks/s, 8 cores", 8, 2, 8, 200.0),
        ("charts, 64 lanes, 5,000 tasks/s, 128 cores", 64, 4, 128, 5000.0),
    ):
        page = Page(lanes)
        feed = Feed(lanes=lanes, processes=processes, tasks_per_s=rate, cores=cores)
        with shown(page):
            figures[name] = cost(page.frame, feed, making_up(feed))
    for name, made in (
        ("4 strips, ring in a plain widget", Strips),
        ("4 strips, ring in a pyqtgraph PlotItem", PlotItemStrips),
        ("4 strips, plain pyqtgraph window", PlainWindow),
    ):
        window = made()
        with shown(window):
            figures[name] = cost(window.frame, Feed())
    ours, plain = list(figures)[3], list(figures)[5]
    figures["plain pyqtgraph over ours"] = {
        "times": figures[plain]["median_ms"] / figures[ours]["median_ms"]
    }
    page = Page(8)
    with shown(page):
        figures["memory of a long run"] = memory(page, hours)
    return figures


if __name__ == "__main__":
    wanted = float(sys.argv[sys.argv.index("--hours") + 1]) if "--hours" in sys.argv else 0.5
    for title, values in measure(wanted).items():
        print(f"{title:48}", "  ".join(f"{key} {value:.3g}" for key, value in values.items()))
