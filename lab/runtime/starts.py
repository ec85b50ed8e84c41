"""Ways to start a worker process, and what the host knows of each.

``fork`` is done plainly: the host has one thread, holds no locks and runs no tasks, so it is safe
there and takes a millisecond or two. ``spawn`` and ``forkserver`` are multiprocessing's own, which
is imported only for them.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from lab.capabilities import has_fork, sends_without_waiting
from lab.spec.words import told

from . import worker
from .board import Board
from .group import BROKEN


class Worker:
    """A worker as the host sees it: its rank, process and line."""

    def __init__(self, rank: int, pid: int, line: socket.socket, process: Any = None) -> None:
        self.rank = rank
        self.pid = pid
        self.line = line
        self.empty = False
        """It said that its last lane has ended."""
        self.before: dict[str, int] | None = None
        """What it had used when its lanes stood ready; None until it has said so."""
        self.buffer = b""
        self._process = process
        self._status: int | None = None

    def ring(self) -> None:
        """Have it look at the plan. A full line means that rings are waiting already."""
        with suppress(OSError):
            if sends_without_waiting():
                self.line.send(b"!", socket.MSG_DONTWAIT)
            elif select.select([], [self.line], [], 0)[1]:
                self.line.send(b"!")

    def read(self) -> list[bytes] | None:
        """Messages that arrived; None when the worker has gone."""
        try:
            data = self.line.recv(65536)
        except OSError:
            data = b""
        if not data:
            return None
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        return lines

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError, PermissionError):
            if self._process is not None:
                self._process.kill()
            else:
                os.kill(self.pid, signal.SIGKILL)

    def reap(self) -> str:
        """Wait for the end of a process that is ending; how it ended, in words."""
        self.line.close()
        if self._process is not None:
            self._process.join(5)
            code = self._process.exitcode
        else:
            with suppress(ChildProcessError):
                _, status = os.waitpid(self.pid, 0)
                self._status = os.waitstatus_to_exitcode(status)
            code = self._status
        if code is None or code == 0:
            return ""
        if code < 0:
            with suppress(ValueError):
                return told("was killed by {signal}", signal=signal.Signals(-code).name)
        if code == BROKEN:
            return told("ended, for it had no lanes left")
        return told("ended with exit code {code}", code=code)


def usable(method: str) -> str:
    """The start method, or spawn where this system does not have it."""
    if method == "fork":
        return "fork" if has_fork() else "spawn"
    if method == "forkserver" and not has_fork():
        return "spawn"
    return method


def start(method: str, rank: int, board: Board, nice: int, others: list[Worker]) -> Worker:
    """Start a worker by a usable method; OSError when the system has no room for a process."""
    host_end, worker_end = socket.socketpair()
    host_end.setblocking(True)
    if method == "fork":
        pid = os.fork()
        if pid == 0:
            _forked(rank, board, nice, host_end, worker_end, others)
        worker_end.close()
        return Worker(rank, pid, host_end)
    import multiprocessing

    context: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(
            ["lab.runtime.group", "lab.runtime.lane", "lab.runtime.worker"]
        )
    process = context.Process(
        target=_started, args=(_Shared(board), worker_end, rank, nice), daemon=False
    )
    process.start()
    worker_end.close()
    return Worker(rank, process.pid, host_end, process)


def _forked(
    rank: int,
    board: Board,
    nice: int,
    host_end: socket.socket,
    worker_end: socket.socket,
    others: list[Worker],
) -> None:
    """In the child: let go of all that is the host's, or nobody would see its end of file."""
    try:
        for line in (host_end, *(other.line for other in others)):
            line.detach()  # closed below; the object must not close the number once more
        kept = sorted((board.descriptor, worker_end.fileno()))
        os.closerange(3, kept[0])
        os.closerange(kept[0] + 1, kept[1])
        os.closerange(kept[1] + 1, 1 << 16)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        worker.main(Board(board.descriptor), worker_end, rank, nice)
    except BaseException:  # noqa: BLE001 - the child's edge: nothing may run on into the host's code
        import traceback

        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(1)


class _Shared:
    """The board on its way to a process that is not forked: by name where it has one."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def __reduce__(self) -> tuple[Any, ...]:
        if self.board.path:
            return _opened, (self.board.path,)
        from multiprocessing import reduction

        return _received, (reduction.DupFd(self.board.descriptor),)


def _opened(path: str) -> _Shared:
    return _Shared(Board.opened(path))


def _received(duplicate: Any) -> _Shared:
    return _Shared(Board(duplicate.detach()))


def _started(shared: _Shared, line: socket.socket, rank: int, nice: int) -> None:
    worker.main(shared.board, line, rank, nice)
