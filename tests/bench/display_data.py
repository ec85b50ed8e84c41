"""Made-up readings of a run, shaped like real ones, for benchmarks of the display."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lab.session.snapshot import RECORD, CoreLoad, Lane

STEP_S = 0.1


class Feed:
    """A run that never was: figures that wander, tasks that queue for one GIL in each process."""

    def __init__(
        self, *, lanes: int = 8, processes: int = 2, tasks_per_s: float = 200.0, cores: int = 2
    ) -> None:
        self._random = np.random.default_rng(7)
        self._processes = processes
        self._count = lanes
        self._rate = tasks_per_s / lanes
        self._cores = cores
        self._free = np.zeros(lanes)
        self._level = 70.0
        self.t_s = 0.0

    def step(self) -> None:
        """Let a tenth of a second pass."""
        self.t_s += STEP_S
        self._level += (70 - self._level) * 0.1 + self._random.normal() * 0.9

    def throughput(self) -> dict[str, float | None]:
        """Total and three kinds, tasks a second."""
        noise = self._random.normal(0, 0.6, 4)
        shares = {"total": 1.0, "cpu": 0.55, "io": 0.3, "disk": 0.15}
        return {
            key: self._level * share + float(wobble)
            for (key, share), wobble in zip(shares.items(), noise, strict=True)
        }

    def latency(self) -> dict[str, float | None]:
        """Three percentiles, ms."""
        noise = self._random.normal(0, 1.0, 3)
        return {
            "p50": 55 + float(noise[0]),
            "p95": 84 + 2 * float(noise[1]),
            "p99": 97 + 4 * float(noise[2]),
        }

    def lanes(self) -> tuple[Lane, ...]:
        """The lanes, each with a task in progress; ask for :meth:`records` first."""
        each = -(-self._count // self._processes)
        return tuple(
            Lane(
                id=i,
                worker=i // each,
                thread=i % each,
                coroutine=None,
                state="running",
                running=0.24 + 0.02 * float(self._random.normal()),
                busy_s=max(0.0, self.t_s - float(self._free[i])),
            )
            for i in range(self._count)
        )

    def records(self) -> NDArray[np.void]:
        """The tasks that ended since the last call."""
        made = []
        for lane in range(self._count):
            while True:
                took = float(self._random.gamma(8.0, 1 / self._rate / 8.0))
                if self._free[lane] + took > self.t_s:
                    break
                start = float(self._free[lane])
                self._free[lane] += took
                kind = int(self._random.random() < 0.25)
                running = 0.02 if kind else float(np.clip(self._random.normal(0.27, 0.08), 0, 1))
                gil = 0.0 if kind else (1 - running) * 0.96
                core = 0.0 if kind else 1 - running - gil
                io = 1 - running - gil - core
                made.append((lane, kind, False, start, start + took, running, gil, core, io))
        return np.array(made, RECORD)

    def cores(self) -> tuple[CoreLoad, ...]:
        """The load of every core."""
        own = np.clip(self._random.normal(0.5 / max(1, self._cores / 2), 0.05, self._cores), 0, 0.9)
        other = np.clip(self._random.normal(0.06, 0.03, self._cores), 0, 0.1)
        return tuple(
            CoreLoad(load=float(a + b), experiment=float(a))
            for a, b in zip(own, other, strict=True)
        )
