"""The clients of `lab.probes.connections`: coroutines of one loop, or a thread each.

Both do the same: connect, send a message and wait for it to come back, wait until all are there,
send messages to and fro for a time, and close.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from .echo import MESSAGE, leave_no_trace

_AT_ONCE = 200
"""Connections under way: more than the server's backlog holds would be tried again much later."""
PATIENCE_S = 60.0


class AsyncClients:
    """Coroutines with streams, all in this thread."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._go = asyncio.Event()
        self._until = 0.0
        self._answers = 0
        self._tasks: list[asyncio.Task[None]] = []
        self.connected = 0
        self._problem: OSError | RuntimeError | None = None

    def connect(self, count: int) -> OSError | RuntimeError | None:
        """Connect so many more; what stopped it."""
        self._loop.run_until_complete(self._connect(count))
        return self._problem

    async def _connect(self, count: int) -> None:
        room = asyncio.Semaphore(_AT_ONCE)
        made = 0
        while made < count and self._problem is None:
            await room.acquire()
            self._tasks.append(self._loop.create_task(self._client(room.release)))
            made += 1
        for _ in range(_AT_ONCE):  # the last of them have had their answer when all is free
            await asyncio.wait_for(room.acquire(), PATIENCE_S)

    async def _client(self, done: Callable[[], None]) -> None:
        try:
            reader, writer = await asyncio.open_connection(*self._address)
            leave_no_trace(writer.get_extra_info("socket"))
            writer.write(MESSAGE)
            await reader.readexactly(len(MESSAGE))
        except asyncio.IncompleteReadError:
            self._problem = ConnectionResetError("the server closed the connection")
            return
        except OSError as error:
            self._problem = error
            return
        finally:
            done()
        self.connected += 1
        await self._go.wait()
        with suppress(OSError, asyncio.IncompleteReadError):
            while time.perf_counter() < self._until:
                writer.write(MESSAGE)
                await reader.readexactly(len(MESSAGE))
                self._answers += 1
        writer.close()

    def requests(self, seconds: float) -> float:
        """Requests a second, all at once for so long; afterwards they end."""
        return self._loop.run_until_complete(self._requests(seconds))

    async def _requests(self, seconds: float) -> float:
        began = time.perf_counter()
        self._until = began + seconds
        self._go.set()
        await asyncio.gather(*self._tasks)
        return self._answers / (time.perf_counter() - began)

    def close(self) -> None:
        """Close the loop; its clients have closed their connections."""
        self._loop.close()


class ThreadClients:
    """A thread a connection, with blocking sockets."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._ready = threading.Semaphore(0)
        self._go = threading.Event()
        self._until = 0.0
        self._threads: list[threading.Thread] = []
        self._answers: list[int] = []
        self._connected: list[None] = []
        self._problem: OSError | RuntimeError | None = None

    @property
    def connected(self) -> int:
        """How many are."""
        return len(self._connected)

    def connect(self, count: int) -> OSError | RuntimeError | None:
        """Start so many more threads and wait until each is connected; what stopped it."""
        started = 0
        for _ in range(count):
            if self._problem is not None:
                break
            thread = threading.Thread(target=self._client)
            try:
                thread.start()
            except RuntimeError as error:  # can't start new thread
                self._problem = error
                break
            self._threads.append(thread)
            started += 1
            if started > _AT_ONCE:
                self._wait()
        for _ in range(min(started, _AT_ONCE)):
            self._wait()
        return self._problem

    def _wait(self) -> None:
        if not self._ready.acquire(timeout=PATIENCE_S):
            raise TimeoutError("a connection was not made in time")

    def _client(self) -> None:
        try:
            line = socket.create_connection(self._address)
        except OSError as error:
            self._problem = error
            self._ready.release()
            return
        with line:
            try:
                leave_no_trace(line)
                line.sendall(MESSAGE)
                _receive(line)
            except OSError as error:
                self._problem = error
                self._ready.release()
                return
            self._connected.append(None)
            self._ready.release()
            self._go.wait()
            answers = 0
            with suppress(OSError):
                while time.perf_counter() < self._until:
                    line.sendall(MESSAGE)
                    _receive(line)
                    answers += 1
            self._answers.append(answers)

    def requests(self, seconds: float) -> float:
        """Requests a second, all at once for so long; afterwards they end."""
        began = time.perf_counter()
        self._until = began + seconds
        self._go.set()
        for thread in self._threads:
            thread.join()
        return sum(self._answers) / (time.perf_counter() - began)

    def close(self) -> None:
        """Nothing is left: the threads have ended and closed their sockets."""


def _receive(line: socket.socket) -> None:
    left = len(MESSAGE)
    while left:
        data = line.recv(left)
        if not data:
            raise ConnectionResetError("the server closed the connection")
        left -= len(data)
