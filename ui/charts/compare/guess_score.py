"""What is said of guesses once it has been measured: how far they carried, and no mark for it.

Pure: guesses and measured ratios go in, words come out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from lab.analysis.interval import Interval
from ui.words import N_, Words, figure, number, quantity, tr

CLOSE = 1.25
"""A guess within this factor of the measured value is close to it."""


@dataclass(frozen=True)
class Score:
    """How guesses compare with what was measured.

    ``pairs`` are those of candidates that really differ, ``ordered`` those of them the guesses put
    in the right order. ``farthest`` is the place of the guess that is furthest off and ``factor``
    guess over measured there; None without guesses.
    """

    pairs: int
    ordered: int
    farthest: int | None
    factor: float


def score(
    guesses: Mapping[int, float], measured: Mapping[int, Interval], noise: float = 1.0
) -> Score:
    """Hold guesses against measured ratios; both are times the baseline, by place.

    Two candidates differ when their intervals do not overlap and their ratio is above ``noise``.
    """
    known = sorted(place for place in guesses if place in measured and guesses[place] > 0)
    pairs = ordered = 0
    for one, other in itertools.combinations(known, 2):
        if _differ(measured[one], measured[other], noise):
            pairs += 1
            really = measured[one].value > measured[other].value
            ordered += guesses[one] != guesses[other] and (guesses[one] > guesses[other]) == really
    factors = {
        place: guesses[place] / measured[place].value
        for place in known
        if measured[place].value > 0
    }
    if not factors:
        return Score(pairs, ordered, None, 1.0)
    farthest = max(factors, key=lambda place: abs(math.log(factors[place])))
    return Score(pairs, ordered, farthest, factors[farthest])


def order_words(found: Score) -> Words | None:
    """How many pairs were in the right order; None where no two differ."""
    if not found.pairs:
        return None
    if found.ordered == found.pairs:
        return Words(N_("The order you guessed is the order measured."))
    return Words(
        N_("Of {pairs} pairs that differ, {ordered} were guessed in the right order."),
        pairs=lambda: number(found.pairs),
        ordered=lambda: number(found.ordered),
    )


def size_words(found: Score, name: object) -> Words | None:
    """How far the guess furthest off is from what was measured; ``name`` is the candidate's."""
    if found.farthest is None:
        return None
    if max(found.factor, 1 / found.factor) <= CLOSE:
        return Words(N_("Every guess is within a quarter of the measured value."))
    if found.factor > 1:
        return Words(
            N_("Furthest apart: {candidate}, guessed {times} times the measured value."),
            candidate=name,
            times=lambda: figure(found.factor),
        )
    return Words(
        N_("Furthest apart: {candidate}, measured {times} times the guess."),
        candidate=name,
        times=lambda: figure(1 / found.factor),
    )


def one_words(factor: float) -> Words:
    """What is said of a single guess; ``factor`` is guess over measured."""
    if max(factor, 1 / factor) <= CLOSE:
        return Words(N_("Your guess is within a quarter of the measured value."))
    if factor > 1:
        return Words(
            N_("Your guess was {times} times the measured value."), times=lambda: figure(factor)
        )
    return Words(
        N_("The measured value is {times} times your guess."), times=lambda: figure(1 / factor)
    )


def apart_words(guess: float, measured: Interval, unit: str) -> Words:
    """What is said of a single guess on a linear scale; ``unit`` is a marked text."""
    low, high = measured.low, measured.high
    if low is not None and high is not None and low <= guess <= high:
        return Words(N_("Your guess lies within the interval of what was measured."))

    def apart() -> str:
        return quantity(figure(abs(guess - measured.value)), tr(unit))

    if guess > measured.value:
        return Words(N_("Your guess lies {apart} above what was measured."), apart=apart)
    return Words(N_("Your guess lies {apart} below what was measured."), apart=apart)


def _differ(one: Interval, other: Interval, noise: float) -> bool:
    if one.value <= 0 or other.value <= 0:
        return False
    apart = max(one.value, other.value) / min(one.value, other.value) > noise
    if None in (one.low, one.high, other.low, other.high):
        return apart
    low, high = max(one.low or 0, other.low or 0), min(one.high or 0, other.high or 0)
    return apart and low > high
