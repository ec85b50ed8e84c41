"""What a message costs, by the way it goes and by its size.

Order: ``{"channel": a name of `lab.probes.channels`, "bytes": N, "seconds": S}``. Half of the time
messages are sent one after another, as fast as they are taken in; half of it one goes there and
back before the next. Ends with ``{"messages_per_s", "mb_per_s", "round_trip_us": {"p50", "p95"},
"messages", "round_trips", "bytes"}``; a MB is 10⁶ bytes.
"""

from __future__ import annotations

import time
from typing import Any

from .apart import apart
from .channels import Channel, open_channel, room
from .probe import Probe

_FIRST = 3
"""Messages that do not count: buffers are made, the other end gets going."""
_FEWEST = 5
"""Messages and round trips that are made however long they take."""


def run(probe: Probe) -> dict[str, Any]:
    """Send messages; in a process of its own, for a queue starts threads and has a process."""
    name, size = probe.order["channel"], int(probe.order["bytes"])
    seconds = float(probe.order.get("seconds", 0.4))
    if size < 1:
        raise ValueError("a message has at least a byte")
    found: dict[str, Any] = apart(_measure, name, size, seconds)
    return found


def _measure(name: str, size: int, seconds: float) -> dict[str, Any]:
    channel, message = open_channel(name, size), bytes(size)
    sent, took = _stream(channel, message, seconds / 2)
    trips = sorted(_round_trips(channel, message, seconds / 2))
    channel.put(b"")
    channel.close()
    return {
        "messages_per_s": sent / took,
        "mb_per_s": sent * size / took / 1e6,
        "round_trip_us": {"p50": _percentile(trips, 50), "p95": _percentile(trips, 95)},
        "messages": sent,
        "round_trips": len(trips),
        "bytes": size,
    }


def _stream(channel: Channel, message: bytes, seconds: float) -> tuple[int, float]:
    """Send for so long; how many, and the seconds until the last was taken in."""
    put, now = channel.put, time.perf_counter
    # Looking at the clock after every small message would be a good part of what is measured.
    batch = max(1, min(32, room(len(message)) // 4))
    sent = 0
    began = now()
    until = began + seconds
    while sent < _FEWEST or now() < until:
        for _ in range(batch):
            put(message)
        sent += batch
    put(b"")
    channel.get()
    return sent, now() - began


def _round_trips(channel: Channel, message: bytes, seconds: float) -> list[float]:
    """Microseconds of one trip after another."""
    put, get, now = channel.put, channel.get, time.perf_counter
    for _ in range(_FIRST):
        put(message)
        get()
    took: list[float] = []
    until = now() + seconds
    while len(took) < _FEWEST or now() < until:
        began = now()
        put(message)
        get()
        took.append((now() - began) * 1e6)
    return took


def _percentile(ordered: list[float], percent: float) -> float:
    """Between the two nearest values, as numpy has it."""
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
