"""The experiment as it is wanted, and what the engine has of it: steering never queues up.

A change is applied to the experiment at once; while the engine has not yet answered the last plan,
only the newest one waits and those between are never sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lab.spec import Experiment, Value

from .plan import differences, plan_of, undone


@dataclass(frozen=True)
class Undone:
    """What went back to what runs because the engine could not follow."""

    reason: Any
    """A message, as JSON."""
    settings: list[tuple[str, Value, Value]]
    """Each setting with the value that was wanted and the one that runs."""


class Steering:
    """Decides what is to be sent to the engine; sends nothing itself."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.unanswered = False
        """The engine was given a plan that it has not answered."""
        self._waiting = False
        self._number = 0
        self._carried_out = self._sent = experiment
        self._refused: dict[str, Any] | None = None

    def first_plan(self) -> dict[str, Any]:
        """The plan the engine starts with; that it is ready is the answer."""
        self._sent = self._carried_out = self.experiment
        self.unanswered, self._waiting = True, False
        return plan_of(self.experiment)

    def change(self, experiment: Experiment) -> None:
        """From now on this is wanted."""
        self.experiment = experiment
        self._waiting = True

    def next_command(self) -> dict[str, Any] | None:
        """The newest plan as a command; None when there is no other one, or it has to wait."""
        if self.unanswered or not self._waiting:
            return None
        self._number += 1
        self._sent = self.experiment
        self.unanswered, self._waiting = True, False
        return {"do": "steer", "plan": plan_of(self.experiment), "number": self._number}

    def refuse(self, message: dict[str, Any]) -> None:
        """The engine cannot follow; its answer comes after this."""
        self._refused = message

    def answer(self) -> Undone | None:
        """The engine has answered the last plan; returns what it refused and is wanted no more."""
        self.unanswered = False
        refused, self._refused = self._refused, None
        if refused is None:
            self._carried_out = self._sent
            return None
        before = self.experiment
        self.experiment = undone(before, self._carried_out, refused["kind"])
        self._waiting = self.experiment != self._carried_out
        return Undone(refused["reason"], differences(before, self.experiment))
