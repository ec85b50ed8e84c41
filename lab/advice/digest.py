"""A study in figures: for each candidate its intervals, and for pairs whether they differ.

Everything that shows a study - table, bars, report, command line, recommendation - reads a digest,
so that no two of them can contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from lab.study.trial import StudyResult

from .contrast import Contrast, contrast_of
from .row import Row, row_of
from .scaling import Scaling, scalings_of

__all__ = ["Contrast", "Digest", "Row", "Scaling", "digest"]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A study's figures. ``rows`` are in the order of ``Study.candidates``."""

    result: StudyResult
    rows: tuple[Row, ...]
    baseline: int
    ranking: tuple[int, ...]
    """Places of the candidates that finished any task, the highest throughput first."""
    contrasts: tuple[Contrast, ...]
    """The best against every other, and every other against the baseline."""
    scalings: tuple[Scaling, ...]

    def contrast(self, first: int, second: int) -> Contrast:
        """The two held against each other; made when it is not among ``contrasts``.

        Raises ValueError when one of them finished no task (is not in ``ranking``).
        """
        for found in self.contrasts:
            if (found.first, found.second) == (first, second):
                return found
        return contrast_of(self.result, first, second)


def digest(result: StudyResult) -> Digest:
    """Work a study out. Takes up to a second: off the window's thread."""
    rows = tuple(row_of(result, place) for place in range(len(result.study.candidates)))
    ranking = _ranking(rows)
    return Digest(
        result=result,
        rows=rows,
        baseline=result.study.base,
        ranking=ranking,
        contrasts=tuple(contrast_of(result, *pair) for pair in _pairs(ranking, result.study.base)),
        scalings=scalings_of(result, ranking),
    )


def _ranking(rows: tuple[Row, ...]) -> tuple[int, ...]:
    rates = {
        row.place: row.throughput_per_s.value
        for row in rows
        if row.throughput_per_s is not None and row.throughput_per_s.value > 0
    }
    return tuple(sorted(rates, key=lambda place: (-rates[place], place)))


def _pairs(ranking: tuple[int, ...], baseline: int) -> list[tuple[int, int]]:
    """The best over every other, then every other over the baseline; no pair twice."""
    if not ranking:
        return []
    best, others = ranking[0], ranking[1:]
    pairs = [(best, other) for other in others]
    if baseline in others:
        pairs += [(other, baseline) for other in others if other != baseline]
    return pairs
