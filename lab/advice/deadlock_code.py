"""The programs that deadlock and their mended forms, as they are shown and run.

They are the very texts the probe carries out, so a line it tells of is a line of these.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from lab.probes.deadlock.programs import LEAST, MOST, PROGRAMS, WORKERS, program

__all__ = ["CURES", "LEAST", "MANY", "MOST", "WORKERS", "Excerpt", "excerpt", "program_text"]

CURES: dict[str, tuple[str, ...]] = {name: tuple(cures) for name, cures in PROGRAMS.items()}
"""The cures of each scenario; the first is ``none``."""
MANY = ("philosophers", "circle")
"""Scenarios whose number of workers can be chosen, within `LEAST` and `MOST`."""


@dataclass(frozen=True)
class Excerpt:
    """One function of a program. ``first`` is the line of the program it begins at, from 1."""

    function: str
    first: int
    text: str

    def own_line(self, line: int) -> int | None:
        """A line of the program as one of the excerpt, from 1; None when it is outside."""
        own = line - self.first + 1
        return own if 1 <= own <= len(self.text.splitlines()) else None


def program_text(
    scenario: str,
    cure: str,
    *,
    workers: int | None = None,
    rounds: int | None = None,
    pause_ms: float | None = None,
) -> str:
    """The whole program, which runs as it stands; None takes what the probe takes."""
    given = {"rounds": rounds, "pause_ms": pause_ms}
    chosen = {name: value for name, value in given.items() if value is not None}
    return program(scenario, cure, workers=workers, **chosen).text  # type: ignore[arg-type]


def excerpt(text: str, function: str) -> Excerpt:
    """The function of that name in a program; LookupError when there is none."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
            return Excerpt(function, node.lineno, "\n".join(lines))
    raise LookupError(f"the program has no function {function!r}")
