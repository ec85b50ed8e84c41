"""The common rules are symmetrical and never decide on noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.interval import Interval
from lab.verdicts.rules import Held, judged, median, parallel_bound, ratio, settled, together, where

FIGURES = st.floats(min_value=0.01, max_value=100.0)


@pytest.mark.parametrize(
    "low, high, verdict",
    [
        (1.5, None, "confirmed"),
        (None, 2.5, "confirmed"),
        (1.5, 2.5, "confirmed"),
        (2.5, None, "refuted"),
        (None, 1.5, "refuted"),
        (2.0, None, "inconclusive"),
        (None, 2.0, "inconclusive"),
        (1.0, 2.0, "inconclusive"),
    ],
)
def test_the_whole_interval_decides(low: float | None, high: float | None, verdict: str) -> None:
    assert where(Interval(2.0, 1.8, 2.2, 5), low, high) == verdict


@given(FIGURES, FIGURES, FIGURES)
def test_above_confirms_exactly_when_below_refutes(a: float, b: float, bound: float) -> None:
    low, high = sorted((a, b))
    figure = Interval((low + high) / 2, low, high, 5)
    opposite = {"confirmed": "refuted", "refuted": "confirmed", "inconclusive": "inconclusive"}
    if bound not in (low, high):
        assert where(figure, bound, None) == opposite[where(figure, None, bound)]


def test_too_few_repeats_decide_nothing() -> None:
    found = judged(Interval(2.0, None, None, 2), low=1.0, says="")
    assert found.verdict == "inconclusive"
    assert "few" in found.reason


def test_a_busy_machine_decides_nothing_whichever_way_the_figure_points() -> None:
    figure = Interval(2.0, 1.9, 2.1, 5)
    for low in (1.0, 3.0):
        found = judged(figure, low=low, says="", others=0.8)
        assert (found.verdict, "0.8 cores" in found.reason) == ("inconclusive", True)
        assert judged(figure, low=low, says="", others=0.1).verdict != "inconclusive"


def test_all_that_has_to_hold_holds() -> None:
    good, bad = Interval(2.0, 1.9, 2.1, 5), Interval(0.5, 0.4, 0.6, 5)
    unsure = Interval(1.0, 0.8, 1.2, 5)
    assert judged(good, low=1.0, says="", also=[Held(good, 1.0)]).verdict == "confirmed"
    assert judged(good, low=1.0, says="", also=[Held(bad, 1.0)]).verdict == "refuted"
    assert judged(good, low=1.0, says="", holds=False).verdict == "refuted"
    found = judged(good, low=1.0, says="", also=[Held(unsure, 1.0)])
    assert (found.verdict, "0.8" in found.reason) == ("inconclusive", True)


def test_one_refuted_condition_refutes() -> None:
    assert together(["confirmed", "inconclusive", "refuted"]) == "refuted"
    assert together(["confirmed", "inconclusive"]) == "inconclusive"
    assert together([]) == "confirmed"


def test_a_doubt_is_the_reason() -> None:
    assert settled(True, says="").verdict == "confirmed"
    assert settled(False, says="").verdict == "refuted"
    found = settled(True, says="", doubt="it was over too soon")
    assert (found.verdict, found.reason) == ("inconclusive", "it was over too soon")


def test_a_missing_repeat_does_not_count() -> None:
    assert ratio([2.0, None, 4.0, 6.0], [1.0, 1.0, 2.0, 3.0]).count == 3
    assert median([1.0, None, 3.0]).value == 2.0


def test_only_idle_cores_can_be_used() -> None:
    assert parallel_bound(4, 2, 0.0) == pytest.approx(1.6)
    assert parallel_bound(2, 8, 0.0) == pytest.approx(1.6)
    assert parallel_bound(4, 4, 1.0) == pytest.approx(2.4)
    assert parallel_bound(4, 1, 1.0) == pytest.approx(0.8)
