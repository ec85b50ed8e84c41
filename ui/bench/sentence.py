"""The run in plain words: one sentence made from the figures, and why it is so.

Pure: figures go in, marked words come out, translated where they are shown. Only what the figures
say is said; what would happen with other settings is marked as an estimate, and how it was
estimated is in the *why*.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.run.amounts import Amount, Cores, Count, Rough, Share
from ui.words import N_, Words

from .figures import Figures

MUCH = 0.15
"""A share of the lanes' time from which on it is worth a word."""
MOST = 0.5
ALL_CORES = 0.92


@dataclass(frozen=True)
class Said:
    """What is said and why it is so. The text holds ``<b>`` marks, nothing else of HTML."""

    text: Words
    why: Words


def say(figures: Figures) -> Said | None:
    """One sentence about these figures, or None while there is nothing to tell yet."""
    if figures.time_to_finish_s is not None and figures.tasks_wanted:
        return _finished(figures)
    if figures.seconds < 0.5 or (figures.tasks_done == 0 and figures.seconds < 3):
        return None
    if figures.tasks_done == 0 or figures.throughput_per_s == 0:
        return _nothing_done(figures)
    if figures.changes:
        return _changed(figures)
    waits = {"gil": figures.gil, "loop": figures.loop, "core": figures.core}
    longest = max(waits, key=lambda name: waits[name] or 0.0)
    if (waits[longest] or 0.0) >= MUCH:
        return {"gil": _gil, "loop": _loop, "core": _cores_short}[longest](figures)
    if _all_cores_busy(figures):
        return _cores_short(figures)
    if (figures.io or 0) >= MOST:
        return _waiting(figures)
    return _cores_used(figures)


def _all_cores_busy(figures: Figures) -> bool:
    return bool(figures.cores) and figures.cores_used >= ALL_CORES * figures.cores


def _nothing_done(figures: Figures) -> Said:
    return Said(
        Words(
            N_("<b>No task has finished in the last second.</b> {lanes} lanes are at work."),
            lanes=Count(figures.lanes),
        ),
        Words(
            N_(
                "The figures speak of the last second. Where a task takes longer than that, most"
                " seconds see none end. A lane that never ends its task is shown in the lane chart."
            )
        ),
    )


def _gil(figures: Figures) -> Said:
    threads, processes = figures.topology.threads, figures.topology.processes
    fields = {
        "threads": Count(threads),
        "processes": Count(processes),
        "running": Share(figures.running or 0.0),
        "gil": Share(figures.gil or 0.0),
        "times": Rough(_without_gil(figures)),
    }
    estimate = _without_gil(figures) >= 1.15
    if processes > 1 and estimate:
        source = N_(
            "<b>{processes} processes, {processes} GILs:</b> in each, {threads} threads"
            " queue for one"
            " GIL, <b>{gil}</b> of the time. More processes could do about <b>{times} times</b>"
            " as much here."
        )
    elif processes > 1:
        source = N_(
            "<b>{processes} processes, {processes} GILs:</b> in each, {threads} threads"
            " queue for one"
            " GIL, <b>{gil}</b> of the time. The cores are taken: more processes would not help."
        )
    elif estimate:
        source = N_(
            "<b>{threads} threads share one GIL:</b> each runs <b>{running}</b> of the time"
            " and spends"
            " <b>{gil}</b> waiting for its turn. Processes could do about <b>{times} times</b>"
            " as much here."
        )
    else:
        source = N_(
            "<b>{threads} threads share one GIL:</b> each runs <b>{running}</b> of the time"
            " and spends"
            " <b>{gil}</b> waiting for its turn. No core is free that processes could use."
        )
    return Said(
        Words(source, **fields),
        Words(
            N_(
                "In a process only the thread that holds the GIL runs Python code; it is made to"
                " let"
                " go after the switch interval. Processes have a GIL each. The estimate divides one"
                " by the time that is left without that wait, and goes no further than the cores"
                " that are free now: {free} of {cores}."
            ),
            free=Cores(max(0.0, figures.cores - figures.others - figures.cores_used)),
            cores=Count(figures.cores),
        ),
    )


def _without_gil(figures: Figures) -> float:
    """How many times as much could be done if nobody waited for a GIL, as far as cores go."""
    if figures.cores_used <= 0:
        return 1.0
    free = max(figures.cores - figures.others, figures.cores_used)
    return min(1 / max(1e-3, 1 - (figures.gil or 0.0)), free / figures.cores_used)


def _loop(figures: Figures) -> Said:
    loops = figures.topology.processes * figures.topology.threads
    return Said(
        Words(
            N_(
                "<b>{coroutines} coroutines share one event loop:</b> they spend <b>{loop}</b>"
                " of the time waiting for their turn on it."
            )
            if loops == 1
            else N_(
                "<b>{loops} event loops, {coroutines} coroutines on each:</b> they spend"
                " <b>{loop}</b> of the time waiting for their turn."
            ),
            loops=Count(loops),
            coroutines=Count(figures.topology.coroutines),
            loop=Share(figures.loop or 0.0),
        ),
        Words(
            N_(
                "In an event loop one coroutine runs at a time, until it awaits. Work between two"
                " awaits, or a blocking call, keeps all the others waiting. More coroutines cannot"
                " do more once the loop is busy; more processes can."
            )
        ),
    )


