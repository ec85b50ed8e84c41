"""Figures as the probe tells them, made up: of two locks, philosophers and tasks."""

from __future__ import annotations

from typing import Any


def nodes(
    *workers: str, things: tuple[str, ...] = (), kind: str = "thread"
) -> list[dict[str, str]]:
    who = [{"name": name, "kind": kind, "label": name} for name in workers]
    split = [(name, *name.partition(" ")) for name in things]
    what = [{"name": name, "kind": first, "label": last} for name, first, _, last in split]
    return who + what


TWO = nodes("T1", "T2", things=("lock A", "lock B"))
HELD = [
    {"what": "lock A", "by": "T1", "line": 15},
    {"what": "lock B", "by": "T2", "line": 23},
]
WAITS = [
    {"who": "T1", "for": "lock B", "held_by": "T2", "limited": False},
    {"who": "T2", "for": "lock A", "held_by": "T1", "limited": False},
]


def begun() -> dict[str, Any]:
    """Told first."""
    return {"nodes": TWO, "done": 0, "wanted": 4}


def holding() -> dict[str, Any]:
    """Both have their first lock."""
    return {"held": HELD, "waits": [], "done": 0}


def stuck(scenario: str = "locks") -> dict[str, Any]:
    """The circle is closed, and found."""
    return {
        "scenario": scenario,
        "cure": "none",
        "detected": True,
        "detection_s": 0.31,
        "finished": False,
        "seconds": 0.6,
        "done": 0,
        "wanted": 4,
        "cycle": ["T1", "T2"],
        "held": HELD,
        "waits": WAITS,
        "stacks": [
            {"who": "T1", "frames": [{"function": "first", "line": 17, "text": "with lock_b:"}]},
            {"who": "T2", "frames": [{"function": "second", "line": 25, "text": "with lock_a:"}]},
        ],
        "nodes": TWO,
        "seen_by": "locks",
    }


def finished(cure: str = "order") -> dict[str, Any]:
    """Everything is done."""
    return {
        **stuck(),
        "cure": cure,
        "detected": False,
        "detection_s": None,
        "finished": True,
        "seconds": 0.85,
        "done": 4,
        "cycle": [],
        "held": [],
        "waits": [],
        "stacks": [],
    }
