"""Two entries held against each other, in plain words and with what the words rest on."""

from __future__ import annotations

from dataclasses import dataclass

from lab.history.comparison import Comparison, Match
from lab.session.result import Result
from lab.spec import Candidate, Study
from ui.run.amounts import Count
from ui.words import N_, UNKNOWN, Words, number, tr

from .wording import candidate_text

WORK = "Work"
"""The label of what was done, in ``Comparison.unlike``."""


def words_of(found: Comparison, *, runs: bool) -> tuple[Words, Words]:
    """What came out, and why it may be believed, or not. The first is 1, the second 2."""
    said = _of_match(found.matches[0]) if runs else _of_matches(found.matches)
    if any(one.label == WORK for one in found.unlike):
        said = Words(N_("{said} They did not do the same work."), said=said)
    why = [Words("{text}", text=caution) for caution in found.cautions]
    floor = number(found.floor, 2)
    if found.floor_measured:
        why.append(Words(N_("Ratios up to {floor} are noise on this machine."), floor=floor))
    else:
        why.append(Words(N_("Ratios up to {floor} are taken for noise."), floor=floor))
    for one in found.unlike:
        why.append(  # noqa: PERF401 - it reads better so
            Words(
                N_("{what}: {first} and {second}."),
                what=_Told(one.label),
                first=one.first,
                second=one.second,
            )
        )
    return said, Words("{all}", all=lambda: " ".join(str(words) for words in why))


def study_of(first: Result, second: Result) -> Study | None:
    """The comparison that would settle it: both shapes on the same work.

    None where the work, or nothing but the time, is different: a study has one work, and no
    candidate twice.
    """
    one, two = first.experiment, second.experiment
    if one.mix != two.mix:
        return None
    candidates = tuple(
        Candidate(approach=run.experiment.approach, topology=run.topology)
        for run in (first, second)
    )
    if candidates[0].key == candidates[1].key:
        return None
    return Study(mix=one.mix, candidates=candidates, title=one.title)


def _of_match(found: Match) -> Words:
    ratio = found.ratio
    if ratio is None or ratio.low is None or ratio.high is None:
        return Words(N_("They are too short to be held against each other."))
    swapped = ratio.value < 1
    value, low, high = ratio.value, ratio.low, ratio.high
    if swapped:
        value, low, high = 1 / value, 1 / high, 1 / low
    fields = {
        "more": 2 if swapped else 1,
        "less": 1 if swapped else 2,
        "times": _Times(value),
        "low": _Times(low),
        "high": _Times(high),
    }
    if found.verdict == "different":
        return Words(
            N_("{more} does <b>{times} times</b> the work of {less} ({low}–{high})."), **fields
        )
    if found.verdict == "equal":
        return Words(
            N_("<b>No difference here:</b> {more} does {low} to {high} times the work of {less}."),
            **fields,
        )
    return Words(
        N_("<b>Not sure:</b> {more} may do {low} to {high} times the work of {less}."), **fields
    )


def _of_matches(found: tuple[Match, ...]) -> Words:
    if not found:
        return Words(N_("They have no candidate in common."))
    differ = [match for match in found if match.verdict == "different" and match.ratio is not None]
    if not differ:
        return Words(
            N_("<b>No candidate is shown to differ</b>, of {n} that both have."),
            n=Count(len(found)),
        )
    most = max(differ, key=_size)
    return Words(
        N_("<b>{k} of {n} candidates differ.</b> The most does {name}: {said}"),
        k=Count(len(differ)),
        n=Count(len(found)),
        name=lambda: candidate_text(most.name),
        said=_of_match(most),
    )


def _size(match: Match) -> float:
    value = match.ratio.value if match.ratio is not None else 1.0
    return max(value, 1 / value)


@dataclass(frozen=True)
class _Times:
    """A ratio, with the digits it can bear."""

    value: float | None

    def __str__(self) -> str:
        if self.value is None:
            return UNKNOWN
        return number(self.value, 2 if self.value < 9.95 else 1)


@dataclass(frozen=True)
class _Told:
    source: str

    def __str__(self) -> str:
        return tr(self.source)
