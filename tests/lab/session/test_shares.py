"""How lane time divides: always adds up, never a guess, and right where the truth is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.session.shares import Interval, KindTime, divide, only_core

S = 1e9
times = st.floats(0, 1e12)
kinds = st.builds(
    KindTime,
    done=st.integers(0, 10_000),
    wall_ns=times,
    cpu_ns=times,
    computes=st.booleans(),
    awaited=st.booleans(),
    waits_ns=st.none() | st.floats(0, 1e9),
)
intervals = st.builds(
    Interval,
    lane_ns=st.floats(1, 1e12),
    run_ns=times,
    queue_ns=times,
    event_loop=st.booleans(),
    kinds=st.lists(kinds, max_size=4),
    gil=st.booleans(),
    held_ns=st.none() | times,
)


@given(intervals)
def test_the_shares_are_parts_of_one_whole(interval: Interval) -> None:
    shares = divide(interval)
    assert shares.gil_or_core is None
    parts = [shares.running, shares.gil, shares.core, shares.io, shares.loop or 0.0]
    known = [part for part in parts if part is not None]
    assert len(known) == 5
    assert all(-1e-9 <= part <= 1 + 1e-9 for part in known)
    assert sum(known) == pytest.approx(1.0, abs=1e-9)
    assert (shares.loop is not None) == interval.event_loop
    if not interval.gil:
        assert shares.gil == 0.0


@given(intervals)
def test_what_the_system_does_not_tell_is_not_guessed(interval: Interval) -> None:
    blind = Interval(interval.lane_ns, None, None, interval.event_loop, interval.kinds)
    shares = divide(blind)
    assert shares.gil is None
    assert shares.core is None
    parts = [shares.running, shares.gil_or_core, shares.io, shares.loop or 0.0]
    known = [part for part in parts if part is not None]
    assert len(known) == 4
    assert all(-1e-9 <= part <= 1 + 1e-9 for part in known)
    assert sum(known) == pytest.approx(1.0, abs=1e-9)


def test_no_lane_time_says_nothing() -> None:
    shares = divide(Interval(0.0, 0.0, 0.0, False, []))
    assert [getattr(shares, name) for name in ("running", "gil", "core", "io", "loop")] == [
        None
    ] * 5


def computing(done: int, wall_s: float, cpu_s: float) -> KindTime:
    return KindTime(done, wall_s * S, cpu_s * S, computes=True, awaited=False)


def test_four_computing_threads_wait_for_the_gil() -> None:
    """As measured: 4 threads for 1 s, one at a time on a core, .17 s in the queue for one."""
    shares = divide(Interval(4 * S, 1.0 * S, 0.17 * S, False, [computing(1000, 4.0, 1.0)]))
    assert shares.running == pytest.approx(0.25, abs=0.001)
    assert shares.core == pytest.approx(0.0425, abs=0.001)
    assert shares.gil == pytest.approx(0.7075, abs=0.001)
    assert shares.io == 0.0


def test_without_a_gil_they_can_only_wait_for_a_core() -> None:
    shares = divide(
        Interval(4 * S, 2.0 * S, 1.9 * S, False, [computing(2000, 4.0, 2.0)], gil=False)
    )
    assert shares.running == pytest.approx(0.5)
    assert shares.core == pytest.approx(0.5)
    assert shares.gil == 0.0


@pytest.mark.parametrize("waits_ns", [None, 20e6])
def test_waiting_threads_are_in_io(waits_ns: float | None) -> None:
    waiting = KindTime(199, 3.99 * S, 0.01 * S, False, False, waits_ns)
    shares = divide(Interval(4 * S, 0.012 * S, 0.002 * S, False, [waiting]))
    assert shares.io == pytest.approx(0.996, abs=0.002)
    assert shares.gil == 0.0


def test_what_a_timed_wait_takes_longer_beside_computing_threads_is_the_gil() -> None:
    """The convoy: a wait of 1 ms that takes 6 ms waited 5 ms for the GIL."""
    waiting = KindTime(160, 0.96 * S, 0.0, False, False, 1e6)
    shares = divide(Interval(2 * S, 0.99 * S, 0.0, False, [waiting, computing(990, 1.0, 0.99)]))
    assert shares.io == pytest.approx(0.08, abs=0.01)
    assert shares.gil == pytest.approx(0.425, abs=0.01)


def test_coroutines_that_wait_longer_than_they_asked_for_wait_for_their_loop() -> None:
    waiting = KindTime(500, 100 * S, 0.0, False, True, 0.1 * S)
    shares = divide(Interval(100 * S, 0.9 * S, 0.0, True, [waiting]))
    assert shares.io == pytest.approx(0.5, abs=0.01)
    assert shares.loop == pytest.approx(0.49, abs=0.01)
    assert shares.gil == 0.0


def test_computing_coroutines_wait_for_their_turn() -> None:
    """Eight coroutines that never await: one runs, seven wait for the loop, no GIL involved."""
    inline = KindTime(1000, 1.0 * S, 1.0 * S, computes=True, awaited=False)
    shares = divide(Interval(8 * S, 1.0 * S, 0.0, True, [inline]))
    assert shares.running == pytest.approx(0.125)
    assert shares.loop == pytest.approx(0.875)


def test_threads_of_one_gil_queue_for_a_core_one_at_a_time() -> None:
    """Four threads compute behind one GIL on half a core: who queues without the GIL awaits it."""
    shares = divide(
        Interval(
            lane_ns=4e9,
            run_ns=0.5e9,
            queue_ns=1.4e9,
            event_loop=False,
            kinds=[KindTime(done=100, wall_ns=4e9, cpu_ns=0.5e9, computes=True, awaited=False)],
            held_ns=1e9,
        )
    )
    assert shares.core == pytest.approx(0.125)
    assert shares.gil == pytest.approx(0.75)


def test_without_a_gil_the_whole_queue_is_waiting_for_a_core() -> None:
    assert only_core(1.4e9, 0.5e9, 1e9, gil=False) == 1.4e9
    assert only_core(1.4e9, 0.5e9, None) == 1.4e9
