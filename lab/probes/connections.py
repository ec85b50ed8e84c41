"""Many connections at once: what one takes, how soon all are there, how much goes through them.

Order: ``{"how": "asyncio" | "threads", "count": N, "seconds": S}``. The sockets are real, to a
local server in a process of its own. Ends with ``{"asked", "connected", "connect_s",
"kib_per_connection", "requests_per_s", "limit"}``:

- ``connected`` of ``asked``; ``limit`` says (told) why there are fewer, empty where there are not;
- ``connect_s``: until all are connected and each had an answer;
- ``kib_per_connection``: what the clients' private memory (USS) grew by a connection, all of them
  alive, each having had an answer. None where the system does not tell. The kernel's buffers are
  not in it; they are the same for all;
- ``requests_per_s``: 64 bytes there and back, all at once, for ``seconds``.

It never takes the machine down: limits are looked up first (`lab.probes.limits`), the soft limit
of open files is raised to the hard one, and what stops it is named.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

from lab.spec.words import to_json, told, why

from .apart import apart
from .clients import AsyncClients, ThreadClients
from .echo import EchoServer
from .limits import Limit, connection_limits, least, thread_limits
from .probe import Probe
from .smaps import memory_of

CLIENTS: dict[str, Callable[[tuple[str, int]], AsyncClients | ThreadClients]] = {
    "asyncio": AsyncClients,
    "threads": ThreadClients,
}


def run(probe: Probe) -> dict[str, Any]:
    """Connect, measure, close; in a process of its own."""
    how, asked = probe.order["how"], int(probe.order["count"])
    seconds = float(probe.order.get("seconds", 2.0))
    limits = {"asyncio": connection_limits, "threads": thread_limits}[how]
    allowed = least(asked, limits())
    if allowed.most < 1:
        raise RuntimeError(f"no connection can be made: {allowed.why}")
    found: dict[str, Any] = apart(_measure, how, allowed, seconds, emit=probe.emit)
    return {"asked": asked, **found}


def _measure(how: str, allowed: Limit, seconds: float, emit: Callable[..., None]) -> dict[str, Any]:
    server = EchoServer()
    limit = allowed.why
    try:
        clients = CLIENTS[how](server.address)
        # What is loaded and made for the first is no cost of one more.
        if (problem := clients.connect(1)) is not None:
            raise problem
        gc.collect()
        before = memory_of()
        began = time.perf_counter()
        emit(connected=0, asked=allowed.most)
        problem = clients.connect(allowed.most - 1)
        took = time.perf_counter() - began
        after = memory_of()
        more = clients.connected - 1
        emit(connected=clients.connected, asked=allowed.most)
        if problem is not None:
            limit = told("the system let no more of them be made: {why}", why=why(problem))
        per_s = clients.requests(seconds)
        clients.close()
    finally:
        server.close()
    grown = after.uss - before.uss if before is not None and after is not None else None
    return {
        "connected": clients.connected,
        "connect_s": took,
        "kib_per_connection": grown / more if grown is not None and more > 0 else None,
        "requests_per_s": per_s,
        "limit": to_json(limit),
    }
