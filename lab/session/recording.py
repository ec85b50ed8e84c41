"""What is kept of a run while it is sampled: its readings, the rows of its course, task records."""

from __future__ import annotations

from lab.runtime import layout as at
from lab.spec import Experiment

from .figures import KIND_NAMES
from .reader import BoardReader
from .reading import Reading, Used
from .record_log import RecordLog
from .sampler import Sampler
from .series import Series, series_columns
from .snapshot import Snapshot


class Recording:
    """Made when there is something to read, on the descriptor ``board``; one for each run."""

    def __init__(self, board: int, before: Used) -> None:
        self.sampler = Sampler(BoardReader(board), before)
        self.series = Series(series_columns(KIND_NAMES, self.sampler.core_reader.count))
        self.log = RecordLog()
        self._row_began: Reading | None = None

    def read(
        self,
        experiment: Experiment,
        state: str,
        *,
        gil: bool,
        pids: list[int],
        workers: frozenset[int],
        last: bool,
    ) -> Snapshot:
        """Take a reading of ``pids``, some of them ``workers``; adds a row to the series.

        The ``last`` one makes a row of whatever is left.
        """
        reading = self.sampler.read(experiment, pids, workers)
        snapshot = self.sampler.snapshot(experiment, state, reading.processes, gil)
        self.log.add(snapshot)
        # A row begins where the last one ended, so that rates times durations add up to counts.
        begin = self._row_began or self.sampler.first
        since_ns = reading.now_ns - begin.now_ns if begin is not None else 0
        if begin is not None and (since_ns > 20e6 or (last and since_ns > 1e3)):
            self.series.append(_row(snapshot, begin, self.sampler))
            self._row_began = reading
        return snapshot


def _row(snapshot: Snapshot, old: Reading, sampler: Sampler) -> dict[str, float | None]:
    """One row of the series. Rates are of its own interval, which began when ``old`` was read."""
    new = sampler.readings[-1]
    figures = sampler.figures(old, new)
    dt = (new.now_ns - old.now_ns) / 1e9
    row: dict[str, float | None] = {
        "t_s": snapshot.t_s,
        "dt_s": dt,
        "cores_used": figures.cores_used(),
        "lanes": snapshot.lanes_alive,
        "processes": snapshot.processes_alive,
        "tasks_done": snapshot.tasks_done,
        "tasks_failed": snapshot.tasks_failed,
    }
    rates = figures.rates()
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
