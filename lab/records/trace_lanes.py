"""The lanes of a run as trace events: their names and their tasks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.session.result import Result

Event = dict[str, Any]

GONE_PID = 1_000_000
"""The process of lanes that had left before anybody saw where they belonged."""
FIRST_TID = 1001
"""Lanes are numbered from here: Perfetto takes a thread with its process's number for its main one,
and finds threads to be named by their number alone."""
_SHARES = ("running", "gil", "core", "io")


def named(what: str, pid: int, tid: int, **args: object) -> Event:
    """A metadata event: how a process or thread is called or where it stands."""
    return {"ph": "M", "name": what, "pid": pid, "tid": tid, "args": args}


def lane_events(result: Result) -> Iterator[Event]:
    """Names and tasks of every lane, in order of process, thread and coroutine."""
    # The lanes' own ids are longer than what is taken for a thread's number.
    lanes = enumerate(sorted(_lanes(result.records), key=lambda lane: lane.order), FIRST_TID)
    for pid, group in itertools.groupby(lanes, key=lambda numbered: numbered[1].pid):
        for place, (tid, lane) in enumerate(group):
            if place == 0:
                yield named("process_name", pid, tid, name=lane.process)
                yield named("process_sort_index", pid, tid, sort_index=pid)
            yield named("thread_name", pid, tid, name=lane.name)
            yield named("thread_sort_index", pid, tid, sort_index=tid)
            yield from _tasks(result, lane.tasks, pid, tid)


@dataclass(frozen=True)
class _Lane:
    """A lane and its tasks by their start; -1 where it has no such place."""

    id: int
    worker: int
    thread: int
    coroutine: int
    tasks: NDArray[np.void]

    @property
    def order(self) -> tuple[int, int, int, int]:
        return self.pid, self.thread, self.coroutine, self.id

    @property
    def pid(self) -> int:
        # Number 0 is the idle process to a reader of traces.
        return self.worker + 1 if self.worker >= 0 else GONE_PID

    @property
    def process(self) -> str:
        return f"Process {self.worker + 1}" if self.worker >= 0 else "Lanes that left at once"

    @property
    def name(self) -> str:
        if self.worker < 0:
            return "Lane"
        thread = f"Thread {self.thread + 1}"
        return f"{thread}, coroutine {self.coroutine + 1}" if self.coroutine >= 0 else thread


def _lanes(records: NDArray[np.void]) -> Iterator[_Lane]:
    for lane in np.unique(records["lane"]):
        tasks = records[records["lane"] == lane]
        tasks = tasks[np.argsort(tasks["start_s"], kind="stable")]
        # Its first records may have been read before its place was.
        last = tasks[int(np.argmax(tasks["worker"]))]
        worker, thread, coroutine = (int(last[n]) for n in ("worker", "thread", "coroutine"))
        yield _Lane(int(lane), worker, thread, coroutine, tasks)


def _tasks(result: Result, tasks: NDArray[np.void], pid: int, tid: int) -> Iterator[Event]:
    end_ns = 0
    starts = np.rint(tasks["start_s"] * 1e9).astype(np.int64).tolist()
    ends = np.rint(tasks["end_s"] * 1e9).astype(np.int64).tolist()
    shares = {name: (100 * tasks[name]).round(1).tolist() for name in _SHARES}
    for i, (kind, failed) in enumerate(
        zip(tasks["kind"].tolist(), tasks["failed"].tolist(), strict=True)
    ):
        # What was rounded may not begin before the task ahead of it ended.
        start_ns = max(starts[i], end_ns)
        end_ns = max(ends[i], start_ns)
        args: dict[str, Any] = {f"{name} %": round(shares[name][i], 1) for name in _SHARES}
        if failed:
            args["failed"] = True
        yield {
            "ph": "X", "name": result.by_kind[kind].name,
            "cat": "task,failed" if failed else "task", "pid": pid, "tid": tid,
            "ts": start_ns / 1e3, "dur": (end_ns - start_ns) / 1e3, "args": args,
        }  # fmt: skip
