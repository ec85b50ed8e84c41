"""The first paint waits for nothing that can come after it, and shows the frame of the page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.shell.skeleton import Skeleton
from ui.theme import tokens
from ui.theme.tokens import DARK, LIGHT, Theme

LATER = ("asyncio", "numpy", "pyqtgraph", "qasync", "platformdirs", "tomllib", "lab.session")
"""Each takes longer than the whole frame."""
PROBE = f"""
import sys, types
from PySide6 import QtCore

def conduct(app, window, start):
    print([name for name in {LATER} if name in sys.modules], "Qt" in vars(QtCore))
    return 0

sys.modules["ui.shell.conduct"] = types.ModuleType("ui.shell.conduct")
sys.modules["ui.shell.conduct"].conduct = conduct
sys.modules["ui.shell.conduct"].Start = dict
from ui.app import main
sys.exit(main([]))
"""


def test_what_is_dear_comes_after_the_first_paint(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout == "[] False\n", "modules loaded, and whether Qt's enums were made"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_frame_has_the_page_s_colours(qapp: QApplication, theme: Theme, ratio: float) -> None:
    before = tokens.current()
    tokens.use(theme)
    skeleton = Skeleton()
    try:
        skeleton.resize(1280, 720)
        image = QImage(QSize(1280, 720) * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        skeleton.render(painter, QPoint(0, 0))
        painter.end()
    finally:
        tokens.use(before)
        skeleton.deleteLater()
    for (x, y), expected in {
        (20, 300): theme.rail,
        (600, 20): theme.surface,
        (200, 300): theme.surface,
        (900, 400): theme.bg,
        (600, 710): theme.rail,
    }.items():
        assert image.pixelColor(int(x * ratio), int(y * ratio)).name().upper() == expected
    row = {image.pixelColor(x, int(400 * ratio)).name().upper() for x in range(image.width())}
    assert row == {theme.rail, theme.border, theme.surface, theme.bg}, "no seam, no blur"
