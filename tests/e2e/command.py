"""The command ``hebra`` as a person types it: an own process in folders of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.e2e.patience import until
from tests.e2e.program import ROOT, Home
from tests.tested import command

FAR_S = "600"
"""A duration that no test waits for."""


def hebra(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """Carry out a command to its end, as in a pipe."""
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **home.environment()},
        timeout=100,
    )


class Command:
    """A command that goes on, and its processes."""

    def __init__(self, home: Home, *words: str) -> None:
        self.process = subprocess.Popen(
            command(*words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **home.environment()},
        )

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: exit code, standard output and standard error."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err

    def engine(self) -> psutil.Process:
        """The engine of its run, once figures of its threads are being taken."""
        until(self._measures, "a run that is measured")
        return psutil.Process(self.process.pid).children()[0]

    def _measures(self) -> bool:
        """Whether the command reads the load of a worker's thread: the run has really begun."""
        assert self.process.poll() is None, self.process.communicate()
        for link in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                if "/task/" in str(link.readlink()):
                    return True
            except OSError:
                continue  # closed meanwhile
        return False


@contextmanager
def running(home: Home, *words: str) -> Iterator[Command]:
    """A command that is used in the block, and ended by it however it can."""
    command = Command(home, *words)
    try:
        yield command
    finally:
        if command.process.poll() is None:
            command.process.kill()
        command.process.communicate()
