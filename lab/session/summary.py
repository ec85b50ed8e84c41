"""The result of a run, from what was recorded of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab.runtime import layout as at

from .figures import KIND_NAMES
from .recording import Recording
from .result import CoresSummary, Result
from .series import SeriesTable

if TYPE_CHECKING:
    from .session import Session


def summary(session: Session, recording: Recording, *, records: bool = True) -> Result:
    """The run as a whole: figures between its beginning and the newest reading.

    Without ``records`` all of them are counted as left out.
    """
    sampler = recording.sampler
    old, new = sampler.whole()
    figures = sampler.figures(old, new)
    kinds = figures.by_kind()
    seconds = max(1e-9, (new.now_ns - sampler.epoch_ns) / 1e9)
    done = int(new.totals.totals[:, at.DONE].sum())
    table = _used_columns(recording.series.table(), {kind.name for kind in kinds})
    # Who has left because the run is over cannot be read any more.
    alive = sampler.figures(old, sampler.last_alive or new)
    cores = alive.cores()
    fixed = session.initial.load.tasks is not None
    log = recording.log
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
        latency_ms=figures.latency(),
        by_kind=kinds,
        shares=alive.shares(session.experiment, session.gil),
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
        start_up_ms=session.start_up_ms,
        records=log.records([kind.name for kind in kinds]) if records else log.none,
        records_left_out=log.left_out if records else log.seen,
    )


def _used_columns(table: SeriesTable, kinds: set[str]) -> SeriesTable:
    """Without the columns of task kinds that never were in the mix."""
    unused = {f"{name}_per_s" for name in KIND_NAMES if name not in kinds}
    columns = tuple(column for column in table.columns if column.name not in unused)
    return SeriesTable(columns, {column.name: table.rows[column.name] for column in columns})
