"""Real runs: every approach, start method and kind of task; counters that agree with each other."""

from __future__ import annotations

import numpy as np
import pytest

from lab.session import Result
from lab.spec import START_METHODS, Options, Topology
from tests.lab.session.runs import Task, carry_out, cpu, experiment, running, to_the_end, wait

LEVELS = {
    "sequential": Topology(),
    "threads": Topology(threads=3),
    "processes": Topology(processes=2),
    "asyncio": Topology(coroutines=20),
    "combined": Topology(processes=2, threads=2, coroutines=3),
}


def counters_agree(result: Result) -> None:
    """Totals, kinds, the table's last row and the sum of its rows say the same."""
    assert result.tasks_done == sum(kind.done for kind in result.by_kind)
    assert result.tasks_failed == sum(kind.failed for kind in result.by_kind)
    rows = result.series.rows
    assert rows["tasks_done"][-1] == result.tasks_done
    assert rows["tasks_failed"][-1] == result.tasks_failed
    counted = (rows["throughput_per_s"] * rows["dt_s"]).sum()
    assert counted == pytest.approx(result.tasks_done, abs=1e-6)
    for kind in result.by_kind:
        rate = rows[f"{kind.name}_per_s"]
        assert (rate * rows["dt_s"]).sum() == pytest.approx(kind.done, abs=1e-6)
    assert (np.diff(rows["tasks_done"]) >= 0).all()
    assert rows["dt_s"].sum() == pytest.approx(rows["t_s"][-1])


@pytest.mark.parametrize("approach", LEVELS)
async def test_flat_out_for_a_time(approach: str) -> None:
    wanted = experiment(approach, wait(5.0), cpu(0.5), seconds=0.4, topology=LEVELS[approach])
    result = await carry_out(wanted)
    assert result.state == "finished"
    assert result.tasks_done > 10
    assert result.tasks_failed == 0
    assert {kind.name for kind in result.by_kind} == {"wait", "python-cpu"}
    assert all(kind.done > 0 for kind in result.by_kind)
    assert result.seconds == pytest.approx(0.4, abs=0.2)
    assert result.topology.lanes == wanted.shape.lanes
    assert result.time_to_finish_s is None
    assert result.events == ()
    assert result.missed_records == 0
    counters_agree(result)


@pytest.mark.parametrize("approach", LEVELS)
async def test_a_fixed_number_is_carried_out_exactly(approach: str) -> None:
    wanted = experiment(approach, wait(1.0), cpu(0.2), number=157, topology=LEVELS[approach])
    result = await carry_out(wanted)
    assert (result.state, result.tasks_done, result.tasks_failed) == ("finished", 157, 0)
    assert result.possibly_twice == 0
    assert result.time_to_finish_s == result.seconds
    assert result.throughput_per_s == pytest.approx(157 / result.seconds)
    counters_agree(result)


@pytest.mark.parametrize("method", START_METHODS)
async def test_every_start_method(method: str) -> None:
    options = Options(start_method=method)
    wanted = experiment(
        "processes", wait(1.0), number=60, options=options, topology=Topology(processes=2)
    )
    result = await carry_out(wanted)
    assert (result.state, result.tasks_done) == ("finished", 60)
    assert result.environment["start_method"] == method


@pytest.mark.parametrize("approach", ["threads", "asyncio"])
@pytest.mark.parametrize(
    "task",
    [
        ("http", {"latency_ms": 2.0, "body_kib": 4}),
        ("disk", {"kib": 8}),
        ("sqlite", {"write_share": 0.5}),
        ("native-cpu", {"ms": 0.5}),
    ],
    ids=lambda task: task[0],
)
async def test_every_kind_of_task(approach: str, task: Task) -> None:
    wanted = experiment(approach, task, number=80, topology=LEVELS[approach])
    result = await carry_out(wanted)
    assert (result.state, result.tasks_done, result.tasks_failed) == ("finished", 80, 0)
    assert result.latency_ms is not None
    assert 0 < result.latency_ms.p50 <= result.latency_ms.p95 <= result.latency_ms.max


@pytest.mark.parametrize("task", [("sqlite", {}), ("disk", {"kib": 4}), cpu(0.2)], ids=str)
async def test_blocking_tasks_of_coroutines_in_threads(task: Task) -> None:
    options = Options(blocking="thread")
    wanted = experiment(
        "asyncio", task, wait(1.0), number=120, options=options, topology=Topology(coroutines=6)
    )
    async with running(wanted) as session:
        session.steer("wait.ms", 2.0)  # the tools of the old mix are closed while these go on
        result = await to_the_end(session)
    assert (result.state, result.tasks_done, result.tasks_failed) == ("finished", 120, 0)
    assert result.events == ()


async def test_very_short_tasks_are_counted_in_batches() -> None:
    result = await carry_out(
        experiment("threads", cpu(0.0), number=300_000, topology=Topology(threads=2))
    )
    assert (result.state, result.tasks_done) == ("finished", 300_000)
    assert result.latency_ms is None, "a batch tells nothing of single tasks"
    counters_agree(result)


async def test_a_run_that_is_over_before_anybody_could_look() -> None:
    async with running(
        experiment("threads", cpu(0.0), number=1, topology=Topology(threads=1))
    ) as session:
        await session.finished()
        snapshot = session.sample()
        result = session.result()
    assert snapshot.state == result.state == "finished"
    assert snapshot.tasks_done == result.tasks_done == 1
    counters_agree(result)


async def test_what_is_shown_is_what_was_measured() -> None:
    """Lanes of waits: their number, their rate and their latency are known beforehand."""
    async with running(
        experiment("threads", wait(20.0), seconds=1.2, topology=Topology(threads=8))
    ) as session:
        result = await to_the_end(session)
    assert result.throughput_per_s == pytest.approx(400, rel=0.2)
    assert result.latency_ms is not None
    assert result.latency_ms.p50 == pytest.approx(20, rel=0.15)
    assert result.shares.io is not None
    assert result.shares.io > 0.8
    assert result.environment["gil"] in (True, False)
