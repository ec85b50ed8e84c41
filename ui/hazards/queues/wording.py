"""What a queue's length is called, and what two queues say together. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.controls.worded import Source
from ui.words import N_, Words, figure, ntr, number, quantity

TITLES = {"unbounded": N_("Without a bound"), "bounded": N_("With a bound")}
SETTLED_S = 1.0
"""So long after a start or a change nothing is said of how a queue goes on."""
_FEW = 20
"""A queue this short need not be called a growing one."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was measured of one queue until now. ``limit_mib`` is None unless it ended there."""

    length: int
    longest: int
    memory_mib: float
    age_ms: float | None
    grows: bool
    limit_mib: float | None = None


def grows(times: Sequence[float], lengths: Sequence[float], since: float) -> bool | None:
    """Whether a queue has grown by a quarter in the later half of the time since then.

    None while there is too little to say so.
    """
    known = [(t, n) for t, n in zip(times, lengths, strict=True) if t >= since]
    if not known or known[-1][0] - known[0][0] < SETTLED_S:
        return None
    half = (known[0][0] + known[-1][0]) / 2
    middle = next(n for t, n in known if t >= half)
    return known[-1][1] > max(_FEW, 1.25 * middle)


def judged(found: Found) -> tuple[Source, str]:
    """The chip: its word and its kind."""
    if found.limit_mib is not None:
        limit = found.limit_mib
        return Words(N_("Ended at {limit} MiB"), limit=lambda: number(limit)), "bad"
    if found.grows:
        return N_("Grows and grows"), "bad"
    longest = found.longest
    return Words(N_("At most {n} long"), n=lambda: number(longest)), "good"


def sentence(unbounded: Found | None, bounded: Found | None) -> tuple[Source, Source]:
    """What the two queues say, and why."""
    if unbounded is None or bounded is None:
        return _INVITATION, ""
    if not (unbounded.grows or unbounded.limit_mib is not None):
        return _KEEPS_UP, _WHY_KEEPS_UP
    longest = bounded.longest
    fields: dict[str, object] = {
        "memory": _with_unit(unbounded.memory_mib, "MiB"),
        "bounded": _with_unit(bounded.memory_mib, "MiB"),
        "items": lambda: ntr("{n} item", "{n} items", longest),
    }
    if unbounded.age_ms is None or bounded.age_ms is None:
        return Words(_GROWS, **fields), _WHY
    fields["age"] = age(unbounded.age_ms)
    fields["young"] = age(bounded.age_ms)
    return Words(_AND_OLD, **fields), _WHY


def age(ms: float) -> Source:
    """An age with its unit, in the reader's format."""
    value, unit = parted(ms)
    return _with_unit(value, unit)


def parted(ms: float) -> tuple[float, str]:
    """An age as value and unit: what takes a second or more in seconds."""
    return (ms, "ms") if ms < 1000 else (ms / 1000, "s")


def _with_unit(value: float, unit: str) -> Source:
    return Words("{value}", value=lambda: quantity(figure(value), unit))


_INVITATION = N_(
    "Producers put items into a queue faster than consumers take them out. Start it, and see what "
    "a bound changes."
)
_KEEPS_UP = N_(
    "The consumers keep up: no queue grows. Make them slower, or the producers faster or more."
)
_GROWS = N_(
    "Without a bound the queue takes <b>{memory}</b> and goes on; with one it is never longer than "
    "{items} and takes {bounded}."
)
_AND_OLD = N_(
    "Without a bound the queue takes <b>{memory}</b>, and an item has waited <b>{age}</b> when a "
    "consumer gets to it. With one it is never longer than {items}, and an item waits <b>{young}"
    "</b>."
)
_WHY = N_(
    "What comes in faster than it goes out has to be somewhere: without a bound in memory, until "
    "there is none left, and each item waits for all before it. A bound makes put() wait while the "
    "queue is full. That is back-pressure: the producers are held to the consumers' pace, so they "
    "do less, but what they do is used while it is fresh. The throughput is the consumers' in both "
    "cases."
)
_WHY_KEEPS_UP = N_(
    "The consumers together can take out as many items a second as the producers put in, so a "
    "bound is never reached and changes nothing. It is there for the day when this is no longer so."
)
