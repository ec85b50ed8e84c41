"""A run that is steered: counts stay exact in a storm, lanes come back to the wanted number."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import Callable

import psutil
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lab.errors import InputError
from lab.session import Session
from lab.session.plan import changed
from lab.spec import Options, Topology, Value
from tests.lab.session.runs import (
    carry_out,
    cpu,
    experiment,
    kinds_of,
    running,
    to_the_end,
    until,
    wait,
)

Move = tuple[str, Value]

moves = st.one_of(
    st.tuples(st.just("processes"), st.integers(1, 4)),
    st.tuples(st.just("threads"), st.integers(1, 8)),
    st.tuples(st.just("coroutines"), st.integers(1, 20)),
    st.tuples(
        st.just("approach"), st.sampled_from(["threads", "processes", "asyncio", "combined"])
    ),
    st.tuples(st.just("wait.ms"), st.sampled_from([0.5, 1.0, 2.0])),
    st.tuples(st.just("python-cpu.weight"), st.sampled_from([0.0, 0.5, 2.0])),
)


def lanes_as_wanted(session: Session) -> bool:
    snapshot = session.sample()
    return (
        snapshot.lanes_alive == snapshot.lanes_wanted
        and snapshot.processes_alive == snapshot.wanted.processes
    )


def at_rest(session: Session) -> Callable[[], bool]:
    """As many lanes as wanted, and not only in passing while some leave and others come."""
    seen = 0

    def settled() -> bool:
        nonlocal seen
        seen = seen + 1 if lanes_as_wanted(session) and not session._steering.unanswered else 0
        return seen == 20

    return settled


async def storm(session: Session, sequence: list[Move], pause_s: float) -> None:
    for setting, value in sequence:
        session.steer(setting, value)
        await asyncio.sleep(pause_s)


@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink one would take many runs
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(moves, min_size=8, max_size=30))
async def test_every_task_is_carried_out_once_in_a_storm(sequence: list[Move]) -> None:
    wanted = experiment(
        "combined", wait(1.0), cpu(0.2), number=1201, topology=Topology(threads=2, coroutines=2)
    )
    async with running(wanted) as session:
        await storm(session, sequence, 0.01)
        result = await to_the_end(session)
    assert result.state == "finished"
    assert (result.tasks_done, result.tasks_failed, result.possibly_twice) == (1201, 0, 0)
    assert sum(kind.done for kind in result.by_kind) == 1201


async def storm_for(seconds: float, approach: str, seed: int) -> None:
    """A hundred random moves a second, then the lanes must be as many as were asked for."""
    draw = random.Random(seed)
    wanted = experiment(
        approach, wait(2.0), cpu(0.1), topology=Topology(processes=2, threads=2, coroutines=2)
    )
    async with running(wanted) as session:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            level = draw.choice(["processes", "threads", "coroutines"])
            session.steer(level, draw.randint(1, {"processes": 4}.get(level, 8)))
            if draw.random() < 0.1:
                session.sample()
            await asyncio.sleep(0.01)
        await until(at_rest(session))
        before = session.sample().tasks_done
        await until(lambda: session.sample().tasks_done > before)
        assert lanes_as_wanted(session)
        await session.stop()
        result = session.result()
    assert result.state == "interrupted"
    assert result.events == ()
    assert result.tasks_done == sum(kind.done for kind in result.by_kind)
    assert result.tasks_done == result.series.rows["tasks_done"][-1]
    assert result.tasks_failed == 0


@pytest.mark.parametrize("seed", [1, 2])
async def test_lanes_are_as_many_as_wanted_after_a_storm(seed: int) -> None:
    await storm_for(1.0, "combined", seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 4])
async def test_lanes_are_as_many_as_wanted_after_ten_seconds_of_storm(seed: int) -> None:
    await storm_for(10.0, "combined", seed)


@pytest.mark.slow
async def test_ten_seconds_of_storm_lose_no_task() -> None:
    draw = random.Random(5)
    wanted = experiment("combined", wait(1.0), cpu(0.1), number=20_000,
                        topology=Topology(processes=2, threads=2, coroutines=4))  # fmt: skip
    async with running(wanted) as session:
        end = time.monotonic() + 10
        while time.monotonic() < end and session.state == "running":
            level = draw.choice(["processes", "threads", "coroutines"])
            session.steer(level, draw.randint(1, {"processes": 4}.get(level, 8)))
            await asyncio.sleep(0.01)
        result = await to_the_end(session)
    assert (result.tasks_done, result.tasks_failed, result.possibly_twice) == (20_000, 0, 0)


async def test_a_place_that_is_given_up_and_wanted_again_at_once_is_taken_once() -> None:
    """A worker told to leave may only come to look when its rank is wanted again.

    It must leave all the same, for another one has been started in its place.
    """
    wanted = experiment("processes", wait(1.0), topology=Topology(processes=3))
    async with running(wanted) as session:
        await until(lambda: lanes_as_wanted(session))
        # The lanes are on the board before the worker's message has been read.
        await until(lambda: len(session._workers) == 3)
        late = [pid for pid, rank in session._workers.items() if rank > 0]
        for pid in late:
            os.kill(pid, signal.SIGSTOP)
        # On a busy machine other threads go on until the one that got the signal has been run.
        stopped = psutil.STATUS_STOPPED
        await until(lambda: all(psutil.Process(pid).status() == stopped for pid in late))
        for number in (1, 3):
            session.steer("processes", number)
            await until(lambda: not session._steering.unanswered)
        await until(lambda: len(session._workers) == 5)
        for pid in late:
            os.kill(pid, signal.SIGCONT)
        await until(lambda: len(session._workers) == 3)
        assert not set(late) & set(session._workers)
        await until(lambda: lanes_as_wanted(session))
        assert session.events == []


async def test_the_approach_changes_back_and_forth() -> None:
    """Threads and event loops take each other's place; nothing is lost on the way."""
    wanted = experiment("threads", wait(1.0), cpu(0.2), number=1500,
                        topology=Topology(processes=2, threads=3, coroutines=5))  # fmt: skip
    async with running(wanted) as session:
        for approach in [
            "asyncio",
            "threads",
            "combined",
            "processes",
            "asyncio",
            "sequential",
        ] * 4:
            session.steer("approach", approach)
            await asyncio.sleep(0.005)
        session.steer("approach", "combined")
        if session.state == "running":
            await until(lambda: lanes_as_wanted(session) or session.state != "running")
        result = await to_the_end(session)
    assert (result.tasks_done, result.tasks_failed, result.possibly_twice) == (1500, 0, 0)
    assert result.events == ()


