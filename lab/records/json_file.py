"""A result as one JSON object, for programs.

Keys are stable within a ``schema``; what is not known is ``null``, never NaN, which is no JSON.
"""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.session.result import Result
from lab.session.series import Column

from .atomic import write_atomically
from .document import document_of
from .figures import kind_of, percentiles_of, topology_of
from .settings import change_text

SCHEMA = "hebra-result/1"
_COUNTED = frozenset({"lanes", "processes", "tasks"})
"""Units of columns that count."""


def write_json(path: Path | str, result: Result) -> None:
    """Write the result as JSON; whole or not at all."""
    write_atomically(path, (json_text(result) + "\n").encode())


def json_text(result: Result, *, indent: int | None = 2) -> str:
    """The result as JSON text; rows of the series are kept on a line each."""
    document = result_object(result)
    rows = document.pop("series")
    head = json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False)
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows]
    series = ",\n    ".join(lines)
    inside = f"\n    {series}\n  " if lines else ""
    return f'{head.rstrip()[:-1].rstrip()},\n  "series": [{inside}]\n}}'


def result_object(result: Result) -> dict[str, Any]:
    """The object, made of plain values only."""
    whole = {
        "schema": SCHEMA,
        "state": result.state,
        "started_at": result.started_at,
        "approach": result.experiment.approach,
        "topology": topology_of(result),
        "tasks_done": result.tasks_done,
        "tasks_failed": result.tasks_failed,
        "possibly_twice": result.possibly_twice,
        "seconds": result.seconds,
        "time_to_finish_s": result.time_to_finish_s,
        "throughput_per_s": result.throughput_per_s,
        "latency_ms": percentiles_of(result.latency_ms),
        "by_kind": {kind.name: kind_of(kind) for kind in result.by_kind},
        "shares": dataclasses.asdict(result.shares),
        "cores": dataclasses.asdict(result.cores),
        "cpu_seconds": result.cpu_seconds,
        "missed_records": result.missed_records,
        "environment": dict(result.environment),
        "experiment": document_of(result.experiment),
        "markers": [
            {
                "t_s": marker.t_s,
                "setting": marker.setting,
                "old": marker.old,
                "new": marker.new,
                "text": change_text(marker.setting, marker.old, marker.new),
            }
            for marker in result.markers
        ],
        "events": [dataclasses.asdict(event) for event in result.events],
        "series": _rows(result),
    }
    known: dict[str, Any] = _known(whole)
    return known


def _rows(result: Result) -> list[dict[str, float | None]]:
    names = [column.name for column in result.series.columns]
    data = [_cells(column, result.series.rows[column.name]) for column in result.series.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*data, strict=True)]


def _cells(column: Column, values: NDArray[np.float64]) -> list[float | None]:
    """A column's cells: counts as whole numbers, None where nothing is known."""
    whole = column.unit in _COUNTED
    cells: list[float] = values.round(9).tolist()
    return [(int(v) if whole else v) if math.isfinite(v) else None for v in cells]


def _known(value: Any) -> Any:
    """The same with null for every number that is none."""
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_known(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
