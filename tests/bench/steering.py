"""From a slider's move to its marker, and to the first figure of the lanes it brought.

A figure is there when a reading at the window's pace (ten a second) holds a task of a lane that did
not exist before the move; moves fall anywhere between two readings. Under a GIL that other lanes
compute behind, a new lane has to queue for its first turn, so there is no target beside 64 of them.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from lab.session import Session
from lab.spec import Experiment

from .drive import PACE_S, experiment, run, running
from .figure import Figure

MARKER_MS, FIGURE_MS = 50.0, 200.0
PATIENCE_S = 8.0


@dataclass(frozen=True)
class Case:
    """A run, the level that is moved up by one, and whether the GIL lets a figure be on time."""

    name: str
    wanted: Experiment
    level: str
    timely: bool = True


def cases() -> tuple[Case, ...]:
    """Every way a lane can come."""

    def waits(approach: str, **levels: int) -> Experiment:
        return experiment(approach, "wait", {"ms": 10.0}, **levels)

    def computing(threads: int) -> Experiment:
        return experiment("threads", "python-cpu", {"ms": 1.0}, threads=threads)

    return (
        Case("threads, beside 8 that wait", waits("threads", threads=8), "threads"),
        Case("threads, beside 1 that computes", computing(1), "threads"),
        Case("threads, beside 8 that compute", computing(8), "threads"),
        Case("threads, beside 63 that compute", computing(63), "threads", timely=False),
        Case("processes, beside 2 that wait", waits("processes", processes=2), "processes"),
        Case("coroutines, beside 16 that wait", waits("asyncio", coroutines=16), "coroutines"),
    )


def measure(quick: bool) -> Iterator[Figure]:
    """Two figures for each case."""
    repeats = 2 if quick else 5
    dice = random.Random(5)
    markers: list[float] = []
    for case in cases():
        moves = run(_moves(case, repeats, dice))
        markers += moves.markers_ms
        late = moves.never
        yield Figure(
            bench="Moving a slider",
            name=f"first figure of new {case.name}",
            values=tuple(moves.figures_ms),
            unit="ms",
            most=FIGURE_MS if case.timely else None,
            note=("" if case.timely else "the GIL's own queue: no target")
            + (f"; {late} of {repeats} not within {PATIENCE_S:.0f} s" if late else ""),
        )
    yield Figure(
        bench="Moving a slider",
        name="the session's marker, all cases",
        values=tuple(markers),
        unit="ms",
        most=MARKER_MS,
    )


@dataclass
class Moves:
    """What some moves took, in ms; ``never`` counts those that brought no figure in time."""

    markers_ms: list[float] = field(default_factory=list)
    figures_ms: list[float] = field(default_factory=list)
    never: int = 0


async def _moves(case: Case, repeats: int, dice: random.Random) -> Moves:
    moves = Moves()
    low: int = getattr(case.wanted.topology, case.level)
    async with running(case.wanted) as session:
        known = await _readings(session, 0.6)
        for _ in range(repeats):
            await asyncio.sleep(dice.random() * PACE_S)
            began = time.perf_counter()
            session.steer(case.level, low + 1)
            moves.markers_ms.append((time.perf_counter() - began) * 1000)
            # The next reading of a pace that was there before the move comes at any moment.
            await asyncio.sleep(dice.random() * PACE_S)
            while True:
                snapshot = session.sample()
                seen = set(snapshot.records["lane"].tolist())
                if seen - known:
                    moves.figures_ms.append((time.perf_counter() - began) * 1000)
                    break
                if time.perf_counter() - began > PATIENCE_S:
                    moves.never += 1
                    break
                await asyncio.sleep(PACE_S)
            session.steer(case.level, low)
            known |= await _rested(session)
    return moves


async def _readings(session: Session, seconds: float) -> set[int]:
    """Lanes seen for some time."""
    known: set[int] = set()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        await asyncio.sleep(PACE_S)
        snapshot = session.sample()
        known |= set(snapshot.records["lane"].tolist()) | {lane.id for lane in snapshot.lanes}
    return known


async def _rested(session: Session) -> set[int]:
    """Lanes seen until there are as many as are wanted, and a moment longer."""
    known: set[int] = set()
    end = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < end:
        known |= await _readings(session, 2 * PACE_S)
        snapshot = session.sample()
        if snapshot.lanes_alive == snapshot.lanes_wanted:
            break
    return known