async def test_lanes_that_all_wait_hear_of_a_change_at_once() -> None:
    async with running(
        experiment("threads", wait(30_000), topology=Topology(threads=2))
    ) as session:
        session.steer("threads", 6)
        await until(lambda: session.sample().lanes_alive == 6, 5)
    wanted = experiment("asyncio", wait(30_000), topology=Topology(coroutines=2))
    async with running(wanted) as session:
        session.steer("coroutines", 50)
        await until(lambda: session.sample().lanes_alive == 50, 5)


async def test_a_kind_joins_while_the_run_goes_on() -> None:
    async with running(experiment("threads", wait(2.0), topology=Topology(threads=2))) as session:
        session.steer("http.weight", 1.0)
        session.steer("http.latency_ms", 1.0)
        await until(lambda: any(k.name == "http" and k.done > 3 for k in session.sample().by_kind))
        session.steer("wait.weight", 0.0)
        await until(lambda: not session._steering.unanswered)
        assert session.result().tasks_failed == 0


async def test_a_refused_change_is_undone_and_named() -> None:
    """The engine cannot have the kind; what else was asked for at the same time stays."""
    wanted = experiment("threads", wait(2.0), topology=Topology(threads=2))
    async with running(wanted) as session:
        before = session.experiment
        # What the engine itself would find: its folder cannot be written, so sqlite is refused.
        assert session._engine is not None
        work = session._engine.folder / "work"
        work.rename(work.with_name("elsewhere"))
        session.steer("wait.ms", 3.0)  # while this is answered, the next two become one plan
        session.steer("sqlite.weight", 1.0)
        session.steer("threads", 3)
        await until(lambda: "unavailable" in kinds_of(session))
        assert session.experiment.mix == changed(before, "wait.ms", 3.0).mix
        await until(lambda: session.sample().lanes_alive == 3)
        assert session.sample().tasks_failed == 0
    (event,) = [event for event in session.events if event.kind == "unavailable"]
    assert "sqlite is unavailable" in event.text
    assert "sqlite.weight" in event.text
    undone = [marker for marker in session.markers if marker.setting == "sqlite.weight"]
    assert [(marker.old, marker.new) for marker in undone] == [(0.0, 1.0), (1.0, 0.0)]


async def test_a_mix_too_long_for_the_board_is_refused_in_words() -> None:
    from lab.errors import SessionError

    session = Session(experiment("threads", *[wait(float(i)) for i in range(1, 900)]))
    with pytest.raises(SessionError, match="too many entries"):
        await session.start()
    assert session.state == "failed"
    assert session.pids() == []


async def test_steering_before_the_engine_is_ready_is_not_lost() -> None:
    session = Session(experiment("threads", wait(2.0), topology=Topology(threads=1)))
    starting = asyncio.get_running_loop().create_task(session.start())
    await asyncio.sleep(0)
    session.steer("threads", 5)
    try:
        await starting
        await until(lambda: session.sample().lanes_alive == 5)
    finally:
        await session.stop()


async def test_steering_after_the_end_changes_nothing() -> None:
    wanted = experiment("threads", wait(1.0), number=10, topology=Topology(threads=2))
    async with running(wanted) as session:
        await session.finished()
        marker = session.steer("threads", 9)
        assert (marker.setting, marker.old, marker.new) == ("threads", 2, 9)
        assert session.result().topology.threads == 2
        assert session.result().markers == ()
        with pytest.raises(InputError):
            session.steer("threads", 0)


async def test_blocking_inline_and_in_a_thread_give_the_same_count() -> None:
    for blocking in ("inline", "thread"):
        options = Options(blocking=blocking)
        wanted = experiment("asyncio", cpu(0.1), number=50, options=options,
                            topology=Topology(coroutines=4))  # fmt: skip
        assert (await carry_out(wanted)).tasks_done == 50


async def test_a_run_follows_to_other_kinds_approach_and_shape_at_once() -> None:
    async with running(experiment("threads", wait(5.0), topology=Topology(threads=2))) as session:
        await until(lambda: session.sample().tasks_done > 20)
        wanted = experiment("asyncio", cpu(1.0), topology=Topology(coroutines=3))
        markers = session.follow(wanted)
        settings = {marker.setting: marker.new for marker in markers}
        assert settings["approach"] == "asyncio"
        assert settings["wait.weight"] == 0.0
        assert settings["python-cpu.weight"] == 1.0
        await until(lambda: _done(session, "python-cpu") > 50)
        await until(lambda: session.sample().lanes_alive == 3)
        settled = _done(session, "wait")
        await until(lambda: _done(session, "python-cpu") > 200)
        assert _done(session, "wait") == settled, "what is not wanted is not carried out any more"
        assert session.follow(wanted) == (), "it is there already"


def _done(session: Session, kind: str) -> int:
    return next((k.done for k in session.sample().by_kind if k.name == kind), 0)
