"""What a lesson is: text, an experiment, a prediction about it, and a question to think about.

A lesson's experiment is a study, also where its file describes a single run (each figure then comes
with its interval), or a probe that is carried out several times. Either has *sides*: the ways that
are held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lab.spec import Candidate, Study
from lab.study.estimate import seconds_of

from .figures import Figure

PROBE_START_S = 0.25
"""About how long a probe takes beside its work."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the ways: a candidate of a study, or a probe's order with the name the file gives."""

    approach: str
    """Whose colour and glyph it has."""
    candidate: Candidate | None = None
    name: str = ""
    order: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """What names it in the lesson's file."""
        return self.candidate.key if self.candidate is not None else self.name


@dataclass(frozen=True, kw_only=True)
class StudyWork:
    """A study to be carried out; ``single`` where the file describes one run, as the Bench does."""

    study: Study
    single: bool

    @property
    def sides(self) -> tuple[Side, ...]:
        """The candidates."""
        return tuple(Side(approach=c.approach, candidate=c) for c in self.study.candidates)

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return seconds_of(self.study)


@dataclass(frozen=True, kw_only=True)
class ProbeWork:
    """A probe, carried out ``repeats`` times for each of its sides, in turns."""

    probe: str
    repeats: int
    sides: tuple[Side, ...]
    one_s: float
    """About how long one takes, in the mean of the sides."""

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return self.repeats * len(self.sides) * (self.one_s + PROBE_START_S)


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What the learner guesses before the run.

    ``of`` and ``against`` are places among the sides; with ``against`` the figure is a ratio,
    ``of`` over ``against``, else it is ``of``'s own.
    """

    asked: str
    """The question, one line."""
    figure: Figure
    of: int
    against: int | None
    low: float
    high: float
    logarithmic: bool

    @property
    def unit(self) -> str:
        """Of what is guessed: ``×`` for a ratio, else the figure's (a marked text)."""
        return self.figure.unit if self.against is None else "×"

    @property
    def places(self) -> tuple[int, ...]:
        """The sides it speaks of, the one the other is measured against first."""
        return (self.of,) if self.against is None else (self.against, self.of)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to think about. The answer is Markdown."""

    asked: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson as its file says it. ``before`` and ``after`` are Markdown."""

    name: str
    """Its file's name without the ending: ``01-four-threads``."""
    title: str
    minutes: int
    before: str
    """What is read before the run."""
    after: str
    """What is read once it has been measured."""
    work: StudyWork | ProbeWork
    prediction: Prediction
    question: Question | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """Those the prediction speaks of, the one the other is measured against first."""
        sides = self.work.sides
        return tuple(sides[place] for place in self.prediction.places)
