"""From answers to advice, and to a short comparison that puts the advice to the test. Pure.

The advice is that of the course's text, and nothing is known of this machine when it is given:
that is why it is worth measuring. The comparison holds the advised approach against the others that
the answers leave open, on work like that of the answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lab.spec import N_, Candidate, Protocol, Study, TaskShare, Topology, told

from .questions import (
    ALL_CORES,
    APART,
    ASYNC,
    BOTH,
    DOZENS,
    FEW,
    LARGE,
    NATIVE,
    PLAIN,
    PYTHON,
    SHARED,
    THOUSANDS,
    WAITS,
    Answers,
)

LANES = {FEW: 8, DOZENS: 64, THOUSANDS: 1000}
"""How many tasks are under way at once in the comparison."""
_MOST_COMPUTING = 64
_MOST_PROCESSES = 16
_LONG_WAIT_MS = 500.0
"""Among thousands of waits shorter ones would measure the loop's own speed."""


@dataclass(frozen=True)
class Point:
    """A reason (``good``) or something to look out for (``warn``); the texts are told."""

    kind: str
    lead: str
    text: str


@dataclass(frozen=True)
class Advice:
    """What the course's text advises: a key of `APPROACHES`, in words, and why."""

    approach: str
    headline: str
    points: tuple[Point, ...]


HEADLINES = {
    "sequential": N_("One task after another"),
    "threads": N_("Threads"),
    "processes": N_("Processes"),
    "asyncio": N_("Asyncio"),
    "combined": N_("Processes, with asyncio in each"),
}


def advise(answers: Answers) -> Advice:
    """What suits a program like that, and why."""
    approach = _approach(answers)
    points = (*_reasons(answers, approach), *_cautions(answers, approach))
    return Advice(approach, told(HEADLINES[approach]), points)


def _approach(answers: Answers) -> str:
    if answers.work in (PYTHON, NATIVE):
        return "processes" if answers.cores == ALL_CORES else "sequential"
    if answers.work == BOTH and answers.cores == ALL_CORES:
        return "combined" if answers.style == ASYNC else "processes"
    if answers.many != FEW and answers.style == ASYNC:
        return "asyncio"
    return "threads"


def _good(lead: str, text: str) -> Point:
    return Point("good", told(lead), told(text))


def _warn(lead: str, text: str) -> Point:
    return Point("warn", told(lead), told(text))


def _reasons(answers: Answers, approach: str) -> Iterator[Point]:
    if approach == "sequential":
        yield _good(
            N_("One core computes at one speed."),
            N_("Threads and coroutines would only take turns at it, and cost something for that."),
        )
    if approach in ("processes", "combined"):
        yield _good(
            N_("A GIL each."),
            N_("Every process has an interpreter of its own, so all cores compute at once."),
        )
    if approach == "combined":
        yield _good(
            N_("Waits overlap inside."),
            N_("The event loop in each process goes on with other tasks while some wait."),
        )
    if approach == "threads":
        yield _good(
            N_("Waiting lets go of the GIL."),
            N_("While one thread waits the others go on, and the code stays as it is."),
        )
        if answers.data != APART:
            yield _good(
                N_("One memory."), N_("What one thread writes the others see, without copies.")
            )
    if approach == "asyncio":
        yield _good(
            N_("A waiting coroutine costs next to nothing."),
            N_("One thread holds as many waits as there are, for some KiB each."),
        )


