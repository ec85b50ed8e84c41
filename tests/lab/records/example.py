"""Results with made-up figures, for tests of what is written from them."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from lab.session.result import CoresSummary, Result
from lab.session.series import SeriesTable, series_columns
from lab.session.snapshot import Event, KindFigures, Marker, Percentiles, Shares
from lab.spec import Experiment, Load, TaskShare, Topology

Rows = dict[str, NDArray[np.float64]]

MIX = (
    TaskShare(kind="python-cpu", weight=70.0, parameters={"ms": 20.0}),
    TaskShare(kind="wait", weight=30.0, parameters={"ms": 40.0}),
)


def example_result(
    approach: str = "threads", *, seconds: float = 30.0, cores: int = 2, rows: int = 300
) -> Result:
    """A run that was steered twice: the wait gets longer, then there are more lanes."""
    experiment = Experiment(
        approach=approach,
        topology=Topology(processes=2, threads=2, coroutines=8),
        mix=MIX,
        load=Load(seconds=seconds),
        title="Mixed work",
    )
    series = SeriesTable(series_columns(("python-cpu", "wait"), cores), _rows(seconds, cores, rows))
    latency = Percentiles(p50=55.2, p95=84.0, p99=97.4, max=141.9)
    done = int(series.rows["tasks_done"][-1]) if rows else 0
    return Result(
        experiment=experiment,
        state="finished",
        topology=dataclasses.replace(experiment.shape, threads=4),
        started_at="2026-11-22T19:30:00+00:00",
        seconds=seconds,
        tasks_done=done,
        tasks_failed=1,
        throughput_per_s=done / seconds,
        latency_ms=latency,
        by_kind=(
            KindFigures("python-cpu", "Pure-Python loop", done - done // 3, 0, 47.0, latency),
            KindFigures("wait", "Timed wait", done // 3, 1, 20.0, None),
        ),
        shares=Shares(running=0.25, gil=0.54, core=0.02, io=0.19, loop=None),
        cores=CoresSummary(cores, 0.62, 0.5),
        cpu_seconds=29.7,
        missed_records=0,
        possibly_twice=0,
        environment={"python": "/usr/bin/python3", "python_version": "3.11.2", "gil": True,
                     "os": "Linux", "cpu": "Some, \"quoted\" CPU", "cores": cores, "nice": None},
        series=series,
        markers=(
            Marker(seconds * 0.22, "wait.ms", 20.0, 40.0),
            Marker(seconds * 0.45, "threads", 2, 4),
            Marker(seconds * 0.5, "python-cpu.ms", 15.0, 20.0),
        ),
        events=(Event(seconds * 0.6, "task-failed", "=1+1 raised\nValueError", "Traceback"),),
        time_to_finish_s=None,
        start_up_ms=84.5,
    )  # fmt: skip


def _rows(seconds: float, cores: int, count: int) -> Rows:
    noise = np.random.default_rng(7)

    def steps(before: float, after: float, spread: float) -> NDArray[np.float64]:
        t = np.linspace(0, 1, count) - 0.45
        rise = 1 / (1 + np.exp(-np.clip(t * 60, -50, 50)))
        return np.clip(before + (after - before) * rise + noise.normal(0, spread, count), 0, None)

    t_s = np.linspace(seconds / max(count, 1), seconds, count)
    dt = np.full(count, seconds / max(count, 1))
    rows: Rows = {
        "t_s": t_s,
        "dt_s": dt,
        "python-cpu_per_s": steps(42, 49, 1.2),
        "wait_per_s": steps(17, 21, 0.8),
        "p50_ms": steps(33, 55, 1),
        "p95_ms": steps(48, 84, 2),
        "p99_ms": steps(55, 97, 3),
        "running": steps(0.45, 0.25, 0.01),
        "gil": steps(0.3, 0.54, 0.01),
        "core": np.full(count, 0.02),
        "loop": np.full(count, np.nan),
        "cores_used": steps(1, 1, 0.01),
        "lanes": np.where(t_s < seconds * 0.45, 2.0, 4.0),
        "processes": np.ones(count),
        "tasks_failed": np.ones(count),
    }
    rows["throughput_per_s"] = rows["python-cpu_per_s"] + rows["wait_per_s"]
    rows["io"] = np.clip(1 - rows["running"] - rows["gil"] - rows["core"], 0, 1)
    rows["tasks_done"] = np.floor(np.cumsum(rows["throughput_per_s"] * dt))
    for core in range(cores):
        part = np.clip(noise.normal(1 / cores, 0.06, count), 0, 0.9)
        rows[f"core{core}_experiment"] = part
        rows[f"core{core}_load"] = np.clip(part + np.abs(noise.normal(0.05, 0.04, count)), 0, 1)
    if count > 5:
        for name in ("p50_ms", "p95_ms", "p99_ms", "running", "gil", "core", "io"):
            rows[name][:2] = np.nan
    return rows
