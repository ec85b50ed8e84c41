"""Ways to hand messages over: each opens a pair of ends and puts a peer at the far one.

A channel has two lines, there and back. The peer is a thread or a child process which first takes
in what comes until an empty message, says so, and then sends every message back until another
empty one. What is in flight is bounded everywhere, for a queue without a bound would hoard memory
and time its sender only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import children

IN_FLIGHT = 32 << 20
"""Bytes under way at most, or two messages."""
_MOST = 256
_SLOT_HEAD = 8


class Channel:
    """One pair of lines with a peer at the other end."""

    def __init__(self, there: Any, back: Any, end: Callable[[], None], close: Any = None) -> None:
        self.put, self.get = there.put, back.get
        self._end = end
        self._close = close

    def close(self) -> None:
        """Wait for the peer, which was sent an empty message, and close what was opened."""
        self._end()
        if self._close is not None:
            self._close()


def room(size: int) -> int:
    """How many messages of ``size`` bytes may be under way."""
    return max(2, min(_MOST, IN_FLIGHT // size))


def open_channel(name: str, size: int) -> Channel:
    """A channel of this name for messages of ``size`` bytes, its peer at work."""
    return CHANNELS[name](size)


def _peer(source: Any, target: Any) -> None:
    """Take in, say so; then send back."""
    while source.get():
        pass
    target.put(b"!")
    while message := source.get():
        target.put(message)


def _in_process(source: Any, target: Any) -> Callable[[], None]:
    """Put a peer in a process at the far end; how to wait for its end."""
    child = children.start(_be_peer, source, target)

    def end() -> None:
        if status := child.wait():
            raise RuntimeError(f"the other process ended with status {status}")

    return end


def _be_peer(source: Any, target: Any) -> None:
    _peer(source, target)
    if hasattr(target, "join_thread"):
        target.close()
        target.join_thread()


def _thread_queue(size: int) -> Channel:
    """Two `queue.Queue` between threads: a message is handed over as it is, never copied."""
    import queue
    import threading

    there: queue.Queue[bytes] = queue.Queue(room(size))
    back: queue.Queue[bytes] = queue.Queue(room(size))
    peer = threading.Thread(target=_peer, args=(there, back))
    peer.start()
    return Channel(there, back, peer.join)


def _process_queue(size: int) -> Channel:
    """Two `multiprocessing.Queue`: pickled by a thread of the sender, read from a pipe."""
    context = children.context()
    there, back = context.Queue(room(size)), context.Queue(room(size))
    end = _in_process(there, back)

    def close() -> None:
        for line in (there, back):
            line.close()
            line.join_thread()

    return Channel(there, back, end, close)


class _End:
    """One end of a connection, called as a queue is."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.put, self.get = connection.send_bytes, connection.recv_bytes

    def __reduce__(self) -> tuple[Any, ...]:
        return _End, (self._connection,)


def _pipe(_size: int) -> Channel:
    """A `multiprocessing.Pipe` there and one back, bytes without pickling."""
    context = children.context()
    far_in, near_out = context.Pipe(duplex=False)
    near_in, far_out = context.Pipe(duplex=False)
    end = _in_process(_End(far_in), _End(far_out))

    def close() -> None:
        for line in (far_in, near_out, near_in, far_out):
            line.close()

    return Channel(_End(near_out), _End(near_in), end, close)


def _manager(size: int) -> Channel:
    """Two queues of a manager: they live in a process of its own, and both ends talk to that."""
    manager = children.context().Manager()
    there, back = manager.Queue(room(size)), manager.Queue(room(size))
    end = _in_process(there, back)
    return Channel(there, back, end, manager.shutdown)


class Ring:
    """Slots in memory that both processes map, and two semaphores: free ones and filled ones.

    One process puts, one gets; each copies the bytes once.
    """

    def __init__(self, context: Any, size: int) -> None:
        self._slots = room(size)
        self._step = _SLOT_HEAD + size
        self._memory = children.shared_memory(self._slots * self._step)
        self._bytes = children.view(self._memory)
        self._free = context.Semaphore(self._slots)
        self._filled = context.Semaphore(0)
        self._next = 0

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_bytes"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._bytes = children.view(self._memory)

    def put(self, message: bytes) -> None:
        """Copy ``message`` into the next free slot."""
        self._free.acquire()
        at = self._next % self._slots * self._step
        self._next += 1
        length = len(message)
        self._bytes[at : at + _SLOT_HEAD] = length.to_bytes(_SLOT_HEAD, "little")
        self._bytes[at + _SLOT_HEAD : at + _SLOT_HEAD + length] = message
        self._filled.release()

    def get(self) -> bytes:
        """Copy the next message out."""
        self._filled.acquire()
        at = self._next % self._slots * self._step
        self._next += 1
        length = int.from_bytes(self._bytes[at : at + _SLOT_HEAD], "little")
        message = bytes(self._bytes[at + _SLOT_HEAD : at + _SLOT_HEAD + length])
        self._free.release()
        return message

    def close(self) -> None:
        """Give the memory back; it goes when the other process has let go of it, too."""
        self._bytes.release()
        del self._memory


def _shared_memory(size: int) -> Channel:
    """A ring there and one back in memory that both processes map."""
    context = children.context()
    there, back = Ring(context, size), Ring(context, size)
    end = _in_process(there, back)

    def close() -> None:
        there.close()
        back.close()

    return Channel(there, back, end, close)


CHANNELS: dict[str, Callable[[int], Channel]] = {
    "thread-queue": _thread_queue,
    "process-queue": _process_queue,
    "pipe": _pipe,
    "manager": _manager,
    "shared-memory": _shared_memory,
}
