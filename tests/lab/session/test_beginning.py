"""A run's time begins when all its lanes stand ready; getting ready is no part of it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import numpy as np
import pytest

from lab.errors import SessionError
from lab.session import Session
from lab.session.figures import Figures
from lab.session.reading import at_the_beginning
from lab.session.sampler import Sampler
from lab.spec import START_METHODS, Options, Topology
from tests.lab.session.runs import Task, alive, experiment, running, to_the_end, until
from tests.lab.study.fake_run import reading

TWO = Topology(processes=2)
SPAWN = Options(start_method="spawn")
SHORT: Task = ("wait", {"ms": 20.0})


def sampler_of(session: Session) -> Sampler:
    assert session._recording is not None
    return session._recording.sampler


@pytest.mark.parametrize("method", START_METHODS)
async def test_the_start_is_not_within_the_measured_time(method: str) -> None:
    options = Options(start_method=method)
    wanted = experiment("processes", SHORT, seconds=0.6, options=options, topology=TWO)
    async with running(wanted) as session:
        result = await to_the_end(session)
        sampler = sampler_of(session)
        start_up_ms = session.start_up_ms
    begun_ms = (sampler.first_begun_ns - sampler.epoch_ns) / 1e6
    assert start_up_ms is not None
    assert 0 <= begun_ms < start_up_ms / 4
    # Two interpreters were started; two lanes that wait use next to nothing.
    assert sampler.before.cpu_ns > 0
    if method == "spawn":
        assert result.cpu_seconds < sampler.before.cpu_ns / 1e9
        assert (result.shares.running or 0.0) < 0.2


async def test_libraries_and_data_are_there_before_the_clock_goes() -> None:
    """The first task of SQLite finds its database filled, the first of http its client imported."""
    mix: tuple[Task, ...] = (("sqlite", {}), ("http", {"latency_ms": 1.0}))
    for approach in ("threads", "asyncio"):
        async with running(experiment(approach, *mix, number=20)) as session:
            await to_the_end(session)
            sampler = sampler_of(session)
            begun_ms = (sampler.first_begun_ns - sampler.epoch_ns) / 1e6
            assert session.start_up_ms is not None
            assert begun_ms < session.start_up_ms / 4


def test_nobody_saw_the_cores_before_the_first_reading() -> None:
    """The run's part of a core is of the time it was watched, not of all its time."""
    seen = replace(reading(1.0, 0), experiment=np.array([9e8, 0.0]), cpu_ns=900_000_000)
    later = replace(reading(3.0, 0), experiment=np.array([24e8, 5e8]), cpu_ns=2_900_000_000)
    whole = Figures(at_the_beginning(seen, 0), later, (0,), splits_waiting=True)
    assert [core.experiment for core in whole.cores()] == [0.75, 0.25]
    assert whole.cores_used() == pytest.approx(2.9 / 3)


@asynccontextmanager
async def getting_ready() -> AsyncIterator[tuple[Session, asyncio.Task[None]]]:
    """Two spawned workers; no lane of theirs can begin before the block lets go of the board."""
    session = Session(experiment("processes", SHORT, options=SPAWN, topology=TWO))
    starting = asyncio.get_running_loop().create_task(session.start())
    try:
        await until(lambda: session._engine is not None)
        assert session._engine is not None
        fcntl.lockf(session._engine.board, fcntl.LOCK_EX, 1)
        await until(lambda: len(session.workers) == 2)
        yield session, starting
    finally:
        await session.stop()


async def test_who_is_killed_while_it_gets_ready_is_not_waited_for() -> None:
    async with getting_ready() as (session, starting):
        for pid in session.workers:
            os.kill(pid, signal.SIGKILL)
        await starting
        await session.finished()
    assert [event.kind for event in session.events] == ["worker-lost", "worker-lost"]
    assert session.state == "failed"


async def test_one_that_takes_very_long_joins_later() -> None:
    async with getting_ready() as (session, starting):
        await starting
        assert session.sample().lanes_alive == 0
        assert session._engine is not None
        fcntl.lockf(session._engine.board, fcntl.LOCK_UN, 1)
        await until(lambda: session.sample().lanes_alive == 2)
        await until(lambda: session.sample().tasks_done > 5)


async def test_it_can_be_stopped_while_it_gets_ready() -> None:
    async with getting_ready() as (session, starting):
        pids = session.pids()
        assert len(pids) == 3
        await session.stop()
        with pytest.raises(SessionError):
            await starting
        assert session.state == "interrupted"
        await until(lambda: not any(alive(pid) for pid in pids))
