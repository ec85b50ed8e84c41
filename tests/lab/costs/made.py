"""Made-up cost studies: what comes out is the same every time."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from lab.costs.kinds import SECTIONS
from lab.costs.result import CostMissing, CostResult, CostSample
from lab.costs.study import CostStudy, Turn, study_of
from lab.session.machine import Fact
from lab.spec.words import Told, told

STARTED_AT = "2026-03-04T14:02:30+00:00"
LIMIT = told("Hebra starts {n:,} threads at most", n=4000)
WANTING = told("sub-interpreters with a GIL of their own need Python 3.12 or newer")
ENVIRONMENT: Mapping[str, Fact] = {
    "python_version": "3.11.7",
    "implementation": "cpython",
    "cpu": "Made-up CPU",
    "os": "Linux 6.1",
    "cores": 2,
}
_START = {
    "coroutine": (3.1, 1.17),
    "thread": (48.0, 17.3),
    "process-fork": (2010.0, 1650.0),
    "pool-worker": (2900.0, 1760.0),
    "process-forkserver": (5300.0, 3630.0),
    "process-spawn": (23_300.0, 6840.0),
}
_SWITCH = {"coroutine": 1260.0, "thread": 2470.0, "process": 2500.0}
_MESSAGES = {  # microseconds a message, and more per byte
    "thread-queue": (1.0, 0.0),
    "shared-memory": (1.6, 1.1e-4),
    "pipe": (2.1, 1.4e-3),
    "process-queue": (6.0, 1.9e-3),
    "manager": (42.0, 2.1e-3),
}


def made_sample(turn: Turn, section: str, noise: float = 0.06, others: float = 0.05) -> CostSample:
    """One measurement, a little off what it is about."""
    chance = random.Random(f"{section}:{turn}")
    off = {key: math.exp(chance.gauss(0.0, noise)) for key in ("a", "b", "c")}
    limit: Told | str = ""
    if section == "start":
        us, kib = _START[turn.kind]
        figures = {
            "start_us": us * off["a"],
            "memory_kib": kib * (1 + 0.01 * (off["b"] - 1)),
            "pss_kib": 1.2 * kib,
        }
    elif section == "switch":
        figures = {"switch_ns": _SWITCH[turn.kind] * (1 + 0.2 * (off["a"] - 1))}
    elif section == "messages":
        each, more = _MESSAGES[turn.kind]
        per_s = 1e6 / (each + more * turn.size) * off["a"]
        trip = (25.0 + 2.2 * (each + more * turn.size)) * off["b"]
        figures = {
            "messages_per_s": per_s,
            "mb_per_s": per_s * turn.size / 1e6,
            "round_trip_us": trip,
            "round_trip_p95_us": 1.3 * trip,
        }
    else:
        threads = turn.kind == "threads"
        reached = min(turn.size, 4000) if threads else turn.size
        limit = LIMIT if reached < turn.size else ""
        figures = {
            "kib_per_connection": (20.5 if threads else 4.7) * off["a"],
            "requests_per_s": (21_000 if threads else 24_000) * off["b"] / (1 + reached / 12_000),
            "connect_s": reached / 4000 * off["c"],
            "connected": float(reached),
        }
    return CostSample(
        kind=turn.kind,
        size=turn.size,
        block=turn.block,
        figures=figures,
        limit=limit,
        seconds=0.4,
        others_cores=others,
    )


def made_result(
    section: str, *, state: str = "finished", study: CostStudy | None = None, others: float = 0.05
) -> CostResult:
    """A whole study of a section; what cannot be had there is named."""
    study = study or study_of(section, seed=4711)
    turns = [t for t in study.turns() if t.kind != "interpreter"]
    if section == "connections":
        turns = [turn for turn in turns if (turn.kind, turn.size) != ("threads", 10_000)]
    missing = [CostMissing(kind="interpreter", size=None, reason=WANTING)]
    if section == "connections":
        reason = told("no more than {n:,.0f}: {why}", n=4000.0, why=LIMIT)
        missing = [CostMissing(kind="threads", size=10_000, reason=reason)]
    return CostResult(
        study=study,
        state=state,
        started_at=STARTED_AT,
        seconds=31.0,
        samples=tuple(made_sample(turn, section, others=others) for turn in turns),
        missing=tuple(missing) if section in ("start", "connections") else (),
        environment=ENVIRONMENT,
    )


ALL = tuple(SECTIONS)
