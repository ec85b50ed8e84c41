"""What was advised held against what was measured, in a sentence made from the figures."""

from __future__ import annotations

from dataclasses import dataclass

from lab.advice.digest import Digest
from lab.advice.saying import called, short, times
from lab.spec import told

AGREES, LEVEL, DISAGREES, UNSURE, NOTHING = "agrees", "level", "disagrees", "unsure", "nothing"


@dataclass(frozen=True)
class Outcome:
    """``kind`` is one of the words above; ``says`` is told.

    ``best`` and ``advised`` are places of candidates: the one that did most, and the best of the
    advised approach. None where nothing of it was measured.
    """

    kind: str
    says: str
    best: int | None = None
    advised: int | None = None


def outcome_of(digest: Digest, approach: str) -> Outcome:
    """Whether the measurement bears the advice out."""
    candidates = digest.result.study.candidates
    advised = next(
        (place for place in digest.ranking if candidates[place].approach == approach), None
    )
    if advised is None or len(digest.ranking) < 2:
        best = digest.ranking[0] if digest.ranking else None
        return Outcome(
            NOTHING, told("There are not enough figures to hold against the advice."), best, advised
        )
    best = digest.ranking[0]
    if advised == best:
        return _best_of_all(digest, advised)
    contrast = digest.contrast(best, advised)
    names = {"best": called(candidates[best]), "advised": called(candidates[advised])}
    ratio = times(contrast.ratio.value)
    if contrast.verdict == "equal":
        return _level(digest, advised, best)
    if contrast.verdict != "different":
        said = told(
            "Measured here: {best} did {times:,.10g} times as much as {advised}, but that may be"
            " chance. More repeats in Compare would tell.",
            times=ratio,
            **names,
        )
        return Outcome(UNSURE, said, best, advised)
    low, high = contrast.ratio.low, contrast.ratio.high
    if low is None or high is None:
        said = told(
            "Measured here it is otherwise: {best} did {times:,.10g} times as much as {advised}.",
            times=ratio,
            **names,
        )
    else:
        said = told(
            "Measured here it is otherwise: {best} did {times:,.10g} times as much as {advised}"
            " (95\u00a0% interval {low:,.10g} to {high:,.10g}).",
            times=ratio,
            low=times(low),
            high=times(high),
            **names,
        )
    return Outcome(DISAGREES, _with_memory(digest, said, best, advised), best, advised)


def _best_of_all(digest: Digest, advised: int) -> Outcome:
    """The advised approach did most; by how much, against the next and the baseline."""
    candidates, row = digest.result.study.candidates, digest.rows[advised]
    following = digest.ranking[1]
    contrast = digest.contrast(advised, following)
    name = called(candidates[advised])
    if contrast.verdict == "different":
        said = told(
            "Measured here it is the same: {advised} did most, {times:,.10g} times as much as"
            " {next}.",
            advised=name,
            times=times(contrast.ratio.value),
            next=called(candidates[following]),
        )
        kind = AGREES
    elif contrast.verdict == "equal":
        return _level(digest, advised, following)
    else:
        said = told(
            "Measured here: {advised} did most, but no more than {next} for certain.",
            advised=name,
            next=called(candidates[following]),
        )
        kind = LEVEL
    if digest.baseline not in (advised, following) and row.speedup is not None:
        said = told(
            "{said} That is {times:,.10g} times {base}.",
            said=said,
            times=times(row.speedup.value),
            base=called(candidates[digest.baseline]),
        )
    return Outcome(kind, said, advised, advised)


def _level(digest: Digest, advised: int, other: int) -> Outcome:
    """What was advised and the other best one do the same."""
    candidates = digest.result.study.candidates
    said = told(
        "Measured here: no difference between {advised} and {other}.",
        advised=called(candidates[advised]),
        other=called(candidates[other]),
    )
    whole = _with_memory(digest, said, advised, other)
    return Outcome(LEVEL, whole, digest.ranking[0], advised)


def _with_memory(digest: Digest, said: str, first: int, second: int) -> str:
    """``said``, and what the two take, where one of them takes much less."""
    ours, theirs = digest.rows[first].memory_mib, digest.rows[second].memory_mib
    if ours is None or theirs is None or min(ours.value, theirs.value) <= 0:
        return said
    if max(ours.value, theirs.value) < 1.25 * min(ours.value, theirs.value):
        return said
    return told(
        "{said} Memory: {first:,.10g} MiB for {name}, {second:,.10g} MiB for {other}.",
        said=said,
        first=short(ours.value),
        name=called(digest.result.study.candidates[first]),
        second=short(theirs.value),
        other=called(digest.result.study.candidates[second]),
    )
