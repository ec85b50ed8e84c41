"""Watch a program until it has finished or is known to be stuck, and tell what is seen.

The graph is told whenever it has changed. A circle of waits that is the same in every look for
`LASTS_S` is a deadlock: then the stacks are read, all of it is told, and the program is left
standing for as long as was ordered, to be looked at.
"""

from __future__ import annotations

import time
from typing import Any

from lab.probes.probe import Probe

from .graph import Circle, Lasting, Wait, closed_at
from .programs import Program
from .scene import Look, Scene

LOOK_S = 0.02
LASTS_S = 0.15
GIVES_UP_S = 30.0
"""A program that neither finishes nor is known to be stuck is ended after this."""


def watch(probe: Probe, program: Program, scene: Scene, hold_s: float) -> dict[str, Any]:
    """The final figures of the probe."""
    began = time.perf_counter()
    lasting = Lasting(LASTS_S)
    probe.emit(nodes=_nodes(scene), done=0, wanted=program.wanted)
    told: dict[str, Any] = {}
    found: Circle = ()
    while True:
        look = scene.look()
        now = time.perf_counter()
        figures = _seen(scene, look)
        if figures != told:
            probe.emit(**figures)
            told = figures
        found = () if look.over else lasting.look(look.waits, now)
        if look.over or found or now - began >= GIVES_UP_S or scene.rest(LOOK_S):
            break
    result = {
        "scenario": program.scenario,
        "cure": program.cure,
        "detected": bool(found),
        "detection_s": now - closed_at(found) if found else None,
        "finished": look.over,
        "seconds": now - began,
        "wanted": program.wanted,
        "cycle": [wait.who for wait in found],
        **figures,
        "stacks": _stacks(scene, found),
        "nodes": _nodes(scene),
        "seen_by": scene.seen_by,
    }
    if found:
        probe.emit(**result)
        _hold(probe, hold_s)
    return result


def _hold(probe: Probe, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0 and not probe.wait(min(left, 1.0)):
        pass


def _nodes(scene: Scene) -> list[dict[str, str]]:
    """Who and what can stand in the graph."""
    workers = [{"name": one.label, "kind": one.kind, "label": one.label} for one in scene.workers]
    things = [{"name": one.name, "kind": one.kind, "label": one.label} for one in scene.things]
    return workers + things


def _seen(scene: Scene, look: Look) -> dict[str, Any]:
    """One moment, as it is told. A lock that is free is not waited for, only being taken."""
    who = [worker.label for worker in scene.workers]
    what = [thing.name for thing in scene.things]
    waits = sorted(look.waits, key=lambda wait: who.index(wait.who))
    held = sorted(look.held, key=lambda one: what.index(one.what))
    return {
        "waits": [_wait(wait) for wait in waits if wait.held_by],
        "held": [{"what": one.what, "by": one.by, "line": one.line} for one in held],
        "done": look.done,
    }


def _wait(wait: Wait) -> dict[str, Any]:
    return {
        "who": wait.who,
        "for": wait.what,
        "held_by": ", ".join(wait.held_by),
        "limited": wait.limited,
    }


def _stacks(scene: Scene, found: Circle) -> list[dict[str, Any]]:
    """Of those in the circle, in its order."""
    if not found:
        return []
    stacks = scene.stacks()
    return [{"who": wait.who, "frames": stacks.get(wait.who, [])} for wait in found]
