"""How lanes spend their time, in a line made from their shares."""

from __future__ import annotations

from collections.abc import Mapping

from ui.run.amounts import Share
from ui.words import N_, Words

RUNNING = 0.85
"""From this share of their time on, lanes hardly wait for anything."""
_REST = {
    "gil": N_("Lanes run {running} of the time; else they mostly wait for the GIL."),
    "loop": N_("Lanes run {running} of the time; else they mostly wait for the loop."),
    "core": N_("Lanes run {running} of the time; else they mostly wait for a core."),
    "io": N_("Lanes run {running} of the time; else they mostly wait for I/O."),
}


def lane_words(shares: Mapping[str, float | None]) -> Words | None:
    """How much of their time (0..1) lanes run, and what they do else; None where it is not known.

    ``shares`` has ``running``, ``gil``, ``loop``, ``core`` and ``io``, or some of them.
    """
    part = shares.get("running")
    if part is None:
        return None
    running = Share(part)
    if part >= RUNNING:
        return Words(
            N_("Lanes run {running} of the time: hardly anything holds them up."), running=running
        )
    waits = {name: shares.get(name) or 0.0 for name in _REST}
    most = max(waits, key=lambda name: waits[name])
    if waits[most] <= 0:
        return Words(N_("Lanes run {running} of the time."), running=running)
    return Words(_REST[most], running=running)
