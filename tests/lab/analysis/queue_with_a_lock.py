"""A program that obeys the Universal Scalability Law exactly, simulated and real.

In every round all lanes sleep for ``p`` seconds, then hold one lock, one after another, for
``s + k (lanes - 1)`` seconds each: the second part is what it costs to agree with all the others.
A round takes ``p + lanes s + k lanes (lanes - 1)`` and does a task for every lane, so throughput is
the law's with one lane's ``1 / (p + s)``, alpha ``s / (p + s)`` and beta ``k / (p + s)``; with
``k = 0`` it is Amdahl's.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Work:
    """Times in seconds."""

    p: float
    s: float
    k: float = 0.0

    @property
    def alpha(self) -> float:
        return self.s / (self.p + self.s)

    @property
    def beta(self) -> float:
        return self.k / (self.p + self.s)

    def hold(self, lanes: int) -> float:
        return self.s + self.k * (lanes - 1)


def simulated(work: Work, lanes: int, seconds: float, dice: np.random.Generator) -> float:
    """Tasks/s of a run of about ``seconds``.

    Every hold takes exponentially long, as waits in queues do, and the machine is by some percent
    faster or slower than last time.
    """
    rounds = max(1, round(seconds / (work.p + lanes * work.hold(lanes))))
    held = dice.exponential(work.hold(lanes), (rounds, lanes)).sum()
    pace = float(np.exp(dice.normal(0.0, 0.02)))
    return pace * rounds * lanes / (rounds * work.p + float(held))


def measured(work: Work, lanes: int, rounds: int) -> tuple[float, float, float]:
    """Tasks/s with real threads, a real lock and real sleep; and the mean sleep and hold in s.

    A sleep is longer than asked for, by what the system's timer and a switch take: the truth to
    find is that of the sleeps that were really slept.
    """
    lock, barrier = threading.Lock(), threading.Barrier(lanes)
    slept, held = [0.0] * lanes, [0.0] * lanes
    spans = [(0.0, 0.0)] * lanes

    def lane(number: int) -> None:
        barrier.wait()
        begun = time.perf_counter()
        for _ in range(rounds):
            start = time.perf_counter()
            time.sleep(work.p)
            slept[number] += time.perf_counter() - start
            with lock:
                start = time.perf_counter()
                time.sleep(work.hold(lanes))
                held[number] += time.perf_counter() - start
            barrier.wait()
        spans[number] = begun, time.perf_counter()

    threads = [threading.Thread(target=lane, args=(number,)) for number in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = max(end for _, end in spans) - min(begin for begin, _ in spans)
    tasks = rounds * lanes
    return tasks / seconds, sum(slept) / tasks, sum(held) / tasks
