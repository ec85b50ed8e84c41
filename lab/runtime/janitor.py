"""A child of the engine that outlives it by a moment, to clear away what it could not.

The window clears up after an engine that was killed, the engine after a window that was. For the
case that both are killed at once there is this process: it waits for the end of a pipe that only
the host holds, then removes the run's folder and ends what is left of the group. It is forked from
the host, which has one thread, and holds nothing open but its end of the pipe. Where nothing can be
forked there is none: the folder then goes when the next run is started.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from lab.capabilities import has_fork

from .ending import end_group


@contextmanager
def janitor(folder: str) -> Iterator[None]:
    """Have ``folder`` removed if this process is killed before the end of the block."""
    if not has_fork():
        yield
        return
    end, held = os.pipe()
    pid = os.fork()
    if pid == 0:
        _wait(end, folder)
    os.close(end)
    try:
        yield
    finally:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(held)


def _wait(end: int, folder: str) -> None:
    """In the child: until the host is gone. Held files would keep others from seeing that."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(null, standard)
        os.closerange(3, end)
        os.closerange(end + 1, 1 << 16)
        os.read(end, 1)
        shutil.rmtree(folder, ignore_errors=True)
        end_group()
    finally:
        os._exit(1)
