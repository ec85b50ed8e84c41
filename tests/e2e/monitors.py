"""Screens that are plugged in and pulled out while programs run: monitors of one X server."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.e2e.desk import Box, Desk
from tests.e2e.used import Used


def missing() -> str:
    """Why there can be no monitors here; empty when there can."""
    here = shutil.which("xrandr")
    return "" if here else "xrandr is missing (Debian: apt-get install x11-xserver-utils)"


class Monitors:
    """The monitors of a desk; one named ``main`` is the server's own output."""

    def __init__(self, desk: Desk) -> None:
        self._environment = {**os.environ, "DISPLAY": desk.display}
        self._output = "screen"

    def plug(self, name: str, box: Box) -> None:
        """Add a monitor that shows ``box`` of the desk."""
        x, y, width, height = box
        place = f"{width}/{width // 4}x{height}/{height // 4}+{x}+{y}"
        self._xrandr("--setmonitor", name, place, self._output)
        self._output = "none"

    def pull(self, name: str) -> None:
        """Take a monitor away, not the first one."""
        self._xrandr("--delmonitor", name)

    def _xrandr(self, *words: str) -> None:
        subprocess.run(
            ["xrandr", *words],
            env=self._environment,
            check=True,
            capture_output=True,
            timeout=30,
        )


class Manager(Used):
    """A window manager, so that windows have frames."""

    def __init__(self, desk: Desk, home: Path) -> None:
        self._process = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": desk.display, "HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @staticmethod
    def missing() -> str:
        """Why there can be none; empty when there can."""
        return "" if shutil.which("openbox") else "openbox is missing (apt-get install openbox)"

    def leave(self) -> None:
        self._process.terminate()
        self._process.wait(20)
