"""A worker process: one group of lanes, and the control thread that listens to the host.

The main thread is the control thread: it sleeps in ``recv`` and costs nothing. One byte from the
host means "look at the plan"; end of file means that the host is gone, and then the process ends at
once. Where the kernel can, it also kills the worker when the thread that started it dies, for the
case that a task holds the GIL for good.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from typing import Any

from .board import Board
from .ending import die_with_parent
from .group import Group


class Line:
    """The worker's end of its line to the host: JSON lines out, single bytes in."""

    def __init__(self, line: socket.socket) -> None:
        self._socket = line
        self._lock = threading.Lock()

    def tell(self, message: dict[str, Any]) -> None:
        """Send one message; silent when the host is gone, because then this process ends anyway."""
        with self._lock, suppress(OSError):
            self._socket.sendall(json.dumps(message).encode() + b"\n")

    def rings(self) -> bool:
        """Wait until the host rings; False when it is gone. Many rings count as one."""
        try:
            return bool(self._socket.recv(4096))
        except OSError:
            return False


def main(board: Board, line: socket.socket, rank: int, nice: int) -> None:
    """Life of a worker; ``nice`` is added to its priority."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent()
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    _, plan = board.plan()
    sys.setswitchinterval(plan["switch_interval_ms"] / 1000)
    talk = Line(line)
    group = Group(board, rank, talk.tell)
    group.attend()  # starts the lanes; they stand ready and say so
    if group.alive == 0:
        os._exit(group.exit_status)
    while talk.rings():
        group.attend()
    os._exit(1)
