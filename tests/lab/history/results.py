"""Made-up runs for tests of the history: short, and each known by its figures."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import numpy as np

from lab.session.result import Result
from lab.session.series import SeriesTable
from tests.lab.records.example import example_result

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)


def made_run(
    title: str = "Mixed work",
    *,
    approach: str = "threads",
    day: int = 0,
    rows: int = 40,
    state: str = "finished",
) -> Result:
    """A run so many days after the first of November."""
    result = example_result(approach, rows=rows)
    return dataclasses.replace(
        result,
        experiment=dataclasses.replace(result.experiment, title=title),
        started_at=(FIRST + timedelta(days=day)).isoformat(),
        state=state,
    )


def until(result: Result, rows: int) -> Result:
    """The run as it was when it had so many rows."""
    series = result.series
    table = SeriesTable(series.columns, {name: r[:rows] for name, r in series.rows.items()})
    return dataclasses.replace(result, state="running", series=table)


def same_series(first: SeriesTable, second: SeriesTable) -> bool:
    """Whether two courses are equal to the last bit, columns and all."""
    return first.columns == second.columns and all(
        np.array_equal(first.rows[c.name], second.rows[c.name], equal_nan=True)
        for c in first.columns
    )
