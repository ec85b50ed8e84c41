"""A deadlock: threads, processes or tasks that wait for each other in a circle; broken and mended.

Order ``{"scenario": "locks" | "philosophers" | "pipe" | "circle", "cure": "none" | …, "workers":
N, "rounds": N, "pause_ms": x, "hold_s": s}``; cures are in `programs`. ``hold_s`` is how long the
deadlock is left standing to be looked at; it ends sooner with the probe.

Live: ``nodes`` once, then ``waits``, ``held`` and ``done`` whenever they have changed, and all
final figures once a deadlock was found. Final: ``{"detected", "detection_s" (since the circle
closed), "finished", "seconds", "done", "wanted", "cycle": [names], "waits": [{"who", "for",
"held_by", "limited"}], "held": [{"what", "by", "line"}], "stacks": [{"who", "frames": [{"function",
"line", "text"}]}], "nodes": [{"name", "kind", "label"}], "seen_by"}``.

What goes on is measured and never known beforehand: locks know who holds them and who waits, a
task knows what it awaits, of a process the system knows the call it is blocked in.
"""

from __future__ import annotations

from typing import Any

from lab.probes.probe import Probe

from .programs import PAUSE_MS, ROUNDS, program
from .scene import Scene


def run(probe: Probe) -> dict[str, Any]:
    """Carry one program out and watch it."""
    from .watching import watch

    order = probe.order
    wanted = program(
        order.get("scenario", "locks"),
        order.get("cure", "none"),
        workers=order.get("workers"),
        rounds=order.get("rounds", ROUNDS),
        pause_ms=order.get("pause_ms", PAUSE_MS),
    )
    scene: Scene
    if wanted.scenario == "pipe":
        from .processes import Processes

        scene = Processes(probe, wanted)
    elif wanted.scenario == "circle":
        from .tasks import Tasks

        scene = Tasks(probe, wanted)
    else:
        from .threads import Threads

        scene = Threads(probe, wanted)
    try:
        return watch(probe, wanted, scene, order.get("hold_s", 0.0))
    finally:
        scene.close()
