"""Whether what one writes another sees: threads, coroutines, child processes."""

from __future__ import annotations

from lab.capabilities import start_method
from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import settled

NAMES = {
    "thread": N_("A thread's write is seen"),
    "coroutine": N_("A coroutine's write is seen"),
    "process": N_("A child process's write is seen"),
    "mapped": N_("A child process's write to mapped memory is seen"),
}


async def measure(laboratory: Laboratory) -> Figures:
    """``seen``: by who wrote, whether the one who started it sees it."""
    result = await laboratory.probe("memory_shared", start_method=start_method())
    return {"seen": dict(result.figures["seen"])}


def judge(figures: Figures) -> Judgement:
    """Threads and coroutines write where all can see it; a process writes to its own copy."""
    seen = figures["seen"]
    shared = [name for name in ("thread", "coroutine", "process") if seen[name]]
    return settled(
        shared == ["thread", "coroutine"],
        says=_sentence(len(shared), own_copy=not seen["process"]),
        details=[
            Detail(title=title, value=told("yes") if seen[name] else told("no"))
            for name, title in NAMES.items()
            if name in seen
        ],
    )


def _sentence(shared: int, *, own_copy: bool) -> str:
    if own_copy and shared == 2:
        return told("What a thread or a coroutine wrote was seen; a process wrote to its own copy")
    if own_copy:
        return told("Not everything that a thread or a coroutine wrote was seen")
    return told("What a child process wrote was seen without any shared memory")


CLAIMS = (
    Claim(
        id="shared-memory",
        group="threads",
        title=N_("Threads share memory; a child process has a copy"),
        experiment=N_("Each writes a variable, and whoever started it looks"),
        figure=N_("seen or not seen"),
        rule=N_("seen from a thread and a coroutine, not from a process"),
        seconds=0.5,
        measure=measure,
        judge=judge,
    ),
)
