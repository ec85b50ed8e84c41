"""What the lag of a loop is called, and what the lags measured say together. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ui.controls.worded import Source
from ui.words import N_, Words, figure, quantity

TITLES = {
    "inline": N_("On the loop"),
    "thread": N_("In threads"),
    "process": N_("In a process pool"),
}
QUICK_MS = 20.0
"""A loop that answers within this time keeps up with people and with most networks."""


def percentile(lags_ms: Sequence[float], percent: float) -> float | None:
    """The least lag that so many per cent do not exceed; None when there is none."""
    if not lags_ms:
        return None
    return float(np.percentile(np.asarray(lags_ms), percent, method="inverted_cdf"))


def judged(p99_ms: float, task_ms: float) -> tuple[str, str]:
    """The chip of a lag beside tasks of this size: its marked word and its kind."""
    if p99_ms < max(QUICK_MS, task_ms / 4):
        return N_("Keeps beating"), "good"
    if p99_ms >= task_ms:
        return N_("Blocked"), "bad"
    return N_("Late"), "warn"


def sentence(p99_ms: Mapping[str, float], task_ms: float) -> tuple[Source, Source]:
    """What the lags say, and why; ``p99_ms`` by where the tasks computed, ``nowhere`` included."""
    if "inline" not in p99_ms:
        return _INVITATION, ""
    inline = p99_ms["inline"]
    fields = {"inline": _ms(inline), "task": _ms(task_ms)}
    away = {where: p99_ms[where] for where in ("thread", "process") if where in p99_ms}
    if judged(inline, task_ms)[1] == "good":
        return Words(_SHORT, **fields), _WHY
    if not away:
        return Words(_INLINE, **fields), _WHY
    fields |= {where: _ms(lag) for where, lag in away.items()}
    best = min(away.values())
    if best >= inline / 2:
        return Words(_NO_HELP, inline=fields["inline"], best=_ms(best)), _WHY_NO_HELP
    if len(away) == 1:
        return Words(_ONE, inline=fields["inline"], best=_ms(best)), _WHY
    return Words(_BOTH, **fields), _WHY


def _ms(value: float) -> Source:
    return Words("{value}", value=lambda: quantity(figure(value), "ms"))


_INVITATION = N_(
    "A heartbeat on an event loop is due every few milliseconds. Start it, and see how late it "
    "comes beside tasks that compute."
)
_SHORT = N_(
    "One beat in a hundred comes <b>{inline}</b> late or more although tasks of {task} compute on "
    "the loop: they are short enough. Make them longer."
)
_INLINE = N_(
    "On the loop one beat in a hundred comes <b>{inline}</b> late or more: while a task of {task} "
    "computes, nothing else on this loop can run."
)
_ONE = N_(
    "With the tasks on the loop one beat in a hundred is <b>{inline}</b> late or more; with the "
    "tasks moved away it is <b>{best}</b>."
)
_BOTH = N_(
    "One beat in a hundred is <b>{inline}</b> late or more with the tasks on the loop, "
    "<b>{thread}</b> with them in threads and <b>{process}</b> with them in processes."
)
_NO_HELP = N_(
    "One beat in a hundred is <b>{inline}</b> late or more with the tasks on the loop, and "
    "<b>{best}</b> even with them moved away: something else keeps the loop from its core."
)
_WHY = N_(
    "A loop runs one thing at a time and changes over only where one awaits. A task that computes "
    "holds it from start to end, and what is due meanwhile waits; with several such tasks, for up "
    "to three rounds of all of them. In a thread the task shares the GIL with the loop, which gets "
    "its turn within the switch interval (5 ms) for each thread that computes; in a process the "
    "task has a GIL of its own."
)
_WHY_NO_HELP = N_(
    "Moved away, a task no longer holds the loop. But the loop's thread needs a core to run on, "
    "and other programs want it too: measure again when the machine is idle."
)
