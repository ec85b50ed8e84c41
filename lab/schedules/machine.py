"""A race taken to pieces: threads that count up one counter, a step of one of them at a time.

Each increment is three steps: read the counter, add one to the value read, write it back. A thread
sees nothing of the others but the counter and the lock. Who takes the next step is chosen from
outside, which is all that a scheduler does; the same choices always lead to the same end. Nothing
runs here: a state and a choice make the next state, so a step can be undone by keeping the state
before it, and every order can be tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Step = Literal["acquire", "read", "add", "write", "release"]
BARE: tuple[Step, ...] = ("read", "add", "write")
LOCKED: tuple[Step, ...] = ("acquire", "read", "add", "write", "release")


@dataclass(frozen=True)
class Program:
    """What every thread does: ``increments`` times the steps, with a lock around them or not."""

    threads: int = 2
    increments: int = 1
    lock: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of one increment."""
        return LOCKED if self.lock else BARE

    @property
    def length(self) -> int:
        """The steps of one thread."""
        return len(self.steps) * self.increments

    @property
    def wanted(self) -> int:
        """What the counter would be if nothing were lost."""
        return self.threads * self.increments


@dataclass(frozen=True)
class Thread:
    """How far a thread has come, and the value in its hands (None: it has not read yet)."""

    done: int = 0
    value: int | None = None


@dataclass(frozen=True)
class State:
    """One moment. ``holder`` is the thread that holds the lock."""

    counter: int
    threads: tuple[Thread, ...]
    holder: int | None = None


@dataclass(frozen=True)
class Taken:
    """One step that was taken.

    ``erased`` is how much of others' counting a write has undone: the counter before it, less the
    value that the thread had read. Over a whole run the sum of it is what is lost. It is negative
    where a write happens to bring back what an earlier one had undone.
    """

    thread: int
    step: Step
    value: int | None
    """In the thread's hands after the step."""
    counter: int
    """After the step."""
    erased: int = 0


def start(program: Program) -> State:
    """Before the first step: the counter is 0."""
    return State(0, (Thread(),) * program.threads)


def next_step(program: Program, state: State, thread: int) -> Step | None:
    """What the thread would do next; None when it has ended."""
    done = state.threads[thread].done
    return None if done == program.length else program.steps[done % len(program.steps)]


def waits(program: Program, state: State, thread: int) -> bool:
    """Whether the thread stands before a lock that another one holds."""
    return next_step(program, state, thread) == "acquire" and state.holder is not None


def runnable(program: Program, state: State) -> tuple[int, ...]:
    """The threads that can take a step; none when all have ended."""
    return tuple(
        thread
        for thread in range(program.threads)
        if next_step(program, state, thread) is not None and not waits(program, state, thread)
    )


def step(program: Program, state: State, thread: int) -> tuple[State, Taken]:
    """The state after the thread's next step. ValueError when it cannot take one."""
    if thread not in runnable(program, state):
        raise ValueError(f"thread {thread} cannot take a step")
    what = next_step(program, state, thread)
    assert what is not None, "a thread that can run has a step"
    now = state.threads[thread]
    counter, holder, value, erased = state.counter, state.holder, now.value, 0
    if what == "acquire":
        holder = thread
    elif what == "release":
        holder = None
    elif what == "read":
        value = counter
    else:
        assert value is not None, "a thread reads before it adds and writes"
        if what == "add":
            value += 1
        else:
            erased = counter - (value - 1)
            counter = value
    threads = list(state.threads)
    threads[thread] = replace(now, done=now.done + 1, value=value)
    return State(counter, tuple(threads), holder), Taken(thread, what, value, counter, erased)


def replay(program: Program, schedule: Iterable[int]) -> tuple[list[State], list[Taken]]:
    """All states of a schedule (one more than steps), and its steps."""
    states, taken = [start(program)], []
    for thread in schedule:
        state, what = step(program, states[-1], thread)
        states.append(state)
        taken.append(what)
    return states, taken


def lost(program: Program, state: State) -> int:
    """Updates lost, once all threads have ended."""
    return program.wanted - state.counter
