"""A result as one JSON object, for programs, and back.

Keys are stable within a ``schema``; what is not known is ``null``, never NaN, which is no JSON.
"""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from lab.session.result import CoresSummary, Result
from lab.session.series import Column, SeriesTable, series_columns
from lab.session.snapshot import Event, KindFigures, Percentiles, Shares
from lab.spec import LEVELS, Topology
from lab.tasks import KINDS

from .atomic import write_atomically
from .document import document_of, experiment_from
from .figures import kind_of, percentiles_of, topology_of
from .json_shape import RUN, KindShape, LatencyShape, RunShape, shaped
from .said import heard, said
from .settings import change_text
from .tidy import Cell, run_table

_DIGITS = 9
"""Decimals of a figure in the series: a nanosecond; more would only be noise."""
MOST_CORES = 4096
"""More cores than this are believed of no machine."""


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


def result_object(result: Result, *, series: bool = True) -> dict[str, Any]:
    """The object, made of plain values only; without its rows unless ``series``."""
    whole = {
        "schema": RUN,
        "state": result.state,
        "started_at": result.started_at,
        "approach": result.experiment.approach,
        "topology": topology_of(result),
        "tasks_done": result.tasks_done,
        "tasks_failed": result.tasks_failed,
        "possibly_twice": result.possibly_twice,
        "seconds": result.seconds,
        "time_to_finish_s": result.time_to_finish_s,
        "start_up_ms": result.start_up_ms,
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
        "events": [
            {"t_s": event.t_s, "kind": event.kind, **said(event.text), "details": event.details}
            for event in result.events
        ],
        "series": _rows(result) if series else [],
    }
    plain: dict[str, Any] = known(whole)
    return plain


def result_from(whole: object, where: str = "") -> Result:
    """The result that :func:`result_object` was made from; ``where`` is its source.

    Raises InputError when it is none.
    """
    read = shaped(RunShape, whole, where)
    experiment = experiment_from(read.experiment, where)
    levels = {level: getattr(read.topology, level) for level in LEVELS}
    return Result(
        experiment=experiment,
        state=read.state,
        topology=Topology(**levels),
        started_at=read.started_at,
        seconds=read.seconds,
        tasks_done=read.tasks_done,
        tasks_failed=read.tasks_failed,
        throughput_per_s=read.throughput_per_s,
        latency_ms=latency_from(read.latency_ms),
        by_kind=tuple(_kind_from(name, kind) for name, kind in read.by_kind.items()),
        shares=Shares(**dict(read.shares)),
        cores=CoresSummary(**dict(read.cores)),
        cpu_seconds=read.cpu_seconds,
        missed_records=read.missed_records,
        possibly_twice=read.possibly_twice,
        environment=read.environment,
        series=_series_from(read),
        markers=read.made(),
        events=tuple(Event(e.t_s, e.kind, heard(dict(e)), e.details) for e in read.events),
        time_to_finish_s=read.time_to_finish_s,
        start_up_ms=read.start_up_ms,
    )


def latency_from(read: LatencyShape) -> Percentiles | None:
    """Percentiles, or None when nothing was timed."""
    if read.p50 is None or read.p95 is None or read.p99 is None or read.max is None:
        return None
    return Percentiles(read.p50, read.p95, read.p99, read.max)


def _kind_from(name: str, read: KindShape) -> KindFigures:
    title = KINDS[name].title if name in KINDS else name
    latency = latency_from(read.latency_ms)
    return KindFigures(name, title, read.done, read.failed, read.throughput_per_s, latency)


def _series_from(read: RunShape) -> SeriesTable:
    """The rows as columns; what a column means is known by its name."""
    known_columns = series_columns(tuple(read.by_kind), min(read.cores.count, MOST_CORES))
    if not read.series:
        empty = np.zeros(0)
        return SeriesTable(known_columns, {column.name: empty for column in known_columns})
    declared = {column.name: column for column in known_columns}
    names = list(dict.fromkeys(name for row in read.series for name in row))
    rows = {
        name: np.array([row.get(name) for row in read.series], dtype=np.float64) for name in names
    }
    return SeriesTable(tuple(declared.get(name, Column(name, "", "")) for name in names), rows)


def _rows(result: Result) -> list[dict[str, Cell]]:
    table = run_table(result)
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_rounded, row), strict=True)) for row in table.rows()]


def _rounded(cell: Cell) -> Cell:
    return round(cell, _DIGITS) if isinstance(cell, float) else cell


def known(value: Any) -> Any:
    """``value`` with null for every number that is none."""
    if isinstance(value, dict):
        return {key: known(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [known(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
