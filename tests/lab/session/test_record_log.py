"""The log of records: the newest are kept, the others counted; kinds and lanes keep their names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.records.trace import trace_object
from lab.session.record_log import RecordLog
from lab.session.snapshot import RECORD, KindFigures, Lane, Shares, Snapshot
from lab.spec import Topology
from tests.lab.records.trace_format import check
from tests.lab.session.runs import cpu, experiment, running, to_the_end, until, wait


def snapshot(
    records: NDArray[np.void], kinds: tuple[str, ...] = ("wait",), lanes: tuple[Lane, ...] = ()
) -> Snapshot:
    return Snapshot(
        t_s=1.0, state="running", wanted=Topology(), lanes_wanted=1, lanes_alive=1,
        processes_alive=1, tasks_done=0, tasks_failed=0, throughput_per_s=0.0,
        by_kind=tuple(KindFigures(name, name, 0, 0, 0.0, None) for name in kinds),
        latency_ms=None, shares=Shares(), cores=(), cores_used=0.0, cpu_seconds=0.0,
        missed_records=0, lanes=lanes, records=records,
    )  # fmt: skip


def tasks(starts: list[int], *, lane: int = 1, kind: int = 0) -> NDArray[np.void]:
    records = np.zeros(len(starts), RECORD)
    records["lane"], records["kind"], records["start_s"] = lane, kind, starts
    return records


def lane(number: int, worker: int, thread: int, coroutine: int | None = None) -> Lane:
    return Lane(number, worker, thread, coroutine, "running", None, 0.0)


@given(
    most=st.integers(1, 20),
    lengths=st.lists(st.integers(0, 30), max_size=12),
)
def test_the_newest_are_kept_and_the_others_counted(most: int, lengths: list[int]) -> None:
    log = RecordLog(most)
    begun = 0
    for length in lengths:
        log.add(snapshot(tasks(list(range(begun, begun + length)))))
        begun += length
    kept = log.records(["wait"])["start_s"].tolist()
    assert kept == list(range(begun))[-most:]
    assert log.left_out == begun - len(kept)
    assert log.seen == begun
    assert log.none.dtype == log.records(["wait"]).dtype
    assert len(log.none) == 0


def test_a_kind_keeps_its_name_when_another_joins_ahead_of_it() -> None:
    log = RecordLog()
    log.add(snapshot(tasks([0], kind=0), ("wait",)))
    log.add(snapshot(tasks([1], kind=1), ("python-cpu", "wait")))
    log.add(snapshot(tasks([2], kind=0), ("python-cpu", "wait")))
    kinds = ("sqlite", "python-cpu", "wait")
    assert [kinds[place] for place in log.records(kinds)["kind"]] == ["wait", "wait", "python-cpu"]
    assert len(log.records(["wait"])) == 2


def test_a_record_has_its_lanes_place_also_when_the_lane_has_just_left() -> None:
    log = RecordLog()
    here = (lane(1, 0, 2), lane(2, 1, 0, 5))
    log.add(snapshot(np.concatenate([tasks([0], lane=1), tasks([0], lane=2)]), lanes=here))
    log.add(snapshot(tasks([1], lane=2), lanes=here[:1]))
    log.add(snapshot(tasks([2], lane=3), lanes=here[:1]))
    places = log.records(["wait"])[["worker", "thread", "coroutine"]].tolist()
    assert places == [(0, 2, -1), (1, 0, 5), (1, 0, 5), (-1, -1, -1)]


@pytest.mark.parametrize("approach, shape", [("threads", (1, 3, 1)), ("combined", (2, 2, 3))])
async def test_every_task_of_a_run_leaves_a_record(
    approach: str, shape: tuple[int, int, int]
) -> None:
    processes, threads, coroutines = shape
    topology = Topology(processes=processes, threads=threads, coroutines=coroutines)
    wanted = experiment(approach, wait(1.0), cpu(0.2), number=300, topology=topology)
    async with running(wanted) as session:
        session.steer("threads", threads + 1)
        grown = session.experiment.shape.lanes
        await until(lambda: session.sample().lanes_alive >= grown or session.state != "running")
        session.steer("threads", 1)
        result = await to_the_end(session)
    assert len(result.records) == result.tasks_done == 300
    assert result.records_left_out == 0
    done = {kind.name: kind.done for kind in result.by_kind}
    names = [result.by_kind[place].name for place in result.records["kind"]]
    assert {name: names.count(name) for name in done} == done
    assert (result.records["end_s"] >= result.records["start_s"]).all()
    by_lane = np.unique(result.records[["lane", "worker", "thread", "coroutine"]])
    assert len(by_lane) == len(np.unique(result.records["lane"])), "a lane has one place"
    check(trace_object(result))
