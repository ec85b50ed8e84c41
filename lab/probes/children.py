"""Processes that a probe starts to carry out functions of its own, and memory it shares with them.

They are forked where the system can: the probe has one thread, so it may, and what it has made is
theirs as well. Elsewhere they are spawned: then the function is found by its name, and what it is
given goes there as `multiprocessing` hands things on.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, Protocol

from lab.capabilities import has_fork, start_method
from lab.runtime.ending import die_with_parent


class Child(Protocol):
    """One process. Its status is 0 when the function has returned, negative when it was killed."""

    def poll(self) -> int | None:
        """The status once it has ended."""
        ...

    def wait(self) -> int:
        """Wait for its end; the status."""
        ...

    def kill(self) -> None:
        """End it at once, if it has not ended, and wait for that."""
        ...


class _Forked:
    def __init__(self, target: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self._status: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            carry_out(target, *arguments)

    def poll(self) -> int | None:
        return self._look(os.WNOHANG)

    def wait(self) -> int:
        self._look(0)
        assert self._status is not None
        return self._status

    def kill(self) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self.wait()

    def _look(self, how: int) -> int | None:
        if self._status is None:
            ended, status = os.waitpid(self._pid, how)
            if ended:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status


class _Spawned:
    def __init__(self, target: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self._process = context().Process(target=carry_out, args=(target, *arguments))
        self._process.start()

    def poll(self) -> int | None:
        status: int | None = self._process.exitcode
        return status

    def wait(self) -> int:
        self._process.join()
        return int(self._process.exitcode)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


def start(target: Callable[..., object], *arguments: Any) -> Child:
    """Have a function of a module carried out in a process of its own; OSError for want of room.

    It ends with this process where the system can have it so.
    """
    return (_Forked if has_fork() else _Spawned)(target, arguments)


def carry_out(target: Callable[..., object], *arguments: Any) -> NoReturn:
    """In the child: do it and end the process, which never runs on into the parent's code."""
    status = 1
    try:
        die_with_parent()
        target(*arguments)
        status = 0
    except BaseException:  # noqa: BLE001 - the edge of a process: it is told, not lost
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(status)


def context() -> Any:
    """How `multiprocessing` makes what such processes share: locks, queues, pipes.

    For forked ones semaphores have no name, so nothing is left when one is killed.
    """
    import multiprocessing

    return multiprocessing.get_context(start_method())


def shared_memory(size: int) -> Any:
    """So many bytes, all zero, that the children map as well. To be seen through `view`."""
    if has_fork():
        import mmap

        return mmap.mmap(-1, size)
    return context().RawArray("c", size)


def view(memory: Any) -> memoryview:
    """The bytes of shared memory, in this process."""
    return memoryview(memory).cast("B")
