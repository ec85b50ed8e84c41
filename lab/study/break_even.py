"""From which task size on one candidate is faster than another, found by halving the span.

At each size both are measured as a small study of two candidates. Halving goes by the median of the
ratios of each block; near the break-even, where chance decides, all sizes tried nearby say together
where the ratio is 1, and how surely.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lab.analysis.interval import Interval, ratio_interval
from lab.session import Session
from lab.spec import Candidate

from .conductor import Conductor
from .crossing import Tried, crossing
from .question import CLOSE, Question, checked_question, steps_of, study_at, whole
from .run import Maker
from .trial import StudyResult

__all__ = [
    "BreakEven",
    "BreakEvenFinder",
    "Question",
    "Step",
    "Tried",
    "break_even",
    "ratios_by_block",
]

OUTCOMES = ("found", "always", "never", "unsure", "equal", "interrupted", "failed")


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """Where ``second`` begins to be faster than ``first``.

    ``outcome``: ``found`` (``size`` says where); ``always`` or ``never`` faster within the span;
    ``unsure`` (a difference at one end and none to be seen at the other); ``equal`` (none at either
    end); ``interrupted``; ``failed``. Where it is the other one that pays for large tasks, the two
    have changed places.
    """

    setting: str
    outcome: str
    size: Interval | None
    """In the setting's unit."""
    first: Candidate
    second: Candidate
    points: tuple[Tried, ...]
    """By size."""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """How far the finder is."""

    points_done: int
    points_most: int
    size: float
    """That is being measured."""
    low: float
    high: float
    """The span that is left."""


class BreakEvenFinder:
    """Answers one question; use it once. Callbacks are called on the loop, as a conductor's."""

    def __init__(self, question: Question, make: Maker = Session) -> None:
        """InputError when the question cannot be measured."""
        self.question = checked_question(question)
        self.on_step: Callable[[Step], object] | None = None
        self.on_point: Callable[[Tried], object] | None = None
        self._make = make
        self._points: dict[float, Tried] = {}
        self._conductor: Conductor | None = None
        self._cancelled = False
        self._calibration: Mapping[str, float] | None = None
        self._problem = ""

    @property
    def _given_up(self) -> str:
        return "interrupted" if self._cancelled else "failed"

    def cancel(self) -> None:
        """End the run under way; :meth:`run` returns soon after with what was tried."""
        self._cancelled = True
        if self._conductor is not None:
            self._conductor.cancel()

    async def run(self) -> BreakEven:
        """Find the break-even; some minutes."""
        question = self.question
        low, high = question.low, question.high
        for size in (low, high):
            if await self._try(size, low, high) is None:
                return self._answer(self._given_up)
        ends = self._points[low], self._points[high]
        if not any(end.clear for end in ends):
            return self._answer("equal")
        below, above = (math.log(end.ratio.value) for end in ends)
        if (below >= 0) == (above >= 0):
            if not all(end.clear for end in ends):
                return self._answer("unsure")
            return self._answer("always" if below >= 0 else "never")
        rises = above > 0
        while high / low > CLOSE:
            middle = self._sized(math.sqrt(low * high))
            if middle in self._points:
                break
            tried = await self._try(middle, low, high)
            if tried is None:
                return self._answer(self._given_up)
            low, high = (low, middle) if (tried.ratio.value >= 1) == rises else (middle, high)
        points, about = tuple(self._points.values()), math.sqrt(low * high)
        found = crossing(points, about)
        return self._answer("found", size=found, turned=not rises)

    async def _try(self, size: float, low: float, high: float) -> Tried | None:
        """Measure both candidates at ``size``; None when that was not to be."""
        if self._cancelled:
            return None
        if self.on_step is not None:
            done, most = len(self._points), steps_of(self.question)
            self.on_step(Step(points_done=done, points_most=most, size=size, low=low, high=high))
        self._conductor = Conductor(
            study_at(self.question, size), self._make, calibration=self._calibration
        )
        result = await self._conductor.run()
        self._calibration = self._conductor.calibration
        ratios = ratios_by_block(result)
        if not ratios or result.state == "interrupted":
            failed = [trial.problem for trial in result.trials if trial.state == "failed"]
            self._problem = result.problem or (failed[0] if failed else "")
            return None
        tried = Tried(
            size=size, ratio=ratio_interval(ratios, np.ones(len(ratios))), ratios=tuple(ratios)
        )
        self._points[size] = tried
        if self.on_point is not None:
            self.on_point(tried)
        return tried

    def _sized(self, size: float) -> float:
        """``size`` as the setting can have it."""
        return float(round(size)) if whole(self.question.setting) else size

    def _answer(
        self, outcome: str, *, size: Interval | None = None, turned: bool = False
    ) -> BreakEven:
        question = self.question
        points = tuple(point for _, point in sorted(self._points.items()))
        first, second = question.first, question.second
        if turned:
            first, second = second, first
            points = tuple(point.turned() for point in points)
        return BreakEven(
            setting=question.setting,
            outcome=outcome,
            size=size,
            first=first,
            second=second,
            points=points,
            problem=self._problem,
        )


async def break_even(question: Question, make: Maker = Session) -> BreakEven:
    """Find from which size on the second candidate is faster than the first."""
    return await BreakEvenFinder(question, make).run()


def ratios_by_block(result: StudyResult) -> list[float]:
    """Throughput of the second candidate over the first, of each block that has both."""
    rates = {
        (t.block, t.candidate): t.throughput_per_s for t in result.trials if t.state == "measured"
    }
    blocks = range(result.study.protocol.repeats)
    return [
        rates[b, 1] / rates[b, 0]
        for b in blocks
        if rates.get((b, 0), 0.0) > 0 and rates.get((b, 1), 0.0) > 0
    ]
