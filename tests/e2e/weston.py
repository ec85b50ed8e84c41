"""Wayland for a test: Weston in a window of its own on the test's desk.

It runs on the X server of the desk, so that keys and clicks reach it as they do a person's, and
what it shows can be looked at. (Its headless kind has neither keyboard nor mouse.)
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tests.e2e.desk import Box, Desk
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.used import Used

SOCKET = "hebra-wayland"
SETTINGS = """\
[core]
idle-time=0
[shell]
panel-position=none
animation=none
startup-animation=none
close-animation=none
focus-animation=none
background-color=0xff808080
[output]
name=screen0
scale={scale}
"""
BUTTONS = {"minimise": -58, "maximise": -34, "close": -11}
"""Where Qt's own frame has its buttons: from the right edge of what it holds, in its pixels."""
TITLE = -15


def missing() -> str:
    """Why there can be no Wayland here; empty when there can."""
    return "" if shutil.which("weston") else "weston is missing (Debian: apt-get install weston)"


class Weston(Used):
    """A Wayland server on a desk; a context manager that ends it."""

    def __init__(self, desk: Desk, runtime: Path, size: tuple[int, int], scale: int = 1) -> None:
        self.desk, self.scale = desk, scale
        settings = runtime / "weston.ini"
        settings.write_text(SETTINGS.format(scale=scale))
        # It knows where the pointer is only when that comes in from outside.
        desk.step_aside()
        with (runtime / "weston.log").open("wb") as log:
            self._server = subprocess.Popen(
                [
                    *("weston", "--backend=x11-backend.so", "--use-pixman"),
                    *(f"--socket={SOCKET}", f"--config={settings}"),
                    *(f"--width={size[0]}", f"--height={size[1]}"),
                ],
                env={**os.environ, "DISPLAY": desk.display, "XDG_RUNTIME_DIR": str(runtime)},
                stdout=log,
                stderr=log,
            )
        try:
            self.window = until(lambda: desk.windows_of("weston"), "Weston's window")[0]
            desk.focus(self.window)
            until((runtime / SOCKET).exists, "a Wayland socket")
        except BaseException as error:
            self.leave()
            error.add_note((runtime / "weston.log").read_text())
            raise

    def leave(self) -> None:
        self._server.terminate()
        self._server.wait(20)

    def environment(self) -> Mapping[str, str]:
        """What a program needs to know to appear here."""
        return {"WAYLAND_DISPLAY": SOCKET, "QT_QPA_PLATFORM": "wayland"}

    # --- the one window that is looked for ----------------------------------------------------
    def find(self, places: Places) -> Box | None:
        """Where the window's content stands on the desk, by its run button; None without one."""
        accent = [int(places.accent[at : at + 2], 16) for at in (1, 3, 5)]
        rows, columns = np.nonzero((self.desk.look() == accent).all(axis=2))
        _, _, width, height = (length * self.scale for length in places.run)
        if len(rows) < width * height // 2:
            return None
        # The lowest that is wide: the icon of the page in view has the accent as well.
        full = np.bincount(rows) > width * 0.6
        if not full.any():
            return None
        bottom = int(np.nonzero(full)[0][-1])
        near = (rows > bottom - height // 2) & (rows <= bottom)
        left = int(columns[near].min())
        x = left - (places.run[0] - STANDS[0]) * self.scale
        y = bottom + 1 - (places.run[1] + places.run[3] - STANDS[1]) * self.scale
        return x, y, STANDS[2] * self.scale, STANDS[3] * self.scale

    def press(self, button: str, stands: Box) -> None:
        """Click a button of the frame around what ``stands`` there."""
        x = stands[0] + stands[2] + BUTTONS[button] * self.scale
        self.desk.click(x, stands[1] + TITLE * self.scale)
        self.desk.focus(self.window)
