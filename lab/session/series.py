"""The course of a run as a table of bounded size.

A run may last for days; its series may not grow with it. Rows are kept at the sampler's pace until
:data:`MOST_ROWS`, then neighbours are merged two by two (figures averaged over their time, counts
taken from the later one), so a long run is kept at a coarser pace. Memory is taken once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_ROWS = 7_200
_LAST = frozenset({"t_s", "lanes", "processes", "tasks_done", "tasks_failed"})


@dataclass(frozen=True)
class Column:
    """One column of a table: its name is the header, ``unit`` and ``help`` explain it."""

    name: str
    unit: str
    help: str


@dataclass(frozen=True)
class SeriesTable:
    """The rows kept of a run; ``rows[column.name]`` is a float array, all of one length."""

    columns: tuple[Column, ...]
    rows: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.rows["t_s"]) if "t_s" in self.rows else 0


def series_columns(kinds: tuple[str, ...], cores: int) -> tuple[Column, ...]:
    """The columns of a run with these task kinds on this many cores."""
    fixed = [
        Column("t_s", "s", "end of the row's interval, since the first lane started"),
        Column("dt_s", "s", "length of the row's interval"),
        Column("throughput_per_s", "1/s", "tasks finished per second in the interval"),
        *(
            Column(f"{kind}_per_s", "1/s", f"tasks of kind {kind} finished per second")
            for kind in kinds
        ),
        Column("p50_ms", "ms", "median latency over the averaging window"),
        Column("p95_ms", "ms", "95th percentile of the latency over the averaging window"),
        Column("p99_ms", "ms", "99th percentile of the latency over the averaging window"),
        Column("running", "", "share of the lanes' time spent running on a core"),
        Column("gil", "", "share of the lanes' time spent waiting for the GIL"),
        Column("core", "", "share of the lanes' time spent waiting for a core"),
        Column("io", "", "share of the lanes' time spent waiting for I/O"),
        Column("loop", "", "share of the lanes' time spent waiting for their event loop"),
        Column("cores_used", "cores", "CPU time of the experiment per second"),
    ]
    for core in range(cores):
        fixed.append(Column(f"core{core}_load", "", f"load of core {core}, 0 to 1"))
        fixed.append(Column(f"core{core}_experiment", "", f"this experiment's part of core {core}"))
    fixed += [
        Column("lanes", "lanes", "lanes alive at the end of the interval"),
        Column("processes", "processes", "worker processes alive at the end of the interval"),
        Column("tasks_done", "tasks", "tasks finished since the start"),
        Column("tasks_failed", "tasks", "tasks that raised since the start"),
    ]
    return tuple(fixed)


class Series:
    """Collects rows; never holds more than :data:`MOST_ROWS`."""

    def __init__(self, columns: tuple[Column, ...], most_rows: int = MOST_ROWS) -> None:
        self.columns = columns
        self._index = {column.name: i for i, column in enumerate(columns)}
        self._rows = np.full((most_rows - most_rows % 2, len(columns)), np.nan)
        self._used = 0
        self._merge = 1
        self._pending: list[NDArray[np.float64]] = []
        self._last = np.array([column.name in _LAST for column in columns])

    def append(self, values: Mapping[str, float | None]) -> None:
        """Add one row; a column that is missing or None becomes NaN."""
        row = np.full(len(self.columns), np.nan)
        for name, value in values.items():
            if value is not None:
                row[self._index[name]] = value
        self._pending.append(row)
        if len(self._pending) == self._merge:
            self._keep(self._pending)
            self._pending = []

    def _keep(self, rows: list[NDArray[np.float64]]) -> None:
        if self._used == len(self._rows):
            half = self._used // 2
            # All pairs at once: one by one they would hold up a frame by a fifth of a second.
            self._rows[:half] = self._merged(self._rows.reshape(half, 2, -1))
            self._rows[half:] = np.nan
            self._used = half
            # The row at hand still covers half of what a row covers from now on; dt_s says so.
            self._merge *= 2
        self._rows[self._used] = self._one(np.array(rows))
        self._used += 1

    def _one(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows made one."""
        one: NDArray[np.float64] = rows[0] if len(rows) == 1 else self._merged(rows[None])[0]
        return one

    def _merged(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Groups x rows x columns, each group made one row.

        Time-weighted means, the last of what counts up, the sum of ``dt_s``.
        """
        dt = rows[:, :, self._index["dt_s"]]
        weight = np.where(np.isnan(rows), 0.0, dt[:, :, None])
        total = weight.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(total > 0, (np.nan_to_num(rows) * weight).sum(axis=1) / total, np.nan)
        merged: NDArray[np.float64] = np.where(self._last, rows[:, -1], mean)
        merged[:, self._index["dt_s"]] = np.nansum(dt, axis=1)
        return merged

    def table(self) -> SeriesTable:
        """All rows so far, oldest first, as a copy; a row still being merged is included."""
        rows = self._rows[: self._used]
        if self._pending:
            rows = np.vstack([rows, self._one(np.array(self._pending))])
        rows = rows.copy()
        return SeriesTable(self.columns, {c.name: rows[:, i] for i, c in enumerate(self.columns)})
