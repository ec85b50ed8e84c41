"""Many lanes, briefly: each topology reaches its lanes, or says why not."""

from __future__ import annotations

import pytest

from lab.spec import CPU_LANES_A_PROCESS, Topology
from tests.lab.session.runs import cpu, experiment, group_of, kinds_of, running, until, wait


@pytest.mark.parametrize(
    "approach, topology",
    [
        ("threads", Topology(threads=1000)),
        ("asyncio", Topology(coroutines=10_000)),
        ("processes", Topology(processes=64)),
        ("combined", Topology(processes=12, threads=16, coroutines=10)),
    ],
    ids=["threads", "coroutines", "processes", "all three"],
)
async def test_very_many_waiting_lanes(approach: str, topology: Topology) -> None:
    wanted = experiment(approach, wait(200.0), topology=topology)
    lanes = wanted.shape.lanes
    async with running(wanted) as session:
        engine = session.pid
        await until(lambda: session.sample().lanes_alive == lanes)
        await until(lambda: session.sample().tasks_done > lanes)
        assert len(session.sample().lanes) == 64
        assert session.events == []
        await session.stop()
        assert session.result().tasks_failed == 0
    await until(lambda: not group_of(engine), 2)


async def test_computing_lanes_are_capped_in_each_process_and_the_reason_is_given() -> None:
    wanted = experiment("combined", cpu(0.1), topology=Topology(processes=2, threads=100))
    async with running(wanted) as session:
        await until(lambda: session.sample().lanes_alive == 2 * CPU_LANES_A_PROCESS)
        await until(lambda: session.sample().tasks_done > 100)
        assert session.sample().lanes_alive == 2 * CPU_LANES_A_PROCESS
        assert kinds_of(session) == ["capped"], "said once, not by every process"
        assert "64 of 100 threads a process" in session.events[0].text
        # Tasks that wait have no such limit.
        session.steer("wait.weight", 1.0)
        session.steer("python-cpu.weight", 0.0)
        await until(lambda: session.sample().lanes_alive == 200)
