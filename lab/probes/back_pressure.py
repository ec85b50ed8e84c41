"""A queue between producers that are faster than the consumers: what grows, and what waits.

Everybody is a thread. A producer fetches for ``produce_ms`` (it sleeps, as if on the network),
makes an item of ``item_kib`` that is really written to, and puts it into one `queue.Queue`; a
consumer gets an item and works on it for ``consume_ms``. With a bound, `put` waits while the queue
is full: the producers are held to the consumers' pace. Without one the queue takes everything; its
items lie in memory, and each waits for all that came before it.

Memory has a limit that is named: where the queue's items would pass ``limit_mib``, the producers
stop and the probe ends, long before the system would kill somebody. It is the least of what was
asked for, `MOST_MIB` and a quarter of the memory that is free.

All state is the queue's own; the counters belong to one thread each and are summed by the main
thread, which looks ten times a second and tells.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from lab.capabilities import proc

from .durations import Durations
from .probe import Probe

MOST_MIB = 256.0
"""Memory that the items of a queue may take at most."""
MOST_ITEMS = 500_000
"""Items that a queue may hold at most: each has a cost besides its contents."""
MOST_THREADS = 64
"""At either end."""
LOOK_S = 0.1

Item = tuple[float, bytearray]


def run(probe: Probe) -> dict[str, Any]:
    """Produce and consume for ``seconds``, until memory's limit or until the end is wished for.

    Order: ``{"bound": items (0: none), "producers", "consumers", "produce_ms", "consume_ms",
    "item_kib", "seconds", "limit_mib"}``; ``bound``, ``produce_ms`` and ``consume_ms`` may be
    wished for meanwhile. Live: ``{"t_s", "length", "memory_mib", "age_ms" (of what was consumed
    last, None before), "produced", "consumed"}``. Ends with ``{"produced", "consumed",
    "longest_queue", "memory_mib" (at most, beyond the start), "latency_ms": age of an item when
    it is consumed, {"p50", "p95", "p99", "max"}, "left", "oldest_left_ms", "limit_mib",
    "limit_reached_s" (None: it was not), "seconds"}``.
    """
    return Line(probe).carry_out()


class Line:
    """The queue, who works at either end, and the watch over them."""

    def __init__(self, probe: Probe) -> None:
        order = probe.order
        self.probe = probe
        self.seconds = float(order.get("seconds", 5.0))
        self.produce_s = float(order.get("produce_ms", 2.0)) / 1000
        self.consume_s = float(order.get("consume_ms", 5.0)) / 1000
        self.item_bytes = max(1, round(float(order.get("item_kib", 64)) * 1024))
        self.limit_mib = limit_mib(float(order.get("limit_mib", MOST_MIB)))
        self.most = max(1, min(MOST_ITEMS, int(self.limit_mib * 2**20 / self.item_bytes)))
        self.queue: queue.Queue[Item | None] = queue.Queue(max(0, int(order.get("bound", 0))))
        self.over = threading.Event()
        self.full = threading.Event()
        self.longest = 0
        self.memory = 0.0
        self.producers = [Producer(self) for _ in range(_number(order.get("producers", 2)))]
        self.consumers = [Consumer(self) for _ in range(_number(order.get("consumers", 1)))]

    def carry_out(self) -> dict[str, Any]:
        """Start everybody, watch until the end, end everybody."""
        self._own_mib = _private_mib()
        began = time.perf_counter()
        for one in (*self.consumers, *self.producers):
            one.start()
        reached = None
        while not self.probe.stopped and time.perf_counter() - began < self.seconds:
            self.probe.wait(min(LOOK_S, max(0.0, began + self.seconds - time.perf_counter())))
            self._heed(self.probe.wishes())
            self._look(time.perf_counter() - began)
            if self.full.is_set():
                reached = time.perf_counter() - began
                break
        lasted = time.perf_counter() - began
        left, oldest_ms = self._end()
        ages = Durations()
        for consumer in self.consumers:
            ages.take(consumer.ages)
        return {
            "produced": self.produced,
            "consumed": self.consumed,
            "longest_queue": max(self.longest, *(one.longest for one in self.producers)),
            "memory_mib": self.memory,
            "latency_ms": ages.figures(),
            "left": left,
            "oldest_left_ms": oldest_ms,
            "limit_mib": self.limit_mib,
            "limit_reached_s": reached,
            "seconds": lasted,
        }

    @property
    def produced(self) -> int:
        """Items put into the queue."""
        return sum(one.made for one in self.producers)

    @property
    def consumed(self) -> int:
        """Items worked on."""
        return sum(one.used for one in self.consumers)

    def _heed(self, wished: dict[str, Any]) -> None:
        self.produce_s = float(wished.get("produce_ms", self.produce_s * 1000)) / 1000
        self.consume_s = float(wished.get("consume_ms", self.consume_s * 1000)) / 1000
        if "bound" in wished:
            self._set_bound(max(0, int(wished["bound"])))

    def _set_bound(self, bound: int) -> None:
        with self.queue.mutex:
            # With 0, who waits in `put` already would wait on.
            self.queue.maxsize = bound or sys.maxsize
            self.queue.not_full.notify_all()

    def _look(self, t_s: float) -> None:
        length = self.queue.qsize()
        self.longest = max(self.longest, length)
        private = _private_mib()
        if private is not None and self._own_mib is not None:
            memory = max(0.0, private - self._own_mib)
        else:
            memory = length * self.item_bytes / 2**20
        self.memory = max(self.memory, memory)
        ages = [one.last_ms for one in self.consumers if one.last_ms is not None]
        self.probe.emit(
            t_s=t_s,
            length=length,
            memory_mib=memory,
            age_ms=max(ages, default=None),
            produced=self.produced,
            consumed=self.consumed,
        )

    def _end(self) -> tuple[int, float | None]:
        """Send everybody home; how many items are left, and how long the oldest has waited."""
        self.over.set()
        now = time.perf_counter()
        with self.queue.mutex:
            left = [item for item in self.queue.queue if item is not None]
            self.queue.queue.clear()
            self.queue.queue.extend([None] * len(self.consumers))
            self.queue.maxsize = sys.maxsize
            self.queue.not_full.notify_all()
            self.queue.not_empty.notify_all()
        for one in (*self.producers, *self.consumers):
            one.join(0.2)
        return len(left), (now - left[0][0]) * 1000 if left else None


class Producer(threading.Thread):
    """Makes items until it is over, or until the queue's items would pass memory's limit."""

    def __init__(self, line: Line) -> None:
        super().__init__(name="producer", daemon=True)
        self.line = line
        self.made = 0
        self.longest = 0
        """Of the queue, seen right after a `put`."""

    def run(self) -> None:
        """Fetch, make, put."""
        line = self.line
        while not line.over.wait(line.produce_s):
            if line.queue.qsize() >= line.most:
                line.full.set()
                return
            # Written to, all of it: pages that nobody has written to take no memory.
            item = bytearray(b"x") * line.item_bytes
            line.queue.put((time.perf_counter(), item))
            if not line.over.is_set():
                self.made += 1
                self.longest = max(self.longest, line.queue.qsize())


class Consumer(threading.Thread):
    """Takes items until it is told to stop."""

    def __init__(self, line: Line) -> None:
        super().__init__(name="consumer", daemon=True)
        self.line = line
        self.used = 0
        self.ages = Durations()
        """How long items had waited."""
        self.last_ms: float | None = None

    def run(self) -> None:
        """Get, note its age, work on it."""
        line = self.line
        while (item := line.queue.get()) is not None:
            self.last_ms = (time.perf_counter() - item[0]) * 1000
            self.ages.add(self.last_ms)
            del item  # its memory is free while the work on it goes on
            line.over.wait(line.consume_s)
            self.used += 1


def limit_mib(wanted: float) -> float:
    """The memory that items may take here: ``wanted``, but no more than is safe."""
    with suppress(OSError, ValueError):
        for line in proc("meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return max(1.0, min(wanted, MOST_MIB, int(line.split()[1]) / 1024 / 4))
    return max(1.0, min(wanted, MOST_MIB))


def _number(wanted: Any) -> int:
    return min(MOST_THREADS, max(1, int(wanted)))


def _private_mib() -> float | None:
    """Memory of this process that it shares with nobody; None where the system does not tell."""
    with suppress(OSError, ValueError):
        _, resident, shared, *_ = proc("self", "statm").read_text(encoding="ascii").split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return None
