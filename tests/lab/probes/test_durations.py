"""Percentiles out of buckets are those of the values themselves, to one per cent."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.probes.durations import Durations

VALUES = st.lists(st.floats(min_value=0.001, max_value=1e5), min_size=1, max_size=200)


def of(values: list[float]) -> Durations:
    found = Durations()
    for value in values:
        found.add(value)
    return found


@given(VALUES, st.sampled_from([50, 95, 99]))
def test_a_percentile_is_the_value_of_that_rank(values: list[float], percent: int) -> None:
    rank = max(1, math.ceil(len(values) * percent / 100))
    assert of(values).percentile(percent) == pytest.approx(sorted(values)[rank - 1], rel=0.0101)


@given(VALUES)
def test_none_is_above_the_maximum_which_is_exact(values: list[float]) -> None:
    figures = of(values).figures()
    assert figures["max"] == max(values)
    assert all(value is not None and value <= max(values) for value in figures.values())


@given(VALUES, VALUES)
def test_two_together_are_one_of_both(one: list[float], other: list[float]) -> None:
    both = of(one)
    both.take(of(other))
    assert both.figures() == of([*one, *other]).figures()


def test_of_nothing_there_is_no_figure() -> None:
    assert Durations().figures() == {"p50": None, "p95": None, "p99": None, "max": None}


def test_what_takes_no_time_counts() -> None:
    assert of([0.0, 0.0]).figures() == {"p50": 0.0, "p95": 0.0, "p99": 0.0, "max": 0.0}
