"""Whether what was expected of a comparison is what was measured, with significance.

``A > B`` holds when the two are found different (the test is significant, and the ratio's interval
lies outside the noise floor) and A is the faster one. ``A > 1.6 * B`` holds when the whole 95 %
interval of their ratio lies above 1.6; with a margin above 1 they must be different as well.
``A = B`` holds when there is no difference here. What is not sure does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.errors import InputError
from lab.spec import Candidate, Study, told

from .digest import Contrast, Digest
from .expectation import Claim, Term


@dataclass(frozen=True)
class Outcome:
    """What became of a claim; ``said`` is told: what was measured, and why it does not hold."""

    claim: Claim
    holds: bool
    said: str


def check_terms(claims: Sequence[Claim], study: Study) -> None:
    """Refuse, before anything is measured, a term that no candidate of ``study`` fits."""
    for claim in claims:
        places = [_fitting(term, study.candidates) for term in (claim.first, claim.second)]
        for term, found in zip((claim.first, claim.second), places, strict=True):
            if not found:
                names = ", ".join(candidate.key for candidate in study.candidates)
                what = told("{term} is none of the candidates", term=str(term))
                raise InputError(what, todo=told("There are: {names}.", names=names))
        if places[0] == places[1] and len(places[0]) == 1:
            name = study.candidates[places[0][0]].key
            raise InputError(told("{name} is compared with itself", name=name))


def judge(claims: Sequence[Claim], digest: Digest) -> tuple[Outcome, ...]:
    """Hold every claim against the figures of a study whose terms were checked."""
    return tuple(_judge(claim, digest) for claim in claims)


def _judge(claim: Claim, digest: Digest) -> Outcome:
    first, second = _best(claim.first, digest), _best(claim.second, digest)
    if first is None or second is None:
        term = claim.first if first is None else claim.second
        return Outcome(claim, False, told("{term} was not measured", term=str(term)))
    names = [digest.result.study.candidates[place].key for place in (first, second)]
    if first == second:
        what = told("both sides stand for {name}, the fastest of them", name=names[0])
        return Outcome(claim, False, what)
    contrast = digest.contrast(first, second)
    measured = _measured(contrast, *names)
    if problem := _problem(claim, contrast):
        return Outcome(claim, False, told("{measured}: {why}", measured=measured, why=problem))
    return Outcome(claim, True, measured)


def _problem(claim: Claim, contrast: Contrast) -> str:
    """Why the claim does not hold, or nothing."""
    ratio, margin = contrast.ratio, claim.margin
    if claim.relation == "=":
        if contrast.verdict == "different":
            return told("that is a difference")
        return "" if contrast.verdict == "equal" else _unsure(contrast)
    if ratio.low is None or ratio.high is None:
        return _unsure(contrast)
    above = claim.relation == ">"
    reached = ratio.low > margin if above else ratio.high < margin
    refuted = ratio.high <= margin if above else ratio.low >= margin
    # A margin beyond 1 speaks of a difference; one within it allows for one the other way.
    difference = margin >= 1 if above else margin <= 1
    if difference and contrast.verdict == "equal":
        return told("that is no difference here")
    if reached and (not difference or contrast.verdict == "different"):
        return ""
    if refuted:
        if margin == 1:
            return told("that is the other way round")
        return told("that is too little") if above else told("that is too much")
    return told("that is not certain enough; more repeats would tell")


def _unsure(contrast: Contrast) -> str:
    if contrast.ratio.low is None:
        return told("an interval needs 3 repeats or more")
    return told("that is not certain enough; more repeats would tell")


def _measured(contrast: Contrast, first: str, second: str) -> str:
    """``processes(2) reaches 1.93 × threads(2) (1.88 to 1.97)``."""
    ratio = contrast.ratio
    if ratio.low is None or ratio.high is None:
        return told(
            "{first} reaches {ratio:.3g} × {second}", first=first, ratio=ratio.value, second=second
        )
    return told(
        "{first} reaches {ratio:.3g} × {second} (95 %: {low:.3g} to {high:.3g})",
        first=first,
        second=second,
        ratio=ratio.value,
        low=ratio.low,
        high=ratio.high,
    )


def _best(term: Term, digest: Digest) -> int | None:
    """The place of the fastest of those the term names; None when none was measured."""
    fitting = set(_fitting(term, digest.result.study.candidates))
    return next((place for place in digest.ranking if place in fitting), None)


def _fitting(term: Term, candidates: Sequence[Candidate]) -> list[int]:
    return [place for place, candidate in enumerate(candidates) if term.fits(candidate)]
