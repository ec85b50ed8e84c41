"""The programs: each scenario broken, and mended in every way there is.

They are short, run as they stand, and are what the probe carries out: a line that is told to be
stuck is a line of these. Constants at the top are set to what was ordered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from . import circle_programs, lock_programs, philosopher_programs, pipe_programs

PROGRAMS: Mapping[str, Mapping[str, str]] = {
    "locks": lock_programs.PROGRAMS,
    "philosophers": philosopher_programs.PROGRAMS,
    "pipe": pipe_programs.PROGRAMS,
    "circle": circle_programs.PROGRAMS,
}
"""By scenario and cure; ``none`` is the broken one."""

WORKERS = {"locks": 2, "philosophers": 5, "pipe": 2, "circle": 3}
"""How many take part, when nothing else is ordered."""
LEAST, MOST = 2, 12
"""Bounds of the number of philosophers and tasks."""
ROUNDS = 5
PAUSE_MS = 20.0
TIMEOUT_S = 0.05


@dataclass(frozen=True)
class Program:
    """One of the programs as it is carried out."""

    scenario: str
    cure: str
    text: str
    wanted: int
    """How many things are done when it has finished."""

    @property
    def file(self) -> str:
        """What its code calls its file."""
        return f"<{self.scenario}, {self.cure}>"


def program(
    scenario: str,
    cure: str = "none",
    *,
    workers: int | None = None,
    rounds: int = ROUNDS,
    pause_ms: float = PAUSE_MS,
) -> Program:
    """The program for an order; ValueError for what there is not."""
    if scenario not in PROGRAMS:
        raise ValueError(f"there is no scenario {scenario!r}")
    if cure not in PROGRAMS[scenario]:
        raise ValueError(f"there is no cure {cure!r} for {scenario!r}")
    many = scenario in ("philosophers", "circle")
    count = WORKERS[scenario] if workers is None or not many else workers
    if not LEAST <= count <= MOST:
        raise ValueError(f"the number of workers is not within {LEAST} and {MOST}: {count}")
    text = PROGRAMS[scenario][cure]
    pause_s = pause_ms / 1000
    values = {
        "PHILOSOPHERS": count,
        "TASKS": count,
        "ROUNDS": rounds,
        "PAUSE_S": pause_s,
        "TIMEOUT_S": max(TIMEOUT_S, 2 * pause_s),
    }
    for name, value in values.items():
        text = re.sub(
            rf"^{name} = [^#\n]*?(?=  #|$)", f"{name} = {value}", text, flags=re.MULTILINE
        )
    each = {"locks": rounds, "philosophers": rounds, "pipe": rounds / 2, "circle": 1}[scenario]
    return Program(scenario, cure, text, round(count * each))
