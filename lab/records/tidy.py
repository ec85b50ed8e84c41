"""Tidy tables: one thing a row, one figure a column, each column with its unit and what it means.

CSV, Parquet and reports write the same tables, so a figure has one name and one meaning everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lab.session.result import Result
from lab.session.series import Column

Cell = bool | int | float | str | None
Kind = type[bool] | type[int] | type[float] | type[str]
COUNTED = frozenset({"lanes", "processes", "tasks"})
"""Units of columns that count: their cells are whole numbers."""


@dataclass(frozen=True)
class Tidy:
    """``data[i]`` are the cells of ``columns[i]``, all of one length and of ``kinds[i]`` or None.

    A figure that is not known is None, never NaN.
    """

    columns: tuple[Column, ...]
    kinds: tuple[Kind, ...]
    data: tuple[list[Cell], ...]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells row by row."""
        return zip(*self.data, strict=True)

    def __len__(self) -> int:
        return len(self.data[0]) if self.data else 0


def run_table(result: Result) -> Tidy:
    """The course of a run, one row a sample."""
    columns = result.series.columns
    kinds: tuple[Kind, ...] = tuple(int if c.unit in COUNTED else float for c in columns)
    rows = result.series.rows
    data = tuple(_cells(kind, rows[c.name]) for kind, c in zip(kinds, columns, strict=True))
    return Tidy(columns, kinds, data)


def _cells(kind: Kind, values: NDArray[np.float64]) -> list[Cell]:
    return [kind(value) if math.isfinite(value) else None for value in values.tolist()]
