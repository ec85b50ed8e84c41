"""The figures of a whole run by name: one list for JSON, the CSV's head and the terminal."""

from __future__ import annotations

import dataclasses
from typing import Any

from lab.session.result import Result
from lab.session.snapshot import KindFigures, Percentiles
from lab.spec import LEVELS


def figures_of(result: Result) -> dict[str, int | float | str | None]:
    """Every figure of the run, flat; None where it is not known."""
    figures: dict[str, int | float | str | None] = {
        "state": result.state,
        "started_at": result.started_at,
        "seconds": result.seconds,
        "time_to_finish_s": result.time_to_finish_s,
        "start_up_ms": result.start_up_ms,
        "tasks_done": result.tasks_done,
        "tasks_failed": result.tasks_failed,
        "possibly_twice": result.possibly_twice,
        "throughput_per_s": result.throughput_per_s,
    }
    for name, value in percentiles_of(result.latency_ms).items():
        figures[f"latency_{name}_ms"] = value
    for name, share in dataclasses.asdict(result.shares).items():
        figures[f"share_{name}"] = share
    figures["cpu_seconds"] = result.cpu_seconds
    figures["missed_records"] = result.missed_records
    return figures


def percentiles_of(latency: Percentiles | None) -> dict[str, float | None]:
    """Percentiles by name, in milliseconds; all None when nothing was timed."""
    names = [field.name for field in dataclasses.fields(Percentiles)]
    return {name: getattr(latency, name, None) for name in names}


def kind_of(figures: KindFigures) -> dict[str, Any]:
    """The figures of one kind of task."""
    return {
        "done": figures.done,
        "failed": figures.failed,
        "throughput_per_s": figures.throughput_per_s,
        "latency_ms": percentiles_of(figures.latency_ms),
    }


def topology_of(result: Result) -> dict[str, int]:
    """The shape at the end of the run, with its product."""
    shape = {level: getattr(result.topology, level) for level in LEVELS}
    return {**shape, "lanes": result.topology.lanes}