def _cautions(answers: Answers, approach: str) -> Iterator[Point]:
    if answers.data == SHARED:
        yield from _of_shared_data(approach)
    if answers.data == LARGE and approach in ("processes", "combined"):
        yield _warn(
            N_("Data is copied between processes."),
            N_("Hand over file names or shared memory, not megabytes; Costs has the price."),
        )
    if answers.work == NATIVE and answers.cores == ALL_CORES:
        yield _warn(
            N_("Threads may do as well."),
            N_("C code that lets go of the GIL runs on all cores in threads, too, in one memory."),
        )
    if answers.work == BOTH and approach in ("asyncio", "threads"):
        yield from _of_computing_beside(approach)
    if answers.many == THOUSANDS and approach == "threads":
        yield _warn(
            N_("Thousands of threads are heavy."),
            N_("Each has a stack and is scheduled by the system; asyncio holds more for less."),
        )
    if answers.work == WAITS and answers.cores == ALL_CORES:
        yield _warn(
            N_("Waiting needs no cores."),
            N_("More cores do not shorten what a network or a disk takes."),
        )
    if approach == "processes" and answers.work == BOTH and answers.style == PLAIN:
        yield _warn(
            N_("A waiting process computes nothing."),
            N_("Start more of them than there are cores, or threads in each of them."),
        )


def _of_shared_data(approach: str) -> Iterator[Point]:
    if approach == "threads":
        yield _warn(
            N_("Two threads may write at once."),
            N_("Guard what is read and then written with a lock."),
        )
    elif approach == "asyncio":
        yield _warn(
            N_("An await lets the others in."),
            N_("What is read before it may have changed after it."),
        )
    elif approach in ("processes", "combined"):
        yield _warn(
            N_("Processes share nothing by themselves."),
            N_("What they are to share goes through a queue, a manager or shared memory."),
        )


def _of_computing_beside(approach: str) -> Iterator[Point]:
    if approach == "asyncio":
        yield _warn(
            N_("Computing stops the loop."),
            N_("Meanwhile no other coroutine goes on: move it to a pool of processes."),
        )
    else:
        yield _warn(
            N_("Computing takes turns."),
            N_("The threads share one core for it, and waits end later beside it."),
        )


# ── putting it to the test ──────────────────────────────────────────────────────────────────────
def study_of(answers: Answers, cores: int, *, python: str | None = None) -> Study:
    """A short comparison on work like that of the answers, for a machine with so many cores."""
    return Study(
        mix=_mix(answers),
        candidates=tuple(_candidates(answers, max(2, cores))),
        protocol=_protocol(answers),
        python=python,
        title=told("When to use which"),
    )


def _mix(answers: Answers) -> tuple[TaskShare, ...]:
    wait_ms = _LONG_WAIT_MS if answers.many == THOUSANDS else 20.0
    wait = TaskShare(kind="wait", weight=50.0, parameters={"ms": wait_ms})
    match answers.work:
        case "waits":
            return (wait,)
        case "python":
            return (TaskShare(kind="python-cpu", parameters={"ms": 10.0}),)
        case "native":
            return (TaskShare(kind="native-cpu", parameters={"ms": 10.0}),)
        case _:
            return (TaskShare(kind="python-cpu", weight=50.0, parameters={"ms": 5.0}), wait)


def _candidates(answers: Answers, cores: int) -> Iterator[Candidate]:
    lanes = LANES[answers.many]
    if answers.work != WAITS:
        lanes = min(lanes, _MOST_COMPUTING)
    if answers.work in (PYTHON, NATIVE):
        # What computes all the time gains nothing from more lanes than there are cores.
        lanes = min(lanes, 2 * cores)
    yield Candidate(approach="sequential")
    yield Candidate(approach="threads", topology=Topology(threads=lanes))
    if answers.cores == ALL_CORES:
        # Those that wait are more than the cores, as many as a machine bears well.
        width = cores if answers.work in (PYTHON, NATIVE) else min(lanes, _MOST_PROCESSES)
        yield Candidate(approach="processes", topology=Topology(processes=width))
    yield Candidate(approach="asyncio", topology=Topology(coroutines=lanes))
    if answers.cores == ALL_CORES:
        inner = max(2, lanes // cores)
        yield Candidate(
            approach="combined", topology=Topology(processes=cores, threads=1, coroutines=inner)
        )


def _protocol(answers: Answers) -> Protocol:
    if answers.many == THOUSANDS and answers.work in (WAITS, BOTH):
        return Protocol(repeats=5, seconds=1.5, warm_up_s=0.6, pause_s=0.1)
    return Protocol(repeats=5, seconds=0.6, warm_up_s=0.2, pause_s=0.1)
