"""Rows of the series and the result of a run, from what the sampler read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab.runtime import layout as at

from .result import CoresSummary, Result
from .sampler import KIND_NAMES, Reading, Sampler
from .series import Series, SeriesTable
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .session import Session


def row_of(snapshot: Snapshot, old: Reading, sampler: Sampler) -> dict[str, float | None]:
    """One row of the series. Rates are of its own interval, which began when ``old`` was read."""
    new = sampler.readings[-1]
    dt = (new.now_ns - old.now_ns) / 1e9
    row: dict[str, float | None] = {
        "t_s": snapshot.t_s,
        "dt_s": dt,
        "cores_used": sampler.cores_used(old, new),
        "lanes": snapshot.lanes_alive,
        "processes": snapshot.processes_alive,
        "tasks_done": snapshot.tasks_done,
        "tasks_failed": snapshot.tasks_failed,
    }
    rates = sampler.rates(old, new)
    row.update({f"{name}_per_s": rate for name, rate in rates.items()})
    row["throughput_per_s"] = sum(rates.values())
    if snapshot.latency_ms is not None:
        row["p50_ms"] = snapshot.latency_ms.p50
        row["p95_ms"] = snapshot.latency_ms.p95
        row["p99_ms"] = snapshot.latency_ms.p99
    for name in ("running", "gil", "core", "io", "loop"):
        row[name] = getattr(snapshot.shares, name)
    for core, load in enumerate(snapshot.cores):
        row[f"core{core}_load"] = load.load
        row[f"core{core}_experiment"] = load.experiment
    if sampler.board.word(at.STOP_NS):
        # The processes are gone: what they used since the last reading is not known.
        row["cores_used"] = None
        if sampler.last_alive is not None:
            # They have left because the run was over: that is not the course of the run.
            row["lanes"] = sampler.last_alive.totals.lanes
            row["processes"] = sampler.last_alive.processes
        row.update({f"core{core}_experiment": None for core in range(len(snapshot.cores))})
    return row


def summary(session: Session, sampler: Sampler, series: Series, *, records: bool = True) -> Result:
    """The run as a whole: figures between its beginning and the newest reading.

    Without ``records`` all of them are counted as left out.
    """
    old, new = sampler.whole()
    kinds = sampler.kind_figures(old, new)
    seconds = max(1e-9, (new.now_ns - sampler.epoch_ns) / 1e9)
    done = int(new.totals.totals[:, at.DONE].sum())
    table = _used_columns(series.table(), {kind.name for kind in kinds})
    gil = bool(session.environment.get("gil", True))
    cores = sampler.cores(old, new)
    fixed = session.initial.load.tasks is not None
    log = session.record_log
    finish = None
    if fixed and session.state == "finished":
        finish = (sampler.last_end_ns - sampler.epoch_ns) / 1e9
        seconds = finish
    return Result(
        experiment=session.initial,
        state=session.state,
        topology=session.experiment.shape,
        started_at=session.started_at,
        seconds=seconds,
        tasks_done=done,
        tasks_failed=int(new.totals.totals[:, at.FAILED].sum()),
        throughput_per_s=done / seconds,
        latency_ms=sampler.latency(old, new),
        by_kind=kinds,
        shares=sampler.shares(old, sampler.last_alive or new, session.experiment, gil),
        cores=CoresSummary(
            count=len(cores),
            mean_load=float(np.mean([core.load for core in cores])),
            mean_experiment_load=float(np.mean([core.experiment for core in cores])),
        ),
        # The engine's own account, when it could give one, has the moment after the last reading.
        cpu_seconds=max(new.cpu_ns / 1e9, session.cpu_s_at_end),
        missed_records=sampler.board.missed,
        possibly_twice=sampler.board.word(at.TWICE),
        environment=dict(session.environment),
        series=table,
        markers=tuple(session.markers),
        events=tuple(session.events),
        time_to_finish_s=finish,
        records=log.records([kind.name for kind in kinds]) if records else log.none,
        records_left_out=log.left_out if records else log.seen,
    )


def _used_columns(table: SeriesTable, kinds: set[str]) -> SeriesTable:
    """Without the columns of task kinds that never were in the mix."""
    unused = {f"{name}_per_s" for name in KIND_NAMES if name not in kinds}
    columns = tuple(column for column in table.columns if column.name not in unused)
    return SeriesTable(columns, {column.name: table.rows[column.name] for column in columns})
