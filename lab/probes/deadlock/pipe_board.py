"""What two processes say of themselves while they use their pipes, in memory that both share.

Before the parent and the child call into `multiprocessing`'s pipe, each writes into its own slot
which file it writes to, since when, and whether a thread of it reads. One writer a slot, and one
reader, which only ever acts on what it sees for a while: no lock is needed.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_SLOT = struct.Struct("=qqqdqq")  # pid, written file, its inode, since, readers, done


@dataclass(frozen=True)
class Slot:
    """One process. ``writes`` is the descriptor it is writing to, -1 when it does not."""

    pid: int
    writes: int
    inode: int
    since: float
    reads: int
    """How many of its threads are reading."""
    done: int


class PipeBoard:
    """Two slots: 0 is the parent's, 1 the child's. Made before they are forked."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 2 * _SLOT.size)
        for number in (0, 1):
            self._write(number, Slot(0, -1, 0, 0.0, 0, 0))

    def read(self) -> tuple[Slot, Slot]:
        """Both as they are now."""
        parent, child = (
            Slot(*_SLOT.unpack_from(self._memory, number * _SLOT.size)) for number in (0, 1)
        )
        return parent, child

    def watch_pipes(self, done: Callable[[], int]) -> None:
        """In the parent, before it starts its child: have both of them write their slots.

        ``done`` tells how much this process has done.
        """
        from multiprocessing.connection import Connection

        parent = os.getpid()
        send, receive = Connection.send_bytes, Connection.recv_bytes

        def send_bytes(connection: Any, *given: Any, **more: Any) -> None:
            number = self._number(parent)
            file = connection.fileno()
            self._set(number, writes=file, inode=os.fstat(file).st_ino, since=time.perf_counter())
            try:
                send(connection, *given, **more)
            finally:
                self._set(number, writes=-1)

        def recv_bytes(connection: Any, *given: Any, **more: Any) -> bytes:
            number = self._number(parent)
            self._set(number, reads=self.read()[number].reads + 1, done=done())
            try:
                return receive(connection, *given, **more)
            finally:
                self._set(number, reads=self.read()[number].reads - 1)

        Connection.send_bytes = send_bytes  # type: ignore[assignment, method-assign]
        Connection.recv_bytes = recv_bytes  # type: ignore[assignment, method-assign]

    def tell_done(self, done: int) -> None:
        """In the parent: it has ended, and that much is done."""
        self._set(0, done=done)

    def _number(self, parent: int) -> int:
        number = 0 if os.getpid() == parent else 1
        self._set(number, pid=os.getpid())
        return number

    def _set(self, number: int, **changes: Any) -> None:
        now = self.read()[number]
        self._write(number, Slot(**{**vars(now), **changes}))

    def _write(self, number: int, slot: Slot) -> None:
        values = (slot.pid, slot.writes, slot.inode, slot.since, slot.reads, slot.done)
        _SLOT.pack_into(self._memory, number * _SLOT.size, *values)
