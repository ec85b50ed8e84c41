"""From readings of the board and the system to snapshots.

A reading is what the counters say at one moment. A snapshot's figures of "now" are differences
between the newest reading and the oldest one within the averaging window; figures of the whole run
are the counters themselves. Readings older than the window are dropped, so memory stays flat.
"""

from __future__ import annotations

import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at
from lab.spec import Experiment

from . import lanes as lane_view
from .figures import COMPUTING, KIND_NAMES, Figures
from .in_progress import begun_ns
from .procfs import CoreReader, thread_reader
from .reader import BoardReader, Totals
from .reading import Reading, Used, at_the_beginning
from .snapshot import WINDOW_S, Snapshot

READ_AGAIN = 2
"""How often a reading is repeated while tasks end in the midst of it; then it is what it is."""
MOST_TO_REPEAT = 64
"""With more threads than this something always ends meanwhile, and no single end matters."""


class Sampler:
    """Reads at the pace it is asked to; one for each run."""

    def __init__(self, board: BoardReader, before: Used) -> None:
        self.board = board
        self.before = before
        """What getting ready took: it is not the experiment's."""
        self.core_reader = CoreReader()
        self.threads = thread_reader(self.core_reader.count)
        self.readings: deque[Reading] = deque()
        self.first: Reading | None = None
        self.kinds: tuple[int, ...] = ()
        self._by_core = np.zeros(self.core_reader.count)
        self._last_ends: dict[int, float] = {}
        self._slots: list[int] = []
        self._headers: NDArray[np.int64] = np.zeros((0, at.HEADER_WORDS), dtype=np.int64)
        self._news: list[NDArray[np.int64]] = []
        self.last_alive: Reading | None = None
        """The last reading before the end; afterwards threads cannot be read any more."""
        self.first_begun_ns = 0
        """When the first task was begun (perf_counter_ns); 0 until one has ended."""

    def close(self) -> None:
        """Give back descriptors and the board; what the run ended with can still be asked."""
        self.threads.close()
        self.board.close()

    @property
    def epoch_ns(self) -> int:
        """When the run began (perf_counter_ns)."""
        return self.board.word(at.EPOCH_NS)

    def read(self, experiment: Experiment, pids: list[int], workers: frozenset[int]) -> Reading:
        """Take one reading; it becomes the newest one."""
        numbers = {KIND_NAMES.index(share.kind) for share in experiment.mix}
        self.kinds = tuple(sorted(numbers | set(self.kinds)))
        self.threads.read(pids, workers, time.monotonic())
        taken = self.threads.take_by_core()
        if taken is not None:
            self._by_core = self._by_core + taken
        busy, whole = self.core_reader.busy_and_total()
        cores_ns = time.perf_counter_ns()
        now_ns, totals, begun = self._count()
        headers = self._headers
        slot_run = {}
        for slot in self._slots:
            times = self.threads.times(int(headers[slot, at.TID]))
            if times is not None:
                slot_run[int(headers[slot, at.CLAIM])] = times.run_ns
        processes = lane_view.processes_alive(headers)
        reading = Reading(
            now_ns=now_ns,
            totals=totals,
            run_ns=max(0, self.threads.run_ns - self.before.run_ns),
            queue_ns=max(0, self.threads.queue_ns - self.before.queue_ns),
            cpu_ns=max(0, self.threads.cpu_ns - self.before.cpu_ns),
            processes=processes,
            held_ns=self._held_until(now_ns, processes),
            begun_ns=begun,
            own_cpu_ns=time.process_time_ns(),
            cores_ns=cores_ns,
            busy=busy,
            whole=whole,
            experiment=self._by_core if taken is not None else None,
            slot_run=slot_run,
        )
        self.readings.append(reading)
        if not self.board.word(at.STOP_NS):
            self.last_alive = reading
        if self.first is None:
            self.first = at_the_beginning(reading, self.epoch_ns)
            self.readings.appendleft(self.first)
        while len(self.readings) > 2 and now_ns - self.readings[1].now_ns >= WINDOW_S * 1e9 * 0.98:
            self.readings.popleft()
        return reading

    def _count(self) -> tuple[int, Totals, float]:
        """The moment, the totals, and the time spent on what is in progress, all of one moment.

        A task that ends between the reading of its lane's count and of its last end would be
        counted twice or not at all: where few lanes run, such a reading is repeated.
        """
        for again in range(READ_AGAIN, -1, -1):
            before = self.board.last_ends()
            now_ns = self.board.word(at.STOP_NS) or time.perf_counter_ns()
            totals = self.board.totals(self.kinds, now_ns)
            headers = self._headers = self.board.headers()
            # What lanes did that have left since the last time is still there.
            left, self._slots = self._slots, lane_view.shown_slots(headers)
            self._take_records(headers, sorted({*left, *self._slots}))
            after = self.board.last_ends()
            if not again or len(after) > MOST_TO_REPEAT or np.array_equal(before, after):
                break
        return now_ns, totals, begun_ns(headers, self._slots, now_ns, self._last_ends)

    def _held_until(self, now_ns: int, processes: int) -> int:
        if not self.readings:
            return processes * (now_ns - self.epoch_ns)
        last = self.readings[-1]
        return last.held_ns + max(processes, last.processes) * (now_ns - last.now_ns)

    # --- what was read ------------------------------------------------------------------------
    def window(self) -> tuple[Reading, Reading]:
        """The oldest and newest reading of the averaging window."""
        return self.readings[0], self.readings[-1]

    @property
    def last_end_ns(self) -> int:
        """When the last task ended (perf_counter_ns)."""
        headers = self.board.headers()
        worked = headers[headers[:, at.HEAD] > 0] if len(headers) else headers
        return int(worked[:, at.LAST_END_NS].max(initial=self.epoch_ns))

    def whole(self) -> tuple[Reading, Reading]:
        """The beginning of the run and the newest reading."""
        assert self.first is not None
        return self.first, self.readings[-1]

    def figures(self, old: Reading, new: Reading) -> Figures:
        """What lies between two readings of this run."""
        return Figures(old, new, self.kinds, self.threads.available)

    # --- the snapshot -------------------------------------------------------------------------
    def snapshot(self, experiment: Experiment, state: str, processes: int, gil: bool) -> Snapshot:
        """The newest reading as a snapshot; markers and events are the session's to add."""
        old, new = self.window()
        figures = self.figures(old, new)
        kinds = figures.by_kind()
        headers = self._headers
        raw = self._records()
        lanes = lane_view.lanes_of(
            headers, self._slots, new.now_ns, lambda s: self._running(s, headers), self._last_ends
        )
        shape = experiment.shape
        totals = new.totals.totals
        return Snapshot(
            t_s=max(0.0, (new.now_ns - self.epoch_ns) / 1e9),
            state=state,
            wanted=shape,
            lanes_wanted=shape.lanes,
            lanes_alive=new.totals.lanes,
            processes_alive=processes,
            tasks_done=int(totals[:, at.DONE].sum()),
            tasks_failed=int(totals[:, at.FAILED].sum()),
            throughput_per_s=sum(kind.throughput_per_s for kind in kinds),
            by_kind=kinds,
            latency_ms=figures.latency(),
            shares=figures.shares(experiment, gil),
            cores=figures.cores(),
            cores_used=figures.cores_used(),
            cpu_seconds=new.cpu_ns / 1e9,
            missed_records=self.board.missed,
            lanes=lanes,
            records=lane_view.records_of(
                raw,
                epoch_ns=self.epoch_ns,
                places={number: place for place, number in enumerate(self.kinds)},
                computing=COMPUTING,
                core_part=figures.core_part(experiment, gil),
            ),
        )

    def _take_records(self, headers: NDArray[np.int64], slots: list[int]) -> None:
        """Keep the records written since the last time, until a snapshot hands them on."""
        raw = self.board.records(slots)
        if not len(raw):
            return
        if not self.first_begun_ns:
            self.first_begun_ns = int(raw[:, at.R_START].min())
        if headers[slots, at.LOOP].any():
            for lane, end in zip(raw[:, at.R_LANE], raw[:, at.R_END], strict=True):
                self._last_ends[int(lane)] = float(end)
            while len(self._last_ends) > 4096:
                del self._last_ends[next(iter(self._last_ends))]
        self._news.append(raw)

    def _records(self) -> NDArray[np.int64]:
        """The records nobody was given yet, n x RECORD_WORDS."""
        news, self._news = self._news, []
        return np.concatenate(news) if news else np.empty((0, at.RECORD_WORDS), dtype=np.int64)

    def _running(self, slot: int, headers: NDArray[np.int64]) -> float | None:
        old, new = self.window()
        claim = int(headers[slot, at.CLAIM])
        if claim not in new.slot_run:
            return None
        started = max(old.now_ns, int(headers[slot, at.STARTED_NS]))
        dt = new.now_ns - started
        if dt <= 0:
            return 0.0
        return min(1.0, (new.slot_run[claim] - old.slot_run.get(claim, 0)) / dt)
