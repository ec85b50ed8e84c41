"""A process and all it has started, as one thing that can be ended.

A process group where there are groups: what is started stays in it. A job object (Windows)
otherwise, which the system also ends when this program is gone. Where there is neither, or a job
is refused, what has come of the process is looked for: its children's children, and those whose
parents have ended already by the temporary folder that they have all been given.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psutil

from lab.capabilities import has_job_objects, has_process_groups

from .kernel32 import Job, kernel32

_ROUNDS = 5
"""Looked for so often at most: what is found may be starting another one just then."""


class Family(Protocol):
    """What is asked of each way; ``add`` comes before the process has started anything."""

    @property
    def options(self) -> dict[str, Any]:
        """How its first process is to be started, for ``subprocess``."""
        ...

    def add(self, pid: int) -> None:
        """The first process, just started."""
        ...

    def kill(self) -> None:
        """Kill all of them. Nothing to kill is no error."""
        ...

    def close(self) -> None:
        """Give back what was held for it."""
        ...


class Group:
    """A process group, led by the first process."""

    # A group, not a session: Linux schedules sessions against each other as wholes (autogroup), the
    # workers' lower priority would count for nothing against the window, and it was seen to stand
    # still for half a second.
    options: dict[str, Any] = {"process_group": 0}  # noqa: RUF012 - never changed

    def __init__(self) -> None:
        self._leader = 0

    def add(self, pid: int) -> None:
        """As `Family` says."""
        self._leader = pid

    def kill(self) -> None:
        """As `Family` says."""
        if self._leader:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._leader, signal.SIGKILL)

    def close(self) -> None:
        """Nothing is held."""


class JobFamily:
    """A job object. Where the first process cannot be put into it, its descendants are sought."""

    def __init__(self, job: Job, otherwise: Descendants) -> None:
        self._job = job
        self._otherwise = otherwise
        self._in_job = False

    @property
    def options(self) -> dict[str, Any]:
        """No console window comes up for it."""
        return self._otherwise.options

    def add(self, pid: int) -> None:
        """As `Family` says."""
        self._otherwise.add(pid)
        with suppress(OSError):
            self._job.add(pid)
            self._in_job = True

    def kill(self) -> None:
        """As `Family` says."""
        if self._in_job:
            self._job.kill()
        else:
            self._otherwise.kill()

    def close(self) -> None:
        """Let go of the job: what is still in it ends."""
        self._job.close()


class Descendants:
    """What has come of a process, looked for; ``folder`` is where all of it has its own files."""

    def __init__(self, folder: Path) -> None:
        self._mark = str(folder) + os.sep
        self._first: psutil.Process | None = None
        self._over = False

    @property
    def options(self) -> dict[str, Any]:
        """No console window comes up for it where programs have one each."""
        no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return {"creationflags": no_window} if no_window else {}

    def add(self, pid: int) -> None:
        """As `Family` says."""
        with suppress(psutil.Error):
            self._first = psutil.Process(pid)

    def kill(self) -> None:
        """As `Family` says; nothing more is looked for once nothing was found."""
        for _ in range(_ROUNDS):
            if self._over or self._first is None:
                return
            found = list(self._found(self._first))
            for process in found:
                with suppress(psutil.Error):
                    process.kill()
            self._over = not found

    def close(self) -> None:
        """Nothing is held."""

    def _found(self, first: psutil.Process) -> Iterator[psutil.Process]:
        if _alive(first):
            yield first
            with suppress(psutil.Error):
                yield from first.children(recursive=True)
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):  # somebody else's, or gone meanwhile
                if _alive(process) and self._is_marked(process.environ().get("TMPDIR", "")):
                    yield process

    def _is_marked(self, temporary: str) -> bool:
        return (temporary + os.sep).startswith(self._mark)


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def family(folder: Path) -> Family:
    """The best way this system has; ``folder`` is private to the process and all it starts."""
    if has_process_groups():
        return Group()
    descendants = Descendants(folder)
    if has_job_objects():
        with suppress(OSError):
            return JobFamily(Job(kernel32()), descendants)
    return descendants
