"""From starting the engine's process to its first lane, over what a bare interpreter takes.

The clock starts when the session is told to start, so the board and the run's folder are in it.
A bare interpreter is `python -I -S -c pass`, from its start to its end.
"""

from __future__ import annotations

import dataclasses
import statistics
import subprocess
import time
from collections.abc import Iterator

from lab.runtime import layout as at
from lab.spec import Experiment

from .drive import experiment, run, running
from .figure import Figure
from .pythons import pythons

THREADS_MS, COROUTINES_MS = 60.0, 150.0


def measure(quick: bool) -> Iterator[Figure]:
    """Two figures for each Python found: with and without an event loop."""
    repeats = 2 if quick else 7
    for version, python in pythons().items():
        plain = dataclasses.replace(experiment("threads", "wait", threads=1), python=python)
        looped = dataclasses.replace(experiment("asyncio", "wait", coroutines=1), python=python)
        run(_first_lane(looped))  # its modules are compiled and cached by now
        bare, threads, coroutines = [], [], []
        for _ in range(repeats):
            bare.append(_bare_ms(python))
            threads.append(run(_first_lane(plain)))
            coroutines.append(run(_first_lane(looped)))
        for name, mine, most in (
            ("", threads, THREADS_MS),
            (" with coroutines", coroutines, COROUTINES_MS),
        ):
            yield Figure(
                bench="Engine ready, over a bare interpreter",
                name=f"CPython {version}{name}",
                values=tuple(a - b for a, b in zip(mine, bare, strict=True)),
                unit="ms",
                most=most,
                peer=f"bare interpreter {statistics.median(bare):.0f} ms",
            )


def _bare_ms(python: str) -> float:
    before = time.perf_counter()
    subprocess.run([python, "-I", "-S", "-c", "pass"], check=True)
    return (time.perf_counter() - before) * 1000


async def _first_lane(wanted: Experiment) -> float:
    """Milliseconds from asking for a run to its first lane's start, by the board."""
    before = time.perf_counter_ns()
    async with running(wanted) as session:
        assert session._recording is not None
        while True:
            headers = session._recording.sampler.board.headers()
            started = headers[headers[:, at.STARTED_NS] > 0][:, at.STARTED_NS]
            if len(started):
                return float(started.min() - before) / 1e6
