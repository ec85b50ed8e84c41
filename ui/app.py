"""The window's way in: show a frame at once, then load what fills it.

The order matters and is the reason for the late imports. A bare Qt window is there in a quarter of
a second; importing asyncio, numpy and pyqtgraph first would make it a second. So the frame is
painted with nothing but Qt and the colours, and everything else is imported behind it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PAINT_PATIENCE_MS = 500
"""A window that nobody can see yet (minimised, say) is filled after this all the same."""


class Wanted:
    """What the command line asks for."""

    file: Path | None = None
    time_start: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on ``FILE`` (or on what was there last); returns the exit code."""
    began = time.perf_counter()
    wanted = _arguments(argv)
    # Qt would hand tall fills to a thread pool that wakes the cores that are being measured.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.shell import settings
    from ui.shell.window import Window
    from ui.theme import tokens

    app = QApplication(["hebra"])
    app.setApplicationName("Hebra")
    app.setDesktopFileName("hebra")
    app.setQuitOnLastWindowClosed(False)
    remembered = settings.load()
    # The rest of the look (fonts, icons, styles) comes with the pages.
    dark = remembered.theme == "dark" or (
        remembered.theme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    tokens.use(tokens.DARK if dark else tokens.LIGHT)
    window = Window(remembered)
    waiting = QEventLoop()
    window.skeleton.painted.connect(waiting.quit)
    QTimer.singleShot(PAINT_PATIENCE_MS, waiting.quit)
    window.show_where_it_was()
    waiting.exec()
    painted = time.perf_counter()

    from ui.shell.conduct import conduct

    def report() -> None:
        if wanted.time_start:
            app.processEvents()
            usable = time.perf_counter()
            sys.stdout.write(
                f'{{"first_paint_ms": {(painted - began) * 1000:.1f},'
                f' "usable_ms": {(usable - began) * 1000:.1f}}}\n'
            )
            window.close()

    return conduct(app, window, wanted.file, usable=report)


def _arguments(argv: Sequence[str] | None) -> Wanted:
    words = sys.argv[1:] if argv is None else list(argv)
    if not words:
        return Wanted()
    import argparse

    parser = argparse.ArgumentParser(
        prog="hebra-window", description="A desktop laboratory for concurrency in Python."
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="an experiment (.toml) or a result (.csv)",
    )
    parser.add_argument(
        "--time-start",
        action="store_true",
        help="print the times to the first paint and to a usable page as JSON, and close",
    )
    return parser.parse_args(words, Wanted())


if __name__ == "__main__":
    sys.exit(main())
