"""The installed app's window, driven by keyboard alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

from debian_root import WrongError
from installed import Installed
from screen import Screen, wait_for

SEEN_S = 60
"""So long a start of the window may take on a machine that does other things as well."""

RUN_S = 4.0


class Driver:
    """Starts the window on ``screen`` and does what a person does who has a keyboard only."""

    def __init__(self, installed: Installed, screen: Screen, shots: Path) -> None:
        self.installed, self.screen, self._shots = installed, screen, shots
        self._log = installed.root.folder / "tmp" / "window.log"
        self._shown = b""

    def start(self, *words: str) -> str:
        """Start the window by a command; its number when it has the keys."""
        self.installed.root.start(*words, log=self._log, DISPLAY=self.screen.name)
        return self.screen.window("Hebra", SEEN_S)

    def leave_tour(self) -> None:
        """Esc, until the window remembers that it need not show anybody around."""
        path = self.installed.config / "window.json"

        def left() -> bool:
            self.screen.press("Escape")
            return path.is_file() and json.loads(path.read_text(encoding="utf-8"))["toured"]

        wait_for("end of the tour", left, SEEN_S)

    def engine_runs(self) -> bool:
        """Whether an experiment is going on."""
        return any("hebra-engine" in words for words in self.installed.running())

    def begin_run(self) -> None:
        """Press Space until the engine runs: before the page is there nobody listens."""
        until = time.monotonic() + SEEN_S
        while time.monotonic() < until:
            self.screen.press("space")
            try:
                wait_for("engine", self.engine_runs, 5)
            except WrongError:
                continue
            return
        raise WrongError("Space starts no experiment")

    def show_run(self, name: str) -> None:
        """Begin a run, and take its picture when there is something to see; it goes on."""
        self.begin_run()
        time.sleep(RUN_S)
        self.shot(name)

    def end_run(self) -> None:
        """Press Space again."""
        self.screen.press("space")
        wait_for("end of the experiment", lambda: not self.engine_runs())

    def export(self, path: Path) -> None:
        """Ctrl+E, a name, Enter."""
        self.screen.press("ctrl+e")
        self.screen.window("Export")
        self.screen.type(f"/{path.relative_to(self.installed.root.folder)}")
        self.screen.press("Return")
        wait_for(path.name, path.exists)
        self.screen.window("Hebra")

    def close(self, window: str) -> None:
        """Close the window; everything it had started ends."""
        self.screen.close(window)
        wait_for("end of all processes", lambda: not self.installed.running())
        self.check_log()

    def check_log(self) -> None:
        """The window had nothing to complain of, neither aloud nor in its log."""
        kept = (self.installed.home / ".local" / "state" / "hebra").rglob("*")
        for path in [self._log, *kept]:
            if path.is_file() and "Traceback" in path.read_text(encoding="utf-8"):
                raise WrongError(f"{path.name} says:\n{path.read_text(encoding='utf-8')}")

    def shot(self, name: str) -> None:
        """A picture of the display when it stands still and is not the last one; or after a while.

        What is measured moves all the time, so that it need not ever stand still.
        """
        path, before = self._shots / f"{name}.png", b""
        for _ in range(12):
            self.screen.shot(path)
            now = path.read_bytes()
            if now == before != self._shown:
                break
            before = now
            time.sleep(0.4)
        self._shown = before
