"""What is packed comes back to the last bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from lab.history.packing import (
    joined,
    pack_json,
    pack_records,
    pack_rows,
    unpack_json,
    unpack_records,
    unpack_rows,
)
from lab.session.series import Column, SeriesTable
from lab.session.snapshot import RECORD

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
)  # fmt: skip


def table(names: list[str], rows: NDArray[np.float64]) -> SeriesTable:
    columns = tuple(Column(name, "s", f"what {name} is") for name in names)
    return SeriesTable(columns, {name: rows[i] for i, name in enumerate(names)})


@given(plain)
def test_plain_values_come_back(value: object) -> None:
    assert unpack_json(pack_json(value)) == value


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=5, unique=True), st.data())
def test_rows_come_back_to_the_last_bit(names: list[str], data: st.DataObject) -> None:
    shape = (len(names), data.draw(st.integers(0, 30)))
    rows = data.draw(arrays.arrays(np.float64, shape))
    columns = tuple(Column(name, "ms", "höhe → x") for name in names)
    read = unpack_rows(pack_rows(columns, rows))
    assert read.columns == columns
    for place, name in enumerate(names):
        assert read.rows[name].tobytes() == np.ascontiguousarray(rows[place]).tobytes()


@given(st.integers(0, 200))
def test_records_come_back(count: int) -> None:
    records = np.zeros(count, RECORD)
    records["lane"] = np.arange(count) * 2**40
    records["failed"] = np.arange(count) % 3 == 0
    records["end_s"] = np.linspace(0, 1, count)
    records["gil"] = np.nan
    read, left_out = unpack_records(pack_records(records, 12))
    assert left_out == 12
    assert read.dtype == RECORD
    assert read.tobytes() == records.tobytes()


@given(st.integers(1, 40), st.data())
def test_chunks_make_the_whole_however_they_were_cut(length: int, data: st.DataObject) -> None:
    whole = np.arange(2.0 * length).reshape(2, length)
    ends = sorted({*data.draw(st.lists(st.integers(1, length), max_size=6)), length})
    parts, before = [], 0
    for end in ends:
        first = max(0, before - 1)  # the last row is written again, it was provisional
        provisional = whole[:, first:end].copy()
        if end < length:
            provisional[:, -1] = -1.0
        parts.append((first, table(["t_s", "x"], provisional)))
        before = end
    made = joined(parts)
    assert made.rows["t_s"].tolist() == whole[0].tolist()
    assert made.rows["x"].tolist() == whole[1].tolist()


def test_a_column_that_joined_later_is_unknown_before() -> None:
    first = table(["t_s"], np.array([[1.0, 2.0]]))
    second = table(["t_s", "wait_per_s"], np.array([[2.0, 3.0], [7.0, 8.0]]))
    made = joined([(0, first), (1, second)])
    assert [column.name for column in made.columns] == ["t_s", "wait_per_s"]
    assert made.rows["t_s"].tolist() == [1.0, 2.0, 3.0]
    assert np.array_equal(made.rows["wait_per_s"], [np.nan, 7.0, 8.0], equal_nan=True)


def test_nothing_is_a_table_without_rows() -> None:
    assert len(joined([])) == 0
