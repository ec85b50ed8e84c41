"""The course of a run stays bounded, and merging its rows loses no count and no time."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.session.series import MOST_ROWS, Series, series_columns

COLUMNS = series_columns(("wait", "python-cpu"), 2)
Row = dict[str, float | None]


def rows(count: int, dt: float = 0.1) -> Iterable[Row]:
    """A run with a rate that changes, a gap where nothing was known, and counts that grow."""
    done = 0.0
    for i in range(count):
        rate = 100.0 + i % 7
        done += rate * dt
        yield {
            "t_s": (i + 1) * dt,
            "dt_s": dt,
            "throughput_per_s": rate,
            "wait_per_s": rate,
            "p50_ms": None if i % 5 == 0 else 20.0,
            "running": (i % 3) / 2,
            "lanes": float(i % 11),
            "tasks_done": done,
            "tasks_failed": 0.0,
        }


@settings(max_examples=25)
@given(st.integers(1, 40_000))
def test_merging_keeps_time_counts_and_means(count: int) -> None:
    series = Series(COLUMNS)
    given_rows = list(rows(count))
    for row in given_rows:
        series.append(row)
    table = series.table()
    kept = table.rows
    assert 1 <= len(table) <= MOST_ROWS + 1
    last = given_rows[-1]
    assert kept["dt_s"].sum() == pytest.approx(0.1 * count)
    assert kept["t_s"][-1] == pytest.approx(last["t_s"])
    assert (np.diff(kept["t_s"]) > 0).all()
    assert kept["tasks_done"][-1] == last["tasks_done"]
    assert kept["lanes"][-1] == last["lanes"]
    counted = (kept["throughput_per_s"] * kept["dt_s"]).sum()
    assert counted == pytest.approx(last["tasks_done"])
    running = (kept["running"] * kept["dt_s"]).sum()
    assert running == pytest.approx(sum(0.1 * (row["running"] or 0) for row in given_rows))


def test_what_is_unknown_does_not_count_in_a_mean_and_stays_unknown() -> None:
    series = Series(COLUMNS)
    for row in rows(3 * MOST_ROWS):
        series.append(row)
    table = series.table().rows
    known = table["p50_ms"][~np.isnan(table["p50_ms"])]
    assert len(known) == len(table["p50_ms"])
    assert known == pytest.approx(20.0)
    assert np.isnan(table["python-cpu_per_s"]).all()


def test_eight_hours_take_no_more_memory_than_a_quarter() -> None:
    series = Series(COLUMNS)
    source = rows(288_000)
    for _, row in zip(range(72_000), source, strict=False):
        series.append(row)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for row in source:
            series.append(row)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    table = series.table()
    assert len(table) <= MOST_ROWS + 1
    assert table.rows["dt_s"].sum() == pytest.approx(28_800)
    assert grown < 200_000, f"{grown} bytes more"


def test_a_table_is_a_copy() -> None:
    series = Series(COLUMNS)
    for row in rows(3):
        series.append(row)
    table = series.table()
    series.append({"t_s": 9.0, "dt_s": 1.0})
    assert len(table) == 3
    table.rows["t_s"][0] = -1.0
    assert series.table().rows["t_s"][0] == pytest.approx(0.1)
