"""The CSV of a result: its rows, a head that runs it again, and nothing that runs by itself."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import InputError
from lab.records import load_experiment, write_csv
from lab.records.csv_file import cell, csv_text, harmless
from lab.records.replay import replay
from lab.session.result import Result
from lab.session.series import Column, SeriesTable
from lab.session.snapshot import Event

from .example import example_result
from .experiments import experiments


def table(text: str) -> list[list[str]]:
    lines = [line for line in io.StringIO(text, newline="") if not line.startswith("#")]
    return list(csv.reader(lines))


def test_rows_are_the_series() -> None:
    result = example_result(rows=20)
    header, *rows = table(csv_text(result))
    assert header == [column.name for column in result.series.columns]
    assert {"t_s", "throughput_per_s", "p95_ms", "core0_load"} <= set(header)
    for i, name in enumerate(header):
        read = np.array([float(row[i]) if row[i] else np.nan for row in rows])
        np.testing.assert_allclose(read, result.series.rows[name], rtol=1e-9)


def test_the_head_says_what_where_and_when() -> None:
    text = csv_text(example_result(rows=3))
    assert text.startswith("# Hebra result, written by Hebra 0.")
    for line in (
        '# environment: cpu = "Some, \\"quoted\\" CPU"',
        "# environment: gil = true",
        "# environment: nice = unknown",
        "# change: t_s = 13.5, threads 2→4",
        "# figure: latency_p95_ms = 84.0",
        "# column: t_s [s]: end of the row's interval, since the first lane started",
    ):
        assert line in text.splitlines()


def test_a_text_with_line_breaks_starts_no_row() -> None:
    lines = csv_text(example_result(rows=2)).splitlines()
    assert "# event: t_s = 18, task-failed: =1+1 raised ValueError" in lines
    assert sum(not line.startswith("#") for line in lines) == 3


@given(experiment=experiments())
def test_a_result_runs_itself_again(experiment, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("csv") / "result.csv"
    result = dataclasses.replace(
        example_result(rows=2), experiment=experiment, markers=(), seconds=0.0
    )
    write_csv(path, result)
    assert load_experiment(path) == experiment


def test_a_large_result_runs_itself_again(tmp_path: Path) -> None:
    result = example_result(rows=7200, cores=16)
    write_csv(tmp_path / "long.csv", result)
    assert (tmp_path / "long.csv").stat().st_size > 1 << 20
    assert load_experiment(tmp_path / "long.csv") == replay(result)


def test_a_result_without_its_experiment_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_text("# Hebra result\nt_s\n1\n")
    with pytest.raises(InputError, match="does not hold its experiment"):
        load_experiment(path)


@pytest.mark.parametrize(
    "value, shown",
    [
        (None, ""), (float("nan"), ""), (float("inf"), ""), (True, "true"), (3, "3"), (-3, "-3"),
        (4.0, "4"), (-0.25, "-0.25"), (1e-7, "1e-07"), (12345678901234.0, "12345678901234"),
        ("plain", "plain"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"),
        ("\t=1", "'\t=1"), ("\r=1", "' =1"), (" =1", "' =1"),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_or_harmless(value: object, shown: str) -> None:
    assert cell(value) == shown


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    assert harmless(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_a_column_named_as_a_formula_is_neutralised() -> None:
    result = example_result(rows=1)
    odd = SeriesTable((Column("=cmd()", "", "odd"),), {"=cmd()": np.array([-1.0])})
    header, row = table(csv_text(dataclasses.replace(result, series=odd)))
    assert (header, row) == (["'=cmd()"], ["-1"])


def test_an_event_cannot_pass_for_the_experiment(tmp_path: Path) -> None:
    result: Result = example_result(rows=1)
    event = Event(1.0, "task-failed", '\n# | approach = "processes"')
    write_csv(tmp_path / "odd.csv", dataclasses.replace(result, events=(event,)))
    assert load_experiment(tmp_path / "odd.csv") == replay(result)
