"""Figures of the time between two readings of a run: rates, latency, shares, cores.

Pure functions of the two: a figure is a difference of counters or a quotient of differences, and
nothing is read for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.runtime import layout as at
from lab.spec import Experiment
from lab.tasks import KINDS, TaskKind

from .reader import percentiles
from .reading import Reading
from .shares import Interval, KindTime, divide, only_core
from .snapshot import CoreLoad, KindFigures, Percentiles, Shares

KIND_NAMES = tuple(KINDS)
"""Task kinds by the number they have on the board."""
COMPUTING = np.array([kind.computes for kind in KINDS.values()] + [False] * 256)
"""Whether a kind computes, by any number that a record can hold."""


@dataclass(frozen=True)
class Figures:
    """What lies between two readings of one run."""

    old: Reading
    new: Reading
    kinds: tuple[int, ...]
    """Numbers of the kinds that were in the mix, in order."""
    splits_waiting: bool
    """Whether time in the queue for a core is known apart."""

    def rates(self) -> dict[str, float]:
        """Tasks per second of each kind."""
        old, new = self.old, self.new
        dt = max(1e-9, (new.now_ns - old.now_ns) / 1e9)
        done = (new.totals.totals - old.totals.totals)[:, at.DONE]
        return {KIND_NAMES[number]: float(done[number]) / dt for number in self.kinds}

    def by_kind(self) -> tuple[KindFigures, ...]:
        """Figures of each kind; counts are of the whole run."""
        old, new = self.old, self.new
        rates = self.rates()
        return tuple(
            KindFigures(
                name=KIND_NAMES[number],
                title=KINDS[KIND_NAMES[number]].title,
                done=int(new.totals.totals[number, at.DONE]),
                failed=int(new.totals.totals[number, at.FAILED]),
                throughput_per_s=rates[KIND_NAMES[number]],
                latency_ms=percentiles(
                    new.totals.histograms[number] - old.totals.histograms[number],
                    float(new.totals.longest_ns[number]),
                ),
            )
            for number in self.kinds
        )

    def latency(self) -> Percentiles | None:
        """Percentiles over all kinds, from the merged histogram."""
        merged = (self.new.totals.histograms - self.old.totals.histograms).sum(axis=0)
        return percentiles(merged, float(self.new.totals.longest_ns.max()))

    def shares(self, experiment: Experiment, gil: bool) -> Shares:
        """How lane time divides."""
        old, new = self.old, self.new
        loop = experiment.way.event_loop
        inline = experiment.options.blocking == "inline"
        weights = {share.kind: share for share in experiment.mix}
        # A window in which hardly a task ended says nothing of how tasks spend their time.
        delta = new.totals.totals - old.totals.totals
        scale = 1.0
        if delta[:, at.DONE].sum() < new.totals.lanes:
            delta = new.totals.totals
            scale = (new.totals.lane_ns - old.totals.lane_ns) / max(1, new.totals.lane_ns)
        kinds = []
        for number in self.kinds:
            name = KIND_NAMES[number]
            share = weights.get(name)
            kind = KINDS[name](**share.parameters) if share is not None else None
            waits = kind.waits_s() if kind is not None else None
            kinds.append(
                KindTime(
                    done=int(delta[number, at.DONE] * scale),
                    wall_ns=float(delta[number, at.WALL_NS]) * scale,
                    cpu_ns=float(delta[number, at.CPU_NS]) * scale,
                    computes=KINDS[name].computes and not (loop and not inline),
                    awaited=loop and _has_async(name),
                    waits_ns=None if waits is None else waits * 1e9,
                )
            )
        known = self.splits_waiting
        return divide(
            Interval(
                lane_ns=new.totals.lane_ns - old.totals.lane_ns,
                run_ns=float(new.run_ns - old.run_ns) if known else None,
                queue_ns=float(new.queue_ns - old.queue_ns) if known else None,
                event_loop=loop,
                kinds=kinds,
                gil=gil,
                held_ns=self._held_ns(experiment),
            )
        )

    def core_part(self, experiment: Experiment, gil: bool) -> float:
        """Of the time computing tasks did not run, the part they queued for a core."""
        if not self.splits_waiting:
            return 0.0
        old, new = self.old, self.new
        delta = new.totals.totals - old.totals.totals
        idle = float(
            (delta[:, at.WALL_NS] - delta[:, at.CPU_NS])[: len(KIND_NAMES)][
                COMPUTING[: len(KIND_NAMES)]
            ].sum()
        )
        queued = only_core(
            new.queue_ns - old.queue_ns,
            new.run_ns - old.run_ns,
            self._held_ns(experiment),
            gil=gil,
        )
        return float(np.clip(queued / idle, 0.0, 1.0)) if idle > 0 else 0.0

    def _held_ns(self, experiment: Experiment) -> float | None:
        """How long GILs could be held meanwhile; None where cores are also used without."""
        wanted = {share.kind for share in experiment.mix if share.weight > 0}
        done = (self.new.totals.totals - self.old.totals.totals)[:, at.DONE]
        for number in self.kinds:
            name = KIND_NAMES[number]
            if KINDS[name].frees_gil and (name in wanted or done[number]):
                return None
        return float(self.new.held_ns - self.old.held_ns)

    def cores(self) -> tuple[CoreLoad, ...]:
        """Load of every core, and this experiment's part of it."""
        old, new = self.old, self.new
        whole = np.maximum(new.whole - old.whole, 1e-9)
        load = np.clip((new.busy - old.busy) / whole, 0.0, 1.0)
        if new.experiment is not None and old.experiment is not None:
            dt = max(1, new.cores_ns - old.cores_ns)
            experiment = np.clip((new.experiment - old.experiment) / dt, 0.0, 1.0)
        else:
            # Only the sum is known: it is spread like the load is.
            experiment = load * min(1.0, self.cores_used() / max(1e-9, float(load.sum())))
        # The system's ticks are coarser than the threads' clocks.
        load = np.maximum(load, experiment)
        return tuple(CoreLoad(float(a), float(b)) for a, b in zip(load, experiment, strict=True))

    def cores_used(self) -> float:
        """Cores' worth of CPU this run used."""
        old, new = self.old, self.new
        return max(0.0, (new.cpu_ns - old.cpu_ns) / max(1, new.now_ns - old.now_ns))


def _has_async(name: str) -> bool:
    return KINDS[name].asynchronous is not TaskKind.asynchronous
