"""What all races have in common: who does how much, how far they are, and what comes of it."""

from __future__ import annotations

from typing import Any

from .probe import Probe

SAMPLE_S = 0.1
SLEEP_S = 0.0001
_PORTIONS = {"nothing": 10_000, "call": 5_000, "sleep": 20, "await": 200}
"""Increments between two looks at the clock and at the wish to end."""


def pause() -> None:
    """Do nothing; but calling a function is an occasion to switch threads."""


def figures(order: Any, counted: int, seconds: float, done: int) -> dict[str, Any]:
    """What a race ends with."""
    return {
        "wanted": done,
        "counted": counted,
        "lost": done - counted,
        "seconds": seconds,
        "ns_per_increment": 1e9 * seconds / max(1, done),
        "workers": order["workers"],
        "asked": order["increments"],
    }


def shares(order: Any) -> list[int]:
    """How many increments each worker does."""
    workers, increments = order["workers"], order["increments"]
    each, rest = divmod(increments, workers)
    return [each + (place < rest) for place in range(workers)]


def look(probe: Probe, counted: int, done: int) -> bool:
    """Tell how far it is; whether it is to end."""
    probe.emit(counted=counted, done=done)
    probe.wishes()
    return probe.stopped


def portion(order: Any) -> int:
    """Increments between two looks whether to end."""
    return _PORTIONS[order["between"]]
