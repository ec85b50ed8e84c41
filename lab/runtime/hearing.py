"""A process's standard input as something that one wait can include, beside its sockets.

Where a wait (``select``) takes pipes, that is standard input itself. Elsewhere a thread reads it
and hands on what comes through a socket, so that the loop which waits stays the same.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from lab.capabilities import selects_pipes

_AT_ONCE = 1 << 20


class Heard(Protocol):
    """What can be waited for and read."""

    def fileno(self) -> int:
        """For ``select``."""
        ...

    def read(self) -> bytes:
        """What has come; waits for something, and is empty at the end of file."""
        ...


class _Pipe:
    """Standard input itself."""

    def fileno(self) -> int:
        return 0

    def read(self) -> bytes:
        return os.read(0, _AT_ONCE)


class Relayed:
    """Standard input through a thread and a socket; ``at_end`` is called by the thread."""

    def __init__(self, at_end: Callable[[], object] | None = None) -> None:
        import threading

        self.line, self._relay = socket.socketpair()
        self._at_end = at_end
        self._source = os.dup(0)
        # Processes started from here get an empty input: on Windows one that inherits a pipe which
        # somebody is reading from hangs until something comes.
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        threading.Thread(target=self._hand_on, name="parent's words", daemon=True).start()

    def fileno(self) -> int:
        """Of the socket."""
        return self.line.fileno()

    def read(self) -> bytes:
        """As `Heard` says."""
        return self.line.recv(_AT_ONCE)

    def _hand_on(self) -> None:
        with suppress(OSError):
            while data := os.read(self._source, _AT_ONCE):
                self._relay.sendall(data)
        if self._at_end is not None:
            self._at_end()
        self._relay.close()


def standard_input() -> Heard:
    """The parent's words, by the plainest means this system has."""
    return _Pipe() if selects_pipes() else Relayed()
