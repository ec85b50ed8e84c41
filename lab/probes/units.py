"""What is started to find out what starting and keeping it costs; a class a kind of unit.

``start`` starts so many more, each ready to work when it returns, and they all stay alive until
``end``. What children carry out is in `lab.probes.idle`, which a spawned one has to import.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Protocol

from lab.capabilities import has_fork
from lab.spec.words import told

from . import idle
from .probe import UnavailableError
from .smaps import Memory, memory_of


class Units(Protocol):
    """Some units of one kind, alive."""

    def start(self, count: int) -> None:
        """Start ``count`` more and wait until they are ready."""

    def memory(self) -> Memory | None:
        """What all of them take now, besides what is there without any."""

    def end(self) -> None:
        """End them all."""


class Threads:
    """Threads that wait for a lock."""

    def __init__(self) -> None:
        import threading

        self._make = threading.Thread
        self._gate = threading.Lock()
        self._gate.acquire()
        self._alive: list[Any] = []

    def start(self, count: int) -> None:
        """`Thread.start` returns when the thread has begun."""
        for _ in range(count):
            thread = self._make(target=self._wait)
            thread.start()
            self._alive.append(thread)

    def _wait(self) -> None:
        with self._gate:
            pass

    def memory(self) -> Memory | None:
        """Of this process: what it grows by is theirs."""
        return memory_of()

    def end(self) -> None:
        """Open the gate."""
        self._gate.release()
        for thread in self._alive:
            thread.join()


class Coroutines:
    """Tasks of one event loop that wait for an event."""

    def __init__(self) -> None:
        import asyncio

        self._asyncio = asyncio
        self._loop = asyncio.new_event_loop()
        self._gate = asyncio.Event()
        self._alive: list[Any] = []
        self._ready = 0

    def start(self, count: int) -> None:
        """Create tasks and let the loop take each to its first await."""
        self._loop.run_until_complete(self._more(count))

    async def _more(self, count: int) -> None:
        wanted = self._ready + count
        self._alive += [self._loop.create_task(self._wait()) for _ in range(count)]
        while self._ready < wanted:
            await self._asyncio.sleep(0)

    async def _wait(self) -> None:
        self._ready += 1
        await self._gate.wait()

    def memory(self) -> Memory | None:
        """Of this process: what it grows by is theirs."""
        return memory_of()

    def end(self) -> None:
        """Open the gate."""
        self._gate.set()
        self._loop.run_until_complete(self._asyncio.gather(*self._alive))
        self._loop.close()


class Processes:
    """Processes that wait; ``method`` is how they are started."""

    def __init__(self, method: str) -> None:
        self._context = context_of(method)
        self._ready, self._tells = self._context.Pipe(duplex=False)
        self._alive: list[Any] = []

    def start(self, count: int) -> None:
        """Start one after another; each says when it is ready."""
        for _ in range(count):
            process = self._context.Process(target=idle.wait, args=(self._tells,), daemon=True)
            process.start()
            self._alive.append(process)
            if not self._ready.poll(idle.PATIENCE_S):
                raise RuntimeError("a process did not get ready")
            self._ready.recv_bytes()

    def memory(self) -> Memory | None:
        """Of all of them."""
        return total(process.pid for process in self._alive)

    def end(self) -> None:
        """Kill them: they hold nothing."""
        for process in self._alive:
            process.kill()
        for process in self._alive:
            process.join()


class PoolWorkers:
    """Workers of a `ProcessPoolExecutor`, each with a task that waits.

    Forked ones only: a pool that is started in another way has semaphores with names, which stay
    in the system when it is killed half-way.
    """

    def __init__(self) -> None:
        self._context = context_of("fork")
        self._ready, self._tells = self._context.Pipe(duplex=False)
        self._holds, self._lets_go = self._context.Pipe(duplex=False)
        self._pool: Any = None
        self._tasks: list[Any] = []
        self._pids: list[int] = []

    def start(self, count: int) -> None:
        """Make the pool, once, and give each worker a task."""
        from concurrent.futures import ProcessPoolExecutor

        if self._pool is not None:
            raise ValueError("a pool has the workers it was made with")
        self._pool = ProcessPoolExecutor(
            count,
            mp_context=self._context,
            initializer=idle.introduce,
            initargs=(self._tells, self._holds),
        )
        self._tasks = [self._pool.submit(idle.hold) for _ in range(count)]
        for _ in range(count):
            if not self._ready.poll(idle.PATIENCE_S):
                raise RuntimeError("a worker of the pool did not get ready")
            self._pids.append(int(self._ready.recv_bytes()))

    def memory(self) -> Memory | None:
        """Of all workers."""
        return total(self._pids)

    def end(self) -> None:
        """Let the tasks end, and shut the pool down."""
        if self._pool is not None:
            os.write(self._lets_go.fileno(), b"." * len(self._tasks))
            self._pool.shutdown()


class Interpreters:
    """Sub-interpreters of this process, each with a GIL of its own, that have run a line."""

    def __init__(self) -> None:
        self._create, self._run = _interpreters()
        self._alive: list[Any] = []

    def start(self, count: int) -> None:
        """Create them, and have each run something."""
        for _ in range(count):
            made = self._create()
            self._run(made, "ready = True")
            self._alive.append(made)

    def memory(self) -> Memory | None:
        """Of this process: what it grows by is theirs."""
        return memory_of()

    def end(self) -> None:
        """They end with the process that was made for them."""


def total(pids: Any) -> Memory | None:
    """The memory of all ``pids``; None where one cannot be read."""
    found = [memory_of(pid) for pid in pids]
    known = [memory for memory in found if memory is not None]
    if len(known) < len(found):
        return None
    return Memory(sum(memory.uss for memory in known), sum(memory.pss for memory in known))


def context_of(method: str) -> Any:
    """The context of a start method; UnavailableError where the system does not have it."""
    import multiprocessing

    known = multiprocessing.get_all_start_methods()
    if method not in known or (method != "spawn" and not has_fork()):
        raise UnavailableError(told("this system cannot start processes by {way}", way=method))
    return multiprocessing.get_context(method)


def _interpreters() -> tuple[Callable[[], Any], Callable[[Any, str], Any]]:
    """How this Python makes an interpreter and has it run something."""
    import importlib
    import sys

    version = tuple(sys.version_info[:2])
    if version < (3, 12):  # there are some, but all of them take turns at one GIL
        raise UnavailableError(
            told("sub-interpreters with a GIL of their own need Python 3.12 or newer")
        )
    name = "_interpreters" if version >= (3, 13) else "_xxsubinterpreters"
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        raise UnavailableError(told("this Python has no sub-interpreters")) from error
    if version >= (3, 13):
        return module.create, module.exec
    return lambda: module.create(isolated=True), module.run_string
