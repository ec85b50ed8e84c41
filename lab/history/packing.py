"""Compressed forms of what is kept: JSON, the rows of a course, task records.

Each form says itself what it holds (names, units, types), so that it can be read years later.
Figures are kept as they were measured, to the last bit.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.session.series import Column, SeriesTable

_LEVEL = 1
"""zlib's quickest: measured figures are mostly noise, which no level makes smaller."""
_HEAD = struct.Struct("<I")
_FIGURE = np.dtype("<f8")


def pack_json(value: Any) -> bytes:
    """Plain values as compressed JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode(), _LEVEL)


def unpack_json(data: bytes) -> Any:
    """The values again."""
    return json.loads(zlib.decompress(data))


def pack_rows(columns: tuple[Column, ...], rows: NDArray[np.float64]) -> bytes:
    """A table, ``rows`` as columns x rows, with the names, units and meaning of its columns."""
    head = json.dumps([[c.name, c.unit, c.help] for c in columns], ensure_ascii=False).encode()
    return zlib.compress(_HEAD.pack(len(head)) + head + _shuffled(rows.astype(_FIGURE)), _LEVEL)


def unpack_rows(data: bytes) -> SeriesTable:
    """The table again."""
    plain = zlib.decompress(data)
    begin = _HEAD.size + _HEAD.unpack_from(plain)[0]
    columns = tuple(Column(*column) for column in json.loads(plain[_HEAD.size : begin]))
    figures = _unshuffled(plain[begin:], _FIGURE).astype(np.float64).reshape(len(columns), -1)
    return SeriesTable(columns, {c.name: figures[i] for i, c in enumerate(columns)})


def joined(parts: Iterable[tuple[int, SeriesTable]]) -> SeriesTable:
    """Chunks made one table; each begins at a row, and overrules what was there from it on.

    Columns that came or went meanwhile are unknown elsewhere.
    """
    chunks = list(parts)
    columns = {c.name: c for _, table in reversed(chunks) for c in table.columns}
    length = max((first + len(table) for first, table in chunks), default=0)
    figures = np.full((len(columns), length), np.nan)
    end = 0
    for first, table in chunks:
        figures[:, first:] = np.nan
        end = first + len(table)
        for place, name in enumerate(columns):
            if name in table.rows:
                figures[place, first:end] = table.rows[name]
    return SeriesTable(
        tuple(columns.values()), {name: figures[i, :end] for i, name in enumerate(columns)}
    )


def pack_records(records: NDArray[np.void], left_out: int) -> bytes:
    """Task records, with the names and types of their fields; and how many there are not."""
    head = json.dumps({"fields": records.dtype.descr, "left_out": left_out}).encode()
    return zlib.compress(_HEAD.pack(len(head)) + head + _shuffled(records), _LEVEL)


def unpack_records(data: bytes) -> tuple[NDArray[np.void], int]:
    """The records again, and how many were left out."""
    plain = zlib.decompress(data)
    begin = _HEAD.size + _HEAD.unpack_from(plain)[0]
    head = json.loads(plain[_HEAD.size : begin])
    dtype = np.dtype([(name, form) for name, form in head["fields"]])
    return _unshuffled(plain[begin:], dtype), head["left_out"]


def _shuffled(values: NDArray[Any]) -> bytes:
    """First bytes of all items, then the second ones, and so on: like beside like packs better."""
    flat = np.ascontiguousarray(values).reshape(-1)
    return flat.view(np.uint8).reshape(len(flat), -1).T.tobytes() if len(flat) else b""


def _unshuffled(data: bytes, dtype: np.dtype[Any]) -> NDArray[Any]:
    bytes_ = np.frombuffer(data, np.uint8).reshape(dtype.itemsize, -1)
    return np.ascontiguousarray(bytes_.T).reshape(-1).view(dtype)
