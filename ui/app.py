"""The window's way in: show a frame at once, then load what fills it.

The order matters and is the reason for the late imports. A bare Qt window is there in a quarter of
a second; importing asyncio, numpy and pyqtgraph first would make it a second. So the frame is
painted with nothing but Qt and the colours, and everything else is imported behind it. Before Qt
comes only what may make it unneeded, the window that is there already, and what watches over it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.single.first import Standing, stand
from ui.single.wish import wish_for

if TYPE_CHECKING:
    from ui.trouble.watch import Watch

PAINT_PATIENCE_MS = 500
"""A window that nobody can see yet (minimised, say) is filled after this all the same."""


class Wanted:
    """What the command line asks for."""

    files: Sequence[Path] = ()
    new_window: bool = False
    time_start: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on the files (or on what was there last); returns the exit code.

    Where a window is open already, it opens them and comes to the front.
    """
    began = time.perf_counter()
    wanted = _arguments(argv)
    wish = wish_for(wanted.files)
    standing = Standing() if wanted.time_start else stand(wish, own=wanted.new_window)
    if standing.heard:
        return 0
    from ui.trouble.watch import Watch

    try:
        with Watch() as watch:
            return _open(wanted, watch, standing, began)
    finally:
        if standing.first is not None:
            standing.first.close()


def _open(wanted: Wanted, watch: Watch, standing: Standing, began: float) -> int:
    # Qt would hand tall fills to a thread pool that wakes the cores that are being measured.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.shell import settings
    from ui.shell.application import Application
    from ui.shell.window import Window
    from ui.theme import tokens
    from ui.trouble.messages import Messages

    messages = Messages(watch.slot)
    app = Application()
    app.setApplicationName("Hebra")
    app.setDesktopFileName("hebra")
    app.setQuitOnLastWindowClosed(False)
    remembered = settings.load()
    # The rest of the look (fonts, icons, styles) comes with the pages.
    # A dark system has a dark palette; to name its colour scheme would make all enums of Qt (see
    # the skeleton).
    dark = remembered.theme == "dark" or (
        remembered.theme == "system" and app.palette().window().color().lightness() < 128
    )
    tokens.use(tokens.DARK if dark else tokens.LIGHT)
    window = Window(remembered)
    waiting = QEventLoop()
    window.skeleton.painted.connect(waiting.quit)
    QTimer.singleShot(PAINT_PATIENCE_MS, waiting.quit)
    window.show_where_it_was()
    waiting.exec()
    painted = time.perf_counter()

    from ui.shell.conduct import Start, conduct

    def report() -> None:
        if wanted.time_start:
            app.processEvents()
            usable = time.perf_counter()
            sys.stdout.write(
                f'{{"first_paint_ms": {(painted - began) * 1000:.1f},'
                f' "usable_ms": {(usable - began) * 1000:.1f}}}\n'
            )
            sys.stdout.flush()  # when it is heard tells when the window was there
            window.close()

    start = Start(
        files=tuple(wanted.files),
        first=standing.first,
        watch=watch,
        messages=messages,
        usable=report,
    )
    return conduct(app, window, start)


def _arguments(argv: Sequence[str] | None) -> Wanted:
    words = sys.argv[1:] if argv is None else list(argv)
    if not words:
        return Wanted()
    import argparse

    parser = argparse.ArgumentParser(
        prog="hebra-window", description="A desktop laboratory for concurrency in Python."
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="an experiment or a comparison (.hebra, .toml), or a result (.csv, .json, .html)",
    )
    parser.add_argument(
        "--new-window",
        action="store_true",
        help="open another window, also where one is open already",
    )
    parser.add_argument(
        "--time-start",
        action="store_true",
        help="print the times to the first paint and to a usable page as JSON, and close",
    )
    return parser.parse_args(words, Wanted())


if __name__ == "__main__":
    sys.exit(main())
