"""The claims, each with its experiment and its rule; a file a small family."""

from __future__ import annotations

from lab.spec import N_
from lab.verdicts.claim import Claim

from . import gil, memory

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

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (*gil.CLAIMS, *memory.CLAIMS),
        key=lambda claim: tuple(GROUPS).index(claim.group),
    )
)
"""Every claim, by group."""
