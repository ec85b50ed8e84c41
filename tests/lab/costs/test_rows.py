"""Rows are medians with intervals; those that have not grown are taken over."""

from __future__ import annotations

import dataclasses
from statistics import median

import pytest

from lab.costs.rows import rows_of
from tests.lab.costs.made import ALL, made_result


@pytest.mark.parametrize("section", ALL)
def test_a_row_is_the_median_of_its_samples(section: str) -> None:
    result = made_result(section)
    for place, row in enumerate(rows_of(result)):
        assert row.place == place
        of_row = [s for s in result.samples if (s.kind, s.size) == (row.kind.key, row.size)]
        assert row.repeats == len(of_row)
        for key, interval in row.figures.items():
            assert interval.value == pytest.approx(median(s.figures[key] for s in of_row))
            assert interval.low is not None
            assert interval.low <= interval.value


@pytest.mark.parametrize("section", ALL)
def test_watched_as_it_grows_it_is_the_same(section: str) -> None:
    whole = made_result(section)
    rows = rows_of(dataclasses.replace(whole, samples=()))
    for count in range(1, len(whole.samples) + 1):
        rows = rows_of(dataclasses.replace(whole, samples=whole.samples[:count]), rows)
    assert rows == rows_of(whole)


def test_what_the_system_does_not_tell_is_left_out() -> None:
    whole = made_result("start")
    samples = tuple(
        dataclasses.replace(s, figures={"start_us": s.figures["start_us"]}) for s in whole.samples
    )
    for row in rows_of(dataclasses.replace(whole, samples=samples)):
        assert set(row.figures) == {"start_us"}
