"""A system that tells nothing of single threads: what can be known is said, nothing is guessed."""

from __future__ import annotations

import pytest

from lab.session import procfs, sampler
from lab.session.snapshot import Snapshot
from lab.spec import Topology

from .runs import cpu, experiment, running, until


@pytest.fixture(autouse=True)
def no_schedstat(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system without ``/proc/<pid>/task/<tid>/schedstat``."""
    monkeypatch.setattr(sampler, "thread_reader", procfs.NoThreads)


async def test_gil_and_core_are_one_figure_and_nothing_is_guessed() -> None:
    wanted = experiment("threads", cpu(2.0), topology=Topology(threads=3))
    async with running(wanted) as session:
        seen: list[Snapshot] = []

        def enough() -> bool:
            seen.append(session.sample())
            return seen[-1].tasks_done > 200 and seen[-1].cores_used > 0.2

        await until(enough)
    shares = seen[-1].shares
    assert shares.gil is None
    assert shares.core is None
    assert shares.running is not None
    assert shares.gil_or_core is not None
    assert shares.gil_or_core > 0.4, "three threads share one GIL"
    assert shares.running + shares.gil_or_core + (shares.io or 0.0) == pytest.approx(1.0)
    assert all(lane.running is None for lane in seen[-1].lanes)
    assert any(core.experiment > 0 for core in seen[-1].cores)
