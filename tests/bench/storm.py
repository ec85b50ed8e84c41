"""A hundred slider moves a second for seconds on end, of levels and of sizes.

The moves go to and fro between two settings; the same two, at rest, are what the throughput under
the storm is held against. After the last move the lanes must be as many as are wanted, soon.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence

from lab.spec import Experiment, Value

from .drive import PACE_S, experiment, run, running, throughput
from .figure import Figure

MOVES_PER_S = 100
LEAST, REST_S = 0.95, 0.5
BENCH = "A storm of 100 slider moves a second"
Moves = Sequence[tuple[str, Value]]


def measure(quick: bool) -> Iterator[Figure]:
    """Throughput kept and time to rest, for threads and for processes."""
    seconds, repeats = (1.5, 1) if quick else (5.0, 2)
    for level, low, high in (("threads", 8, 9), ("processes", 2, 3)):
        calm = [_waits(level, number, ms) for number, ms in ((low, 20.0), (high, 20.2))]
        moves: Moves = [
            (level, high),
            ("wait.ms", 20.2),
            (level, low),
            ("wait.ms", 20.0),
        ]
        kept, rest, answered = [], [], []
        for _ in range(repeats):
            expected = [run(throughput(wanted, seconds / 3)) for wanted in calm]
            per_s, rest_s, moved = run(_storm(calm[0], moves, seconds))
            kept.append(per_s / (sum(expected) / 2))
            rest.append(rest_s)
            answered.append(moved / seconds)
        name = f"{low} to {high} {level} and the length of their waits"
        yield Figure(
            bench=BENCH,
            name=f"{name}: throughput kept",
            values=tuple(kept),
            unit="×",
            least=LEAST,
            note=f"{answered[0]:.0f} moves a second were made",
        )
        yield Figure(
            bench=BENCH, name=f"{name}: back to rest", values=tuple(rest), unit="s", most=REST_S
        )


def _waits(level: str, number: int, ms: float) -> Experiment:
    return experiment(level, "wait", {"ms": ms}, **{level: number})


async def _storm(wanted: Experiment, moves: Moves, seconds: float) -> tuple[float, float, int]:
    """Tasks per second under the storm, seconds to rest after it, and moves made."""
    async with running(wanted) as session:
        await asyncio.sleep(0.3)
        first = session.sample()
        began = time.perf_counter()
        count, read = 0, 0.0
        while (now := time.perf_counter() - began) < seconds:
            session.steer(*moves[count % len(moves)])
            count += 1
            if now - read >= PACE_S:
                read = now
                session.sample()
            await asyncio.sleep(max(0.0, count / MOVES_PER_S - (time.perf_counter() - began)))
        last = session.sample()
        ended = time.perf_counter()
        while time.perf_counter() - ended < 5:
            snapshot = session.sample()
            wanted_now = session.experiment.shape
            if (
                snapshot.lanes_alive == wanted_now.lanes
                and not session._steering.unanswered
                and snapshot.processes_alive == wanted_now.processes
            ):
                break
            await asyncio.sleep(0.005)
        rest_s = time.perf_counter() - ended
    per_s = (last.tasks_done - first.tasks_done) / (last.t_s - first.t_s)
    return per_s, rest_s, count
