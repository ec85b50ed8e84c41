"""What happens to the window on screens of one's own: a program for `test_screens`.

Qt's offscreen platform has the screens of a file that is named when it starts, so every story is a
process of its own: `python -m tests.ui.shell.on_screens STORY`, under QT_QPA_PLATFORM. What it saw
is printed as JSON.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from tests.bench.display import KINDS
from tests.bench.display_data import Feed
from ui.charts.cores import CoresChart
from ui.charts.curve import APPROACH, Curve
from ui.charts.finished import FinishedPlot
from ui.charts.lanes import LanesChart
from ui.charts.live_strip import LiveStrip
from ui.shell.settings import Settings
from ui.shell.window import Window
from ui.theme import look

Seen = dict[str, Any]
PATIENCE_S = 20.0
CURVES = (Curve("total", "Total", APPROACH, fill=True), Curve("io", "I/O", "good"))
"""Not dashed: where dashes begin depends on where the drawing began."""


def until(app: QApplication, true: Callable[[], object]) -> None:
    """Serve the window until a condition holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the condition has not come true")
        app.processEvents()


def opened(app: QApplication, settings: Settings) -> Window:
    """The window, filled and in sight."""
    window = Window(settings)
    window.show_where_it_was()
    until(app, lambda: window.windowHandle().isExposed())
    window.fill(QLabel("content"))
    for _ in range(5):
        app.processEvents()
    return window


def place(app: QApplication, geometry: str, maximised: str = "") -> Seen:
    """Where a window stands that stood at ``geometry``, and what it remembers of it."""
    x, y, width, height = map(int, geometry.split(","))
    window = opened(app, Settings(geometry=(x, y, width, height), maximised=bool(maximised)))
    stands = window.geometry().getRect()
    window.close()
    return {
        "screen": window.screen().name(),
        "place": stands,
        "maximised": window.isMaximized(),
        "least": window.minimumSize().toTuple(),
        "remembered": window.settings.geometry,
        "remembers_maximised": window.settings.maximised,
    }


def dialog(app: QApplication, geometry: str) -> Seen:
    """Which screen a dialog of the window opens on."""
    x, y, width, height = map(int, geometry.split(","))
    window = opened(app, Settings(geometry=(x, y, width, height)))
    asked = QDialog(window)
    QVBoxLayout(asked).addWidget(QLabel("question"))
    asked.open()
    until(app, asked.isVisible)
    inside = window.geometry().contains(asked.geometry().center())
    return {"screen": asked.screen().name(), "over_the_window": inside}


def sight(app: QApplication) -> Seen:
    """What a window tells of being seen: minimised, back, hidden, back."""
    window = opened(app, Settings())
    told: list[bool] = []
    window.seen.connect(told.append)
    for act in (window.showMinimized, window.showNormal, window.hide, window.show):
        before = len(told)
        act()
        until(app, lambda before=before: len(told) > before)  # type: ignore[misc]
    return {"told": told}


class Charts(QWidget):
    """The bench's charts, live."""

    def __init__(self) -> None:
        super().__init__()
        look.apply(QApplication.instance(), "light")  # type: ignore[arg-type]
        self.strip, self.lanes, self.cores = LiveStrip("tasks/s", 30.0), LanesChart(), CoresChart()
        self.strip.set_curves(CURVES)
        grid = QGridLayout(self)
        grid.setContentsMargins(13, 11, 9, 7)
        grid.addWidget(self.strip, 0, 0)
        grid.addWidget(self.lanes, 1, 0)
        grid.addWidget(self.cores, 0, 1, 2, 1)
        self.resize(801, 503)
        self.feed = Feed(lanes=6)

    def run(self, app: QApplication, frames: int) -> None:
        """Show so many readings, each painted as it comes; the last one in figures as well."""
        for left in reversed(range(frames)):
            if left == 0:
                self.lanes._said_at = self.cores._said_at = -math.inf
            self.feed.step()
            records = self.feed.records()
            self.strip.append(self.feed.t_s, self.feed.throughput())
            self.lanes.set_lanes(self.feed.lanes())
            self.lanes.append(records, self.feed.t_s, ("cpu", "io"))
            self.cores.append(self.feed.t_s, self.feed.cores())
            app.processEvents()

    def on_screen(self) -> NDArray[np.uint32]:
        """What Qt has painted of it and shows, in the screen's own pixels."""
        shown = self.backingStore().paintDevice()
        assert isinstance(shown, QImage)
        flat = np.frombuffer(shown.constBits(), np.uint32)
        return flat.reshape(shown.height(), -1)[:, : shown.width()].copy()

    def oldest(self) -> int:
        """The column of the lanes' oldest moment: what ended just before it is not kept."""
        ratio = self.devicePixelRatioF()
        return round((self.lanes.x() + self.lanes._plot.left()) * ratio)


def charts(app: QApplication, *at: str) -> Seen:
    """Whether charts painted frame by frame look as painted at once, at each place they go to."""
    window = Charts()
    places: list[Seen] = []
    for index, spot in enumerate(at):
        window.move(QPoint(*map(int, spot.split(","))))
        if index == 0:
            window.show()
        until(app, lambda: window.windowHandle().isExposed())
        window.run(app, 40)
        grown = window.on_screen()
        for chart in (window.strip, window.lanes, window.cores):
            chart.stale()
        app.processEvents()
        whole = window.on_screen()
        at_all = (grown != whole).any(axis=0)
        at_all[window.oldest() - 1 : window.oldest() + 2] = False
        places.append(
            {
                "screen": window.screen().name(),
                "pixels": [whole.shape[1], whole.shape[0]],
                "ratio": [window.strip.ratio, window.lanes.ratio, window.cores.ratio],
                "others": int(at_all.sum()),
                "colours": len(np.unique(whole)),
            }
        )
    return {"places": places}


def pens(app: QApplication, *at: str) -> Seen:
    """How wide a finished run's curve is drawn, in device pixels, at each place it goes to."""
    look.apply(app, "light")
    plot = FinishedPlot("tasks/s")
    plot.set_curves(KINDS)
    plot.show_series(np.arange(5.0), {"total": np.arange(5.0)})
    widths = []
    for spot in at:
        plot.move(QPoint(*map(int, spot.split(","))))
        plot.show()
        until(app, lambda: plot.windowHandle().isExposed())
        app.processEvents()
        curve = plot.getPlotItem().listDataItems()[0]
        widths.append(curve.opts["pen"].widthF() / plot.devicePixelRatioF())
    return {"widths": widths}


STORIES: dict[str, Callable[..., Seen]] = {
    story.__name__: story for story in (place, dialog, sight, charts, pens)
}

if __name__ == "__main__":
    made = QApplication(["hebra"])
    sys.stdout.write(json.dumps(STORIES[sys.argv[1]](made, *sys.argv[2:])))
