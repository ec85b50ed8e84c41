"""The learner's schedule: the steps taken so far, what can be undone, and what can still come.

Pure. A walk is never changed: taking a step, undoing one and loading a schedule make another.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from lab.schedules import Outcomes, Program, State, Taken, chosen, outcomes, replay, runnable
from lab.schedules.counting import ahead
from lab.schedules.machine import lost

NAMES = "ABC"


@dataclass(frozen=True)
class Walk:
    """Steps that were taken (``schedule``), and those a chosen schedule goes on with (``plan``)."""

    program: Program
    schedule: tuple[int, ...] = ()
    plan: tuple[int, ...] = ()
    states: tuple[State, ...] = field(init=False, compare=False)
    taken: tuple[Taken, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        states, taken = replay(self.program, self.schedule)
        object.__setattr__(self, "states", tuple(states))
        object.__setattr__(self, "taken", tuple(taken))

    @property
    def state(self) -> State:
        """The moment the walk has come to."""
        return self.states[-1]

    @property
    def choices(self) -> tuple[int, ...]:
        """The threads that can take the next step."""
        return runnable(self.program, self.state)

    @property
    def ended(self) -> bool:
        """Whether no step is left."""
        return not self.choices

    @property
    def lost(self) -> int:
        """Updates lost, once it has ended; before that those that writes have erased so far."""
        if self.ended:
            return lost(self.program, self.state)
        return sum(what.erased for what in self.taken)

    @property
    def following(self) -> bool:
        """Whether a chosen schedule says what comes next."""
        return self.plan[: len(self.schedule)] == self.schedule and len(self.plan) > len(
            self.schedule
        )

    def take(self, thread: int) -> Walk:
        """Let a thread take the next step; whoever leaves the chosen schedule goes on alone."""
        schedule = (*self.schedule, thread)
        plan = self.plan if self.plan[: len(schedule)] == schedule else ()
        return replace(self, schedule=schedule, plan=plan)

    def go_on(self) -> Walk:
        """Take the next step of the chosen schedule."""
        return self.take(self.plan[len(self.schedule)]) if self.following else self

    def undo(self) -> Walk:
        """As it was before the last step."""
        return replace(self, schedule=self.schedule[:-1])

    def again(self) -> Walk:
        """From the start; a chosen schedule stays chosen."""
        return replace(self, schedule=())

    def choose(self, place: int) -> Walk:
        """The schedule at a place (from 0), before its first step."""
        return Walk(self.program, (), chosen(self.program, place))

    def choose_losing(self, rng: random.Random) -> Walk:
        """One of those that lose an update, by lot; itself when there is none."""
        losing = outcomes(self.program).losing
        if not losing:
            return self
        return Walk(self.program, (), chosen(self.program, rng.randrange(losing), losing=True))

    def all_ends(self) -> Outcomes:
        """How all schedules of the program end."""
        return outcomes(self.program)

    def ends_ahead(self) -> Outcomes:
        """How those end that go on from here."""
        return ahead(self.program, self.state)