def _cores_short(figures: Figures) -> Said:
    return Said(
        Words(
            N_(
                "<b>{used} of {cores} cores are used</b> by this experiment, {others} by other"
                " programs; lanes wait <b>{core}</b> of the time for a free core."
                " More lanes would only wait longer."
            )
            if (figures.core or 0) >= 0.01
            else N_(
                "<b>{used} of {cores} cores are used</b> by this experiment, {others} by other"
                " programs. More lanes would only wait longer."
            ),
            used=Cores(figures.cores_used),
            cores=Count(figures.cores),
            others=Cores(figures.others),
            core=Share(figures.core or 0.0),
        ),
        Words(
            N_(
                "The system gives each core to one thread at a time. When more want to compute than"
                " there are cores, the rest waits in the run queue."
            )
        ),
    )


def _waiting(figures: Figures) -> Said:
    fields = {
        "lanes": Count(figures.lanes),
        "io": Share(figures.io or 0.0),
        "used": Cores(figures.cores_used),
        "cores": Count(figures.cores),
    }
    source = (
        N_(
            "<b>Mostly waiting:</b> the lane spends <b>{io}</b> of its time on I/O and uses"
            " {used} of"
            " {cores} cores. More lanes could wait at the same time."
        )
        if figures.lanes == 1
        else N_(
            "<b>Mostly waiting:</b> {lanes} lanes spend <b>{io}</b> of their time on I/O and"
            " use {used}"
            " of {cores} cores. More lanes could wait at the same time."
        )
    )
    return Said(
        Words(source, **fields),
        Words(
            N_(
                "A lane that waits for I/O needs no core and no GIL, so many can wait at once:"
                " threads"
                " and coroutines do more until the cores, the loop or the other side are busy."
            )
        ),
    )


def _cores_used(figures: Figures) -> Said:
    processes = figures.topology.processes
    fields = {
        "used": Cores(figures.cores_used),
        "cores": Count(figures.cores),
        "processes": Count(processes),
        "running": Share(figures.running or 0.0),
    }
    if processes > 1:
        source = N_(
            "<b>{processes} processes, {processes} GILs:</b> none waits for another, and"
            " together they"
            " use <b>{used} of {cores} cores</b>."
        )
        why = N_(
            "Each process has an interpreter and a GIL of its own, so they compute at the same time"
            " as long as there are cores."
        )
    elif figures.lanes == 1:
        source = N_(
            "<b>One task after another</b> uses <b>{used} of {cores} cores</b>;"
            " the lane runs {running} of the time."
        )
        why = N_(
            "With one lane nothing happens at the same time: the other cores have nothing to do."
        )
    else:
        source = N_(
            "<b>{used} of {cores} cores are used;</b> each lane runs {running} of the time."
        )
        why = N_(
            "No wait stands out: lanes neither queue for the GIL nor for a core, and spend"
            " less than"
            " half of their time on I/O."
        )
    return Said(Words(source, **fields), Words(why))


def _finished(figures: Figures) -> Said:
    return Said(
        Words(
            N_(
                "<b>{tasks} tasks took {seconds} s:</b> {rate} a second on {lanes} lanes,"
                " with {used} of {cores} cores."
            )
            if figures.lanes > 1
            else N_(
                "<b>{tasks} tasks took {seconds} s:</b> {rate} a second, one after another,"
                " with {used} of {cores} cores."
            ),
            tasks=Count(figures.tasks_done),
            seconds=Amount(figures.time_to_finish_s or 0.0),
            rate=Amount(figures.throughput_per_s),
            lanes=Count(figures.lanes),
            used=Cores(figures.cores_used),
            cores=Count(figures.cores),
        ),
        Words(
            N_(
                "Time to finish counts from the first lane's start to the end of the last task;"
                " each"
                " task was carried out exactly once."
            )
        ),
    )


def _changed(figures: Figures) -> Said:
    """A whole run with changes on the way: its means are of several settings."""
    return Said(
        Words(
            N_(
                "<b>{tasks} tasks in {seconds} s,</b> {rate} a second, with {used} of {cores}"
                " cores."
                " Settings were changed on the way ({changes}): the charts tell them apart."
            ),
            tasks=Count(figures.tasks_done),
            seconds=Amount(figures.seconds),
            rate=Amount(figures.throughput_per_s),
            used=Cores(figures.cores_used),
            cores=Count(figures.cores),
            changes=Count(figures.changes),
        ),
        Words(
            N_(
                "Figures of a whole run are means over all its time. Dashed lines in the charts"
                " show"
                " when a setting was changed."
            )
        ),
    )
