"""How many schedules there are, how many of them lose an update, and the one at a given place.

Many schedules lead to the same state, and what can still come hangs on the state alone. So the ends
of every state are counted once and kept, for states that differ only in which thread is which
together: three threads with two increments each have 17,153,136 schedules but few such states.
Schedules are in the order of a dictionary: those in which the first thread takes the first step
come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .machine import Program, State, Thread, next_step, runnable, start, step


@dataclass(frozen=True)
class Outcomes:
    """How many schedules end with each value of the counter."""

    wanted: int
    by_counter: Mapping[int, int]

    @property
    def schedules(self) -> int:
        """All of them."""
        return sum(self.by_counter.values())

    @property
    def losing(self) -> int:
        """Those that lose at least one update."""
        return self.schedules - self.by_counter.get(self.wanted, 0)


def outcomes(program: Program) -> Outcomes:
    """Count the ends of every schedule of a program."""
    return Outcomes(program.wanted, dict(sorted(_ends(program, start(program)).items())))


def schedules(program: Program) -> Iterator[tuple[int, ...]]:
    """Every schedule, in order: who takes each step."""

    def go_on(state: State, taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        threads = runnable(program, state)
        if not threads:
            yield taken
        for thread in threads:
            yield from go_on(step(program, state, thread)[0], (*taken, thread))

    return go_on(start(program), ())


def chosen(program: Program, place: int, *, losing: bool = False) -> tuple[int, ...]:
    """The schedule at a place, counted from 0; of those that lose an update only, if ``losing``.

    IndexError when there are not so many.
    """
    state, taken = start(program), []
    if not 0 <= place < _among(program, state, losing=losing):
        raise IndexError(f"there is no schedule at place {place}")
    while threads := runnable(program, state):
        for thread in threads:
            after = step(program, state, thread)[0]
            ways = _among(program, after, losing=losing)
            if place < ways:
                state = after
                taken.append(thread)
                break
            place -= ways
    return tuple(taken)


def place_of(program: Program, schedule: tuple[int, ...]) -> int:
    """The place of a whole schedule, counted from 0."""
    state, place = start(program), 0
    for taken in schedule:
        for thread in runnable(program, state):
            after = step(program, state, thread)[0]
            if thread == taken:
                state = after
                break
            place += _among(program, after, losing=False)
    return place


def ahead(program: Program, state: State) -> Outcomes:
    """What can still come of a state."""
    return Outcomes(program.wanted, dict(_ends(program, _alike(program, state))))


def _among(program: Program, state: State, *, losing: bool) -> int:
    found = ahead(program, state)
    return found.losing if losing else found.schedules


@lru_cache(maxsize=200_000)
def _ends(program: Program, state: State) -> Mapping[int, int]:
    threads = runnable(program, state)
    if not threads:
        return {state.counter: 1}
    found: Counter[int] = Counter()
    for thread in threads:
        found.update(_ends(program, _alike(program, step(program, state, thread)[0])))
    return found


def _alike(program: Program, state: State) -> State:
    """One state for all that end alike: the threads in order, without values that are used up."""
    threads = []
    for place, thread in enumerate(state.threads):
        used_up = next_step(program, state, place) not in ("add", "write")
        known = (thread.done, -1 if used_up or thread.value is None else thread.value)
        threads.append((known, place == state.holder))
    threads.sort()
    made = tuple(Thread(done, None if value < 0 else value) for (done, value), _ in threads)
    holder = next((place for place, (_, holds) in enumerate(threads) if holds), None)
    return State(state.counter, made, holder)
