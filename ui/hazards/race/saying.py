"""The learner's schedule in words: what the last step did, and what can still come."""

from __future__ import annotations

from lab.schedules.machine import waits
from ui.controls.worded import Source
from ui.run.amounts import Count
from ui.words import N_, Words

from .schedule import NAMES, Walk


def say(walk: Walk) -> Source:
    """One or two sentences on the moment the walk has come to."""
    if walk.ended:
        return _end(walk)
    if not walk.taken:
        return N_(
            "<b>You are the scheduler: choose which thread takes the next step.</b> The threads see"
            " nothing of each other but the counter."
        )
    last = walk.taken[-1]
    ahead = walk.ends_ahead()
    fields = {
        "thread": NAMES[last.thread],
        "value": last.value,
        "erased": last.erased,
        "ways": Count(ahead.schedules),
        "losing": Count(ahead.losing),
    }
    if last.erased > 0:
        return Words(
            N_(
                "<b>{thread} wrote {value}, made from a value that had become old: what others"
                " counted meanwhile is gone ({erased}).</b> From here {ways} schedules can come;"
                " {losing} lose an update."
            ),
            **fields,
        )
    waiting = [place for place in range(walk.program.threads) if _waits(walk, place)]
    if waiting:
        return Words(
            N_(
                "<b>{thread} has the lock; nobody else can come in before it lets go.</b> From here"
                " {ways} schedules can come; {losing} lose an update."
            ),
            **{**fields, "thread": NAMES[walk.state.holder or 0]},
        )
    return Words(
        N_("From here {ways} schedules can come; {losing} of them lose an update."), **fields
    )


def _end(walk: Walk) -> Source:
    fields = {
        "counter": Count(walk.state.counter),
        "wanted": Count(walk.program.wanted),
        "lost": Count(walk.lost),
    }
    if walk.lost:
        return Words(
            N_(
                "<b>The counter is {counter}, not {wanted}: {lost} lost in this schedule.</b> Go"
                " back a step and let another thread go first."
            ),
            **fields,
        )
    if walk.program.lock:
        return Words(
            N_(
                "<b>The counter is {counter}: nothing is lost.</b> With the lock no schedule can"
                " lose an update, for read, add and write of one thread stay together."
            ),
            **fields,
        )
    return Words(
        N_(
            "<b>The counter is {counter}: nothing is lost in this schedule.</b> Each thread wrote"
            " before the next one read."
        ),
        **fields,
    )


def _waits(walk: Walk, place: int) -> bool:
    return waits(walk.program, walk.state, place)


def count(walk: Walk) -> Source:
    """How many schedules there are, and how many of them lose."""
    ends = walk.all_ends()
    return Words(
        N_("{ways} schedules, {losing} of them lose an update"),
        ways=Count(ends.schedules),
        losing=Count(ends.losing),
    )
