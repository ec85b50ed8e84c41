"""The window as a program: a process with a home of its own, on somebody's desk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from tests import tested
from tests.e2e.used import Used

ROOT = Path(__file__).parents[2]
_HOMES = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "state",
    "TMPDIR": "tmp",
    "HEBRA_DATA": "data",
}


class Home:
    """A person's folders: all that the program may write into.

    A ``newcomer`` has no settings yet; all others have been shown around before.
    """

    def __init__(self, folder: Path, *, newcomer: bool = False) -> None:
        self.folder = folder
        for name in _HOMES.values():
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        if not newcomer:
            self.settings.mkdir()
            (self.settings / "window.json").write_text('{"toured": true}')

    @property
    def settings(self) -> Path:
        """Where the window keeps what it remembers."""
        return self.folder / "config" / "hebra"

    @property
    def history(self) -> Path:
        """Where finished runs are kept."""
        return self.folder / "data" / "history.db"

    @property
    def state(self) -> Path:
        """Where logs and reports are."""
        return self.folder / "state" / "hebra"

    def environment(self) -> Mapping[str, str]:
        """What leads a program here."""
        return {name: str(self.folder / part) for name, part in _HOMES.items()}

    def litter(self) -> list[str]:
        """What runs have left in the temporary folder."""
        return sorted(path.name for path in (self.folder / "tmp").iterdir())


class Program(Used):
    """The window, opened with ``words``; a context manager that ends it however it can.

    ``start`` is what Python is told instead, for a window of this source to which something
    happens.
    """

    def __init__(
        self,
        home: Home,
        screen: Mapping[str, str],
        *words: str,
        start: Sequence[str] = (),
    ) -> None:
        self.home = home
        self.log = home.folder / "window.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *start, *words] if start else tested.window(*words),
                cwd=ROOT,
                env={**os.environ, **home.environment(), **screen},
                stdout=log,
                stderr=log,
            )
        self._known: dict[int, psutil.Process] = {}

    def leave(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    @property
    def said(self) -> str:
        """All it has written to its terminal: nothing, when all is well."""
        return self.log.read_text()

    def family(self) -> list[psutil.Process]:
        """The processes it has started that are alive, and theirs; remembered for `survivors`."""
        try:
            now = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            now = []
        self._known |= {process.pid: process for process in now}
        return [process for process in now if _alive(process)]

    def survivors(self) -> list[psutil.Process]:
        """Those of the family ever seen that are alive still."""
        return [process for process in self._known.values() if _alive(process)]


def _alive(process: psutil.Process) -> bool:
    try:
        running: bool = process.is_running()
        return running and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
