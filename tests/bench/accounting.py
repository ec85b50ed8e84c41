"""What the engine's own loop costs a task, by the threads' CPU clocks.

The engine carries out empty tasks, each accounted for by itself; the CPU time on the board divided
by their number is all a task costs there. From it is taken what a plain loop around the same call
costs in a fresh interpreter of the same Python. CPU time, because who else uses the core does not
matter to it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from lab.runtime import layout as at
from lab.session import Session

from .drive import experiment, program, run, running, watch
from .figure import Figure
from .pythons import pythons

MOST_US = {"3.11": 3.0}
OTHERWISE_US = 4.0


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each Python found."""
    seconds, repeats = (0.2, 2) if quick else (0.5, 5)
    for version, python in pythons().items():
        mine, bare = [], []
        for _ in range(repeats):
            mine.append(run(_engine(python, seconds)))
            order = {"rival": "bare call", "calls": 300_000, "repeats": 3}
            bare.append(float(np.median(program("rivals", order, python=python))))
        yield Figure(
            bench="Accounting",
            name=f"a task's accounting, CPython {version}",
            values=tuple((a - b) / 1000 for a, b in zip(mine, bare, strict=True)),
            unit="µs",
            most=MOST_US.get(version, OTHERWISE_US),
            peer=f"bare call loop {np.median(bare):.0f} ns",
        )


async def _engine(python: str, seconds: float) -> float:
    """CPU ns of one empty task in the engine."""
    plain = experiment("threads", "python-cpu", {"ms": 0.0}, threads=1)
    empty = dataclasses.replace(
        plain, python=python, options=dataclasses.replace(plain.options, batches=False)
    )
    async with running(empty, loops_per_ms=1.0) as session:
        await watch(session, 0.05)
        before = _counters(session)
        await watch(session, seconds, settle_s=0.0)
        done, cpu_ns = np.array(_counters(session)) - before
        return float(cpu_ns / done)


def _counters(session: Session) -> tuple[int, int]:
    """Tasks done and their CPU time in ns, straight from the last reading of the board."""
    assert session._recording is not None
    totals = session._recording.sampler.readings[-1].totals.totals
    return int(totals[:, at.DONE].sum()), int(totals[:, at.CPU_NS].sum())
