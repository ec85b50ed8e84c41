"""Parquet: typed columns that say what they are, and the settings beside them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from lab.advice.digest import digest
from lab.errors import HebraError, InputError
from lab.records.json_file import result_from
from lab.records.parquet import check_installed, write_parquet
from lab.records.reopen import load_any
from lab.records.study_json import study_from
from lab.records.study_tables import TABLES, study_table
from lab.records.tidy import run_table
from tests.lab.study.made import made_result

from .example import example_result

parquet = pytest.importorskip("pyarrow.parquet")


def test_a_run_is_its_series(tmp_path: Path) -> None:
    result = example_result(rows=20)
    write_parquet(tmp_path / "run.parquet", result)
    table = parquet.read_table(tmp_path / "run.parquet")
    assert table.column_names == [column.name for column in result.series.columns]
    for name in table.column_names:
        read = np.array([np.nan if v is None else v for v in table[name].to_pylist()], float)
        np.testing.assert_array_equal(read, result.series.rows[name])
    assert (str(table.schema.field("t_s").type), str(table.schema.field("lanes").type)) == (
        "double",
        "int64",
    )
    assert table["p50_ms"].null_count == 2, "what is not known is null"
    said = table.schema.field("p50_ms").metadata
    assert (said[b"unit"], said[b"description"][:14]) == (b"ms", b"median latency")


def test_figures_go_along(tmp_path: Path) -> None:
    result = example_result(rows=3)
    write_parquet(tmp_path / "run.parquet", result)
    metadata = parquet.read_schema(tmp_path / "run.parquet").metadata
    back = result_from(json.loads(metadata[b"hebra_result"]))
    assert (back.tasks_done, back.markers) == (result.tasks_done, result.markers)


@pytest.mark.parametrize("table", TABLES)
def test_a_study_is_its_table(table: str, tmp_path: Path) -> None:
    figures = digest(made_result("grid", repeats=3))
    write_parquet(tmp_path / "study.parquet", figures, table)
    read = parquet.read_table(tmp_path / "study.parquet")
    wanted = study_table(figures, table)
    assert len(read) == len(wanted)
    assert read.to_pydict() == {
        column.name: cells for column, cells in zip(wanted.columns, wanted.data, strict=True)
    }
    metadata = read.schema.metadata
    assert len(study_from(json.loads(metadata[b"hebra_result"])).trials) == 36
    assert load_any(tmp_path / "study.parquet") == figures.result.study


def test_types_are_the_same_whatever_is_known() -> None:
    full, empty = run_table(example_result(rows=9)), run_table(example_result(rows=0))
    assert full.kinds == empty.kinds


def test_without_pyarrow_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_parquet(tmp_path / "run.parquet", example_result(rows=1))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for use in (
        check_installed,
        lambda: write_parquet(tmp_path / "other.parquet", example_result(rows=1)),
        lambda: load_any(tmp_path / "run.parquet"),
    ):
        with pytest.raises(InputError, match=r"pip install 'hebra-lab\[parquet\]'"):
            use()
    assert not (tmp_path / "other.parquet").exists()


@pytest.mark.parametrize(
    "data", [b"PAR1", b"PAR1PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1", b"PAR1" + bytes(64) + b"PAR1"]
)
def test_what_is_no_parquet_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.parquet").write_bytes(data)
    with pytest.raises(HebraError, match="not a valid Parquet file"):
        load_any(tmp_path / "odd.parquet")


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.parquet"
    write_parquet(path, example_result(rows=5))
    whole = path.read_bytes()
    for keep in (10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:keep])
        with pytest.raises(InputError, match="not a valid Parquet file"):
            load_any(path)


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    import pyarrow

    parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(InputError, match="was not written by Hebra"):
        load_any(tmp_path / "other.parquet")
