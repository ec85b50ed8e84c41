"""One thing that was looked at, what was found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["pass", "warn", "fail"]


@dataclass(frozen=True, kw_only=True)
class Check:
    """``fail``: something does not work; ``warn``: all works, but less well, and ``todo`` helps."""

    name: str
    """Stable, for programs."""
    title: str
    found: str
    verdict: Verdict = "pass"
    todo: str = ""
    """What to do; empty when it is a pass."""


def check(name: str, title: str, found: str, todo: str = "", *, verdict: Verdict = "warn") -> Check:
    """A check that passes when there is nothing to do, and is a ``verdict`` else."""
    return Check(
        name=name, title=title, found=found, verdict=verdict if todo else "pass", todo=todo
    )
