"""The wait-for graph: who waits for what, who could end that, and whether that will ever happen.

A participant (a thread, a task, a process) waits for a thing (a lock, a pipe, another's end) that
one or more participants could hand over. It goes on as soon as one of them does. So those are
stuck for ever whose every helper is stuck too: the greatest set that is closed in this way. What
may end by itself, by a timeout, never belongs to it.

A look at running threads is a moment; what is found in it may be over at the next. A circle counts
when the very same waits are seen again for a while. Nothing here knows threads: it is all pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """``who`` waits for ``what`` since a moment (seconds of a clock that only goes forward)."""

    who: str
    what: str
    held_by: tuple[str, ...]
    """Who could hand it over; empty when it is free and only has to be taken."""
    since: float = 0.0
    limited: bool = False
    """Whether it ends by itself, after a timeout."""


Circle = tuple[Wait, ...]
"""Waits in a ring: each is for what the participant of the next one holds."""


def stuck(waits: Sequence[Wait]) -> dict[str, Wait]:
    """Those that will never go on, by name: all who could help them are stuck as well."""
    left = {wait.who: wait for wait in waits if wait.held_by and not wait.limited}
    while True:
        free = [who for who, wait in left.items() if not all(one in left for one in wait.held_by)]
        if not free:
            return left
        for who in free:
            del left[who]


def circle(waits: Sequence[Wait]) -> Circle:
    """One circle of waits that will never end, beginning with its first name; or nothing."""
    left = stuck(waits)
    if not left:
        return ()
    who = min(left)
    way: list[str] = []
    while who not in way:
        way.append(who)
        who = min(left[who].held_by)
    found = way[way.index(who) :]
    first = found.index(min(found))
    return tuple(left[name] for name in found[first:] + found[:first])


class Lasting:
    """Finds the circle that lasts: the same waits in every look for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: Circle = ()
        self._first = 0.0

    def look(self, waits: Sequence[Wait], now: float) -> Circle:
        """The circle in these waits once it has lasted; otherwise nothing."""
        found = circle(waits)
        if found != self._seen:
            self._seen, self._first = found, now
        return found if found and now - self._first >= self._seconds else ()


def closed_at(found: Circle) -> float:
    """When the last of a circle's waits began: since then nobody in it could go on."""
    return max(wait.since for wait in found)
