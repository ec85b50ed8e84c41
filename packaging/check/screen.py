"""A display with a window manager, and a person's hands on its keyboard."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from debian_root import WrongError

SIZE = "1600x1000x24"
FIRST, LAST = 90, 300
"""Displays below are people's."""
Found = TypeVar("Found")


def wait_for(what: str, found: Callable[[], Found], seconds: float = 30) -> Found:
    """Ask until the answer is something; raises after so long what has not come."""
    until = time.monotonic() + seconds
    while not (answer := found()):
        if time.monotonic() > until:
            raise WrongError(f"after {seconds:g} s there is still no {what}")
        time.sleep(0.1)
    return answer


class Screen:
    """Xvfb and openbox, from entering the context to leaving it."""

    def __init__(self, number: int | None = None) -> None:
        self._number = number
        self._programs: list[subprocess.Popen[bytes]] = []

    @property
    def name(self) -> str:
        """As DISPLAY has it."""
        return f":{self._number}"

    def __enter__(self) -> Self:
        self._number = self._number or next(n for n in range(FIRST, LAST) if not _taken(n))
        try:
            # Without -noreset it starts anew whenever its last client leaves: ours ask and leave.
            flags = ("-nolisten", "tcp", "-ac", "-noreset")
            self._start("Xvfb", self.name, "-screen", "0", SIZE, *flags)
            wait_for("display", lambda: self.do("getdisplaygeometry"))
            self._start("openbox", "--sm-disable")
            wait_for("window manager", lambda: "openbox" in self._ask("wmctrl", "-m").lower(), 60)
        except WrongError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for program in reversed(self._programs):
            program.terminate()
            program.wait(10)

    def do(self, *words: str) -> str:
        """One command of xdotool; what it prints, nothing if it fails."""
        return self._ask("xdotool", *words)

    def press(self, *keys: str) -> None:
        """Press keys one after another: ``ctrl+e``, ``Return``."""
        for key in keys:
            self.do("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.do("type", "--delay", "30", "--", text)

    def window(self, title: str, seconds: float = 30) -> str:
        """The number of the window whose title has these words, when it has the keys."""

        def has_keys() -> str:
            seen = self.do("search", "--onlyvisible", "--name", title).split()
            active = self.do("getactivewindow").strip()
            return active if active in seen else ""

        return wait_for(f"window {title!r} with the keys", has_keys, seconds)

    def close(self, window: str) -> None:
        """Ask a window to close, as the button in its frame does."""
        self._ask("wmctrl", "-i", "-c", hex(int(window)))

    def classes_of(self, window: str) -> list[str]:
        """The names by which a desktop finds a window's entry: instance and class."""
        rows = (line.split() for line in self._ask("wmctrl", "-l", "-x").splitlines())
        return next(row[2].split(".") for row in rows if int(row[0], 16) == int(window))

    def shot(self, path: Path) -> None:
        """Save what is on the display as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._ask("import", "-window", "root", "-strip", str(path))

    def colours(self) -> int:
        """How many colours are on the display."""
        told = self._ask("import", "-window", "root", "-format", "%k", "info:-")
        return int(told or 0)

    def _start(self, *words: str) -> None:
        self._programs.append(
            subprocess.Popen(
                words,
                env={**os.environ, "DISPLAY": self.name},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _ask(self, *words: str) -> str:
        answer = subprocess.run(
            words,
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return answer.stdout if answer.returncode == 0 else ""


def _taken(number: int) -> bool:
    return Path(f"/tmp/.X{number}-lock").exists() or Path(f"/tmp/.X11-unix/X{number}").exists()
