"""What tiles and sentences speak of: the figures of now, or those of a whole run."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from lab.session.result import Result
from lab.session.snapshot import Shares, Snapshot
from lab.spec import APPROACHES, Experiment, Topology
from lab.tasks import KINDS


@dataclass(frozen=True)
class Figures:
    """One set of figures that belong together; shares of lane time are 0..1 or None."""

    approach: str
    topology: Topology
    computes: bool
    """Every kind of the mix with a weight does nothing but compute."""
    throughput_per_s: float
    p50_ms: float | None
    p95_ms: float | None
    cores_used: float
    cores: int
    others: float
    """Cores' worth of CPU that other programs use."""
    running: float | None
    gil: float | None
    core: float | None
    io: float | None
    loop: float | None
    tasks_done: int
    tasks_failed: int
    seconds: float
    tasks_wanted: int | None = None
    time_to_finish_s: float | None = None
    changes: int = 0
    """Changes made on the way, when the figures are those of a whole run."""

    @property
    def lanes(self) -> int:
        """How many tasks can be in progress at once."""
        return self.topology.lanes


def _computes(experiment: Experiment) -> bool:
    live = [share.kind for share in experiment.mix if share.weight > 0]
    return bool(live) and all(KINDS[kind].computes for kind in live if kind in KINDS)


def _shares(shares: Shares) -> dict[str, Any]:
    return {
        field.name: getattr(shares, field.name)
        for field in fields(Shares)
        if field.name != "gil_or_core"
    }


def figures_of_snapshot(snapshot: Snapshot, experiment: Experiment) -> Figures:
    """The figures of now, all over one averaging window."""
    busy = sum(core.load for core in snapshot.cores)
    own = sum(core.experiment for core in snapshot.cores)
    return Figures(
        approach=experiment.approach,
        topology=snapshot.wanted,
        computes=_computes(experiment),
        throughput_per_s=snapshot.throughput_per_s,
        p50_ms=snapshot.latency_ms.p50 if snapshot.latency_ms else None,
        p95_ms=snapshot.latency_ms.p95 if snapshot.latency_ms else None,
        cores_used=snapshot.cores_used,
        cores=len(snapshot.cores),
        others=max(0.0, busy - own),
        tasks_done=snapshot.tasks_done,
        tasks_failed=snapshot.tasks_failed,
        seconds=snapshot.t_s,
        tasks_wanted=experiment.load.tasks,
        **_shares(snapshot.shares),
    )


def figures_of_result(result: Result) -> Figures:
    """The figures of a whole run."""
    load, own = result.cores.mean_load, result.cores.mean_experiment_load
    seconds = result.seconds
    return Figures(
        approach=_approach_at_the_end(result),
        topology=result.topology,
        computes=_computes(result.experiment),
        throughput_per_s=result.throughput_per_s,
        p50_ms=result.latency_ms.p50 if result.latency_ms else None,
        p95_ms=result.latency_ms.p95 if result.latency_ms else None,
        cores_used=result.cpu_seconds / seconds if seconds > 0 else 0.0,
        cores=result.cores.count,
        others=max(0.0, (load or 0.0) - (own or 0.0)) * result.cores.count,
        tasks_done=result.tasks_done,
        tasks_failed=result.tasks_failed,
        seconds=seconds,
        tasks_wanted=result.experiment.load.tasks,
        time_to_finish_s=result.time_to_finish_s,
        changes=len(result.markers),
        **_shares(result.shares),
    )


def _approach_at_the_end(result: Result) -> str:
    taken = [str(marker.new) for marker in result.markers if marker.setting == "approach"]
    return taken[-1] if taken and taken[-1] in APPROACHES else result.experiment.approach
