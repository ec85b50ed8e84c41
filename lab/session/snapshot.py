"""What a reading of the board says, as frozen values: the only thing pages and tables ever see.

Everything that speaks of "now" is averaged over one window, :data:`WINDOW_S`, so that tiles,
curve ends and sentences cannot contradict each other. Where something is not known on this
system, it is ``None`` and never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lab.spec import Topology

WINDOW_S = 1.0
"""Averaging window of every figure that speaks of now, in seconds."""

RECORD = np.dtype(
    [
        ("lane", "<u8"),
        ("kind", "<u1"),
        ("failed", "?"),
        ("start_s", "<f8"),
        ("end_s", "<f8"),
        ("running", "<f4"),
        ("gil", "<f4"),
        ("core", "<f4"),
        ("io", "<f4"),
    ]
)
"""One task carried out: lane id, index into ``Snapshot.by_kind``, times since the run's start in
seconds, and how its wall time divides (shares that add up to 1)."""


@dataclass(frozen=True)
class Percentiles:
    """Latency in milliseconds, from a merged histogram (relative error at most 1/32)."""

    p50: float
    p95: float
    p99: float
    max: float


@dataclass(frozen=True)
class Shares:
    """How the lanes' time divides; each 0..1 or None where this system cannot tell.

    ``loop`` is time a coroutine lane waits for its turn on the event loop. Where GIL and core
    cannot be told apart (no schedstat), ``gil`` and ``core`` are None and ``gil_or_core`` is set.
    """

    running: float | None = None
    gil: float | None = None
    core: float | None = None
    io: float | None = None
    loop: float | None = None
    gil_or_core: float | None = None


@dataclass(frozen=True)
class KindFigures:
    """One task kind of the mix."""

    name: str
    title: str
    done: int
    failed: int
    throughput_per_s: float
    """Over the window."""
    latency_ms: Percentiles | None
    """Over the window; None when nothing finished in it, or only batches did."""


@dataclass(frozen=True)
class CoreLoad:
    """One core over the window, 0..1; ``experiment`` is this run's part of ``load``."""

    load: float
    experiment: float


@dataclass(frozen=True)
class Lane:
    """One lane as it is now. ``state`` is ``"running"``, ``"leaving"``, ``"ended"`` or ``"lost"``.

    ``worker``, ``thread`` and ``coroutine`` count from 0 in their level; ``coroutine`` is None when
    the thread has no event loop. ``running`` is the share of the window it ran on a core.
    ``busy_s`` is how long the task in progress has been going on.
    """

    id: int
    worker: int
    thread: int
    coroutine: int | None
    state: str
    running: float | None
    busy_s: float


@dataclass(frozen=True)
class Marker:
    """A change that was made while the run went on.

    ``setting`` is as in :class:`lab.spec.Change`; ``old`` and ``new`` are the values.
    """

    t_s: float
    setting: str
    old: object
    new: object


@dataclass(frozen=True)
class Event:
    """Something worth telling: ``kind`` is ``worker-lost``, ``task-failed``, ``lane-broken``,
    ``capped``, ``full``, ``start-method`` or ``unavailable``; ``text`` is English, ``details`` a
    traceback.
    """

    t_s: float
    kind: str
    text: str
    details: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One reading of a run. Times in seconds since the run's first lane started."""

    t_s: float
    state: str
    """``starting``, ``running``, ``stopping``, ``finished``, ``interrupted`` or ``failed``."""
    wanted: Topology
    lanes_wanted: int
    lanes_alive: int
    processes_alive: int
    tasks_done: int
    tasks_failed: int
    throughput_per_s: float
    by_kind: tuple[KindFigures, ...]
    latency_ms: Percentiles | None
    shares: Shares
    cores: tuple[CoreLoad, ...]
    cores_used: float
    """Cores' worth of CPU this experiment uses over the window."""
    cpu_seconds: float
    missed_records: int
    """Records of shown lanes that were overwritten before they were read; counters never miss."""
    lanes: tuple[Lane, ...]
    """At most ``LANES_SHOWN`` of them, in order of worker, thread, coroutine."""
    records: NDArray[np.void] = field(default_factory=lambda: np.empty(0, RECORD))
    """Tasks finished since the last snapshot on the lanes shown, dtype ``RECORD``."""
    markers: tuple[Marker, ...] = ()
    """Changes made since the last snapshot."""
    events: tuple[Event, ...] = ()
    """Events since the last snapshot."""


LANES_SHOWN = 64
