"""Schedules: the small program of a race as a machine of states, and every order of its steps."""

from .counting import Outcomes, chosen, outcomes, place_of, schedules
from .machine import Program, State, Taken, replay, runnable, start, step

__all__ = [
    "Outcomes",
    "Program",
    "State",
    "Taken",
    "chosen",
    "outcomes",
    "place_of",
    "replay",
    "runnable",
    "schedules",
    "start",
    "step",
]
