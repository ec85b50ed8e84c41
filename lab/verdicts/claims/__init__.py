"""The claims, each with its experiment and its rule; a file a small family."""

from __future__ import annotations

from lab.spec import N_
from lab.verdicts.claim import Claim

from . import (
    beyond,
    choosing,
    combining,
    connections,
    event_loop,
    gil,
    memory,
    messages,
    overhead,
    parallel,
    race,
    stuck,
    syntax,
    waiting,
)

GROUPS: dict[str, str] = {
    "gil": N_("The GIL"),
    "threads": N_("Threads"),
    "processes": N_("Processes"),
    "asyncio": N_("Asyncio"),
    "all": N_("All of them side by side"),
    "choose": N_("When to use which"),
    "combine": N_("Combined"),
    "beyond": N_("Beyond the course"),
}
"""The groups in the order they are shown; marked for translation."""

_FAMILIES = (
    gil.CLAIMS,
    parallel.CLAIMS,
    waiting.CLAIMS,
    memory.CLAIMS,
    race.CLAIMS,
    stuck.CLAIMS,
    messages.CLAIMS,
    overhead.CLAIMS,
    event_loop.CLAIMS,
    connections.CLAIMS,
    syntax.CLAIMS,
    choosing.CLAIMS,
    combining.CLAIMS,
    beyond.CLAIMS,
)

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (claim for family in _FAMILIES for claim in family),
        key=lambda claim: tuple(GROUPS).index(claim.group),
    )
)
"""Every claim, by group."""
