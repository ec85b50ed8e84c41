"""What is measured between two moments of a run does not depend on where between tasks they lie."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.runtime import layout as at
from lab.session import Session
from lab.session.in_progress import begun_ns
from lab.session.memory import memory_mib
from lab.session.period import Mark, course, lane_ns_a_task, tasks_between
from lab.session.reading import Reading
from lab.spec import Topology
from tests.lab.session.runs import cpu, experiment, running, until, wait
from tests.lab.study.fake_run import reading, with_failed

times = st.floats(0.0, 1.0)


def even(t_s: float, task_s: float, offsets: list[float]) -> Reading:
    """Lanes that carry out tasks of one length, each begun at a time of its own before 0."""
    done, begun = 0, 0.0
    for offset in offsets:
        worked = t_s + offset * task_s
        ended = int(worked / task_s)
        done += ended
        begun += worked - ended * task_s
    return reading(t_s, done, lanes=len(offsets), begun_ns=begun * 1e9)


@given(
    st.floats(0.001, 0.4),
    st.lists(times, min_size=1, max_size=8),
    st.floats(0.0, 1.0),
    st.floats(0.5, 3.0),
)
def test_even_tasks_are_counted_exactly(
    task_s: float, offsets: list[float], begin: float, seconds: float
) -> None:
    old, new = even(begin, task_s, offsets), even(begin + seconds, task_s, offsets)
    done = tasks_between(old, new, lane_ns_a_task(old, new))
    assert done == pytest.approx(len(offsets) * seconds / task_s, rel=1e-4)
    counted = new.totals.totals[0, at.DONE] - old.totals.totals[0, at.DONE]
    assert abs(done - counted) <= len(offsets) * 1.001


@given(st.floats(0.01, 0.3), st.lists(times, min_size=1, max_size=4), st.integers(3, 30))
def test_a_course_of_even_tasks_is_level(task_s: float, offsets: list[float], steps: int) -> None:
    moments = [0.5 + 0.1 * step for step in range(steps + 1)]
    assume(moments[-1] - moments[0] > 2 * task_s)
    marks = [Mark(t, even(t, task_s, offsets)) for t in moments]
    ends, rates = course(marks, 0)
    assert ends == pytest.approx(moments[1:])
    assert rates == pytest.approx(np.full(steps, len(offsets) / task_s), rel=1e-3)


@given(st.lists(st.floats(0.001, 0.2), min_size=200, max_size=300), times, times)
def test_uneven_tasks_are_counted_to_within_one(
    lengths: list[float], one: float, other: float
) -> None:
    ends = np.cumsum(lengths)
    begin, end = sorted((one * ends[-1] * 0.4, (0.6 + other * 0.39) * ends[-1]))

    def at_(t_s: float) -> Reading:
        done = int(np.searchsorted(ends, t_s, side="right"))
        since = t_s - (ends[done - 1] if done else 0.0)
        return reading(t_s, done, begun_ns=since * 1e9)

    old, new = at_(begin), at_(end)
    counted = new.totals.totals[0, at.DONE] - old.totals.totals[0, at.DONE]
    each_ns = lane_ns_a_task(old, new)
    assert each_ns is not None
    most = 1 + 0.2e9 / each_ns
    assert abs(tasks_between(old, new, each_ns) - counted) <= most


def test_failed_tasks_take_time_and_are_no_throughput() -> None:
    old, new = reading(0.0, 0), with_failed(reading(1.0, 30), 70)
    each_ns = lane_ns_a_task(old, new)
    assert each_ns == pytest.approx(1e7)
    assert tasks_between(old, new, each_ns) == 30


def test_a_few_tasks_say_nothing_of_many_that_are_in_progress() -> None:
    """Eight lanes are at long tasks and one short one ended: it is one, and not a hundred."""
    old = reading(0.0, 0, lanes=8)
    new = reading(1.0, 1, lanes=8, begun_ns=7.98e9)
    assert lane_ns_a_task(old, new) is None
    assert tasks_between(old, new, lane_ns_a_task(old, new)) == 1.0


def test_without_a_task_there_is_nothing_to_go_by() -> None:
    old, new = reading(0.0, 0), reading(1.0, 0, begun_ns=1e9)
    assert lane_ns_a_task(old, new) is None
    assert tasks_between(old, new, None) == 0.0


def header(**words: int) -> list[int]:
    row = [0] * at.HEADER_WORDS
    for name, value in words.items():
        row[getattr(at, name)] = value
    return row


def test_time_begun_is_summed_over_living_lanes() -> None:
    headers = np.array(
        [
            header(LANES=1, LANES_SINCE=5, STARTED_NS=5, LAST_END_NS=60),
            header(LANES=1, LANES_SINCE=5, STARTED_NS=90, LAST_END_NS=60),
            header(LANES=0, LANES_SINCE=5, LAST_END_NS=10),
            header(LANES=3, LANES_SINCE=5, LOOP=1, CLAIM=7),
        ]
    )
    headers[3, at.SERIALS : at.SERIALS + 2] = (1, 2)
    lane = 7 << at.LANE_BITS
    assert begun_ns(headers[:3], [0, 1, 2], 100, {}) == 40 + 10
    # Of three lanes of a loop two are known; the third is taken to be like them.
    assert begun_ns(headers, [3], 100, {lane + 1: 80.0, lane + 2: 60.0}) == 50 + 3 * 30
    assert begun_ns(headers, [3], 100, {lane + 1: 80.0}) == 50 + 3 * (20 + 95) / 2
    assert begun_ns(headers, [], 100, {}) == 50


# ── Of a real run ────────────────────────────────────────────────────────────────────────────
async def test_a_part_of_a_run_is_its_difference() -> None:
    wanted = experiment("threads", wait(5.0), cpu(0.2), topology=Topology(threads=3))
    async with running(wanted) as session:
        await until(lambda: session.sample().tasks_done > 10)
        assert session.start_up_ms is not None
        begin = session.mark()
        first = session.sample().tasks_done
        again = session.mark()
        await until(lambda: session.sample().tasks_done > first + 100)
        end = session.mark()
        whole, part = session.since(begin, end), session.since(again)
        assert whole.tasks_done == end.tasks_done - begin.tasks_done
        assert whole.seconds == pytest.approx(end.t_s - begin.t_s)
        assert part.tasks_done <= whole.tasks_done
        # What ends while the board is read may be in the one and not yet in the other.
        assert whole.histogram.sum() == pytest.approx(whole.tasks_done, abs=5)
        assert whole.throughput_per_s * whole.seconds == pytest.approx(whole.tasks_done, abs=12)
        assert 0 < whole.cpu_seconds < whole.seconds * 2
        assert whole.latency_ms is not None
        assert session.calibration["loops_per_ms"] > 0
        assert len(session.workers) == 1
    # It can still be asked when the run is over.
    assert session.since(begin, end).tasks_done == whole.tasks_done


@pytest.mark.parametrize("kind", ["python-cpu", "native-cpu"])
async def test_the_calibration_of_another_run_is_used(kind: str) -> None:
    """Of a machine a hundred times as slow as any: a task of 20 ms is done in a fraction of it."""
    given = {"loops_per_ms": 100.0, "native_call_ms": 0.01, "native_iterations_per_ms": 9.0}
    session = Session(experiment("threads", (kind, {"ms": 20.0})), calibration=given)
    await session.start()
    try:
        assert dict(session.calibration) == given
        session.sample()
        begin = session.mark()
        await until(lambda: session.sample().tasks_done > 200)
        done = session.since(begin)
        assert done.cpu_seconds / done.tasks_done < 0.005
    finally:
        await session.stop()


async def test_memory_is_that_of_the_workers() -> None:
    one, three = Topology(processes=1), Topology(processes=3)
    sizes = []
    for topology in (one, three):
        async with running(experiment("processes", wait(1.0), topology=topology)) as session:
            await until(lambda: session.sample().lanes_alive == topology.processes)  # noqa: B023
            sizes.append(await asyncio.to_thread(memory_mib, session.workers))
    assert sizes[0] is not None
    assert sizes[1] is not None
    assert 0.5 < sizes[0] < sizes[1] < 100
    assert memory_mib(()) is None
