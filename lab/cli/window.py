"""The door from the command line to the window."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .exits import FINE

NO_DISPLAY = "There is no display here, so there is no window. `hebra run` works without one."


def open_window(files: Sequence[Path] = (), *, new: bool = False) -> int:
    """Open the window, or have the one that is open show ``files``; the exit code."""
    # By name: the laboratory never imports the window, it only starts it for the person.
    window = importlib.import_module("ui.app")
    words = ["--new-window"] * new + (["--", *map(str, files)] if files else [])
    return int(window.main(words) or FINE)


def has_display() -> bool:
    """Whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
