"""The kinds that compute: their size is CPU time, and what they do to the GIL.

Those that compare CPU times are slow ones, which have the machine to themselves: two cores may be
two threads of one, and then a neighbour's work makes CPU time longer.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lab.tasks import TaskContext
from lab.tasks.native_cpu import NativeCpu, speed
from lab.tasks.python_cpu import PythonCpu, _own_calibration, calibrate, nothing, spin

ATTEMPTS = 15
"""Each calibrates and measures in a few hundredths of a second: where the processor's speed changes
meanwhile, it gets slower as often as faster, and the median tells."""


def cpu_ms(task: Callable[[], object], times: int) -> float:
    """The least CPU time of several rounds: what load on the machine can only add to."""
    taken = []
    for _ in range(times):
        before = time.thread_time_ns()
        task()
        taken.append(time.thread_time_ns() - before)
    return min(taken) / 1e6


def in_pieces(small: Callable[[], object], large: Callable[[], object], pieces: int) -> float:
    """What a task costs in so many pieces, in terms of what it costs in one.

    Both take turns, and as long as each other: a processor whose speed changes does so to both.
    """

    def all_pieces() -> None:
        for _ in range(pieces):
            small()

    pairs = [(cpu_ms(all_pieces, 1), cpu_ms(large, 1)) for _ in range(40)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [PythonCpu, NativeCpu])
def test_ten_times_the_size_is_ten_times_the_cpu_time(
    kind: type[PythonCpu | NativeCpu], context: TaskContext
) -> None:
    one, ten = (kind(ms=ms).blocking(context) for ms in (1.0, 10.0))
    assert 0.87 < in_pieces(one, ten, 10) < 1.18


@pytest.mark.slow
@pytest.mark.parametrize("kind", [PythonCpu, NativeCpu])
def test_a_ms_is_about_a_ms_of_cpu_time(kind: type[PythonCpu | NativeCpu], tmp_path: Path) -> None:
    found = []
    for _ in range(ATTEMPTS):
        context = TaskContext(
            folder=tmp_path, loops_per_ms=calibrate(), native_speed=speed.__wrapped__()
        )
        found.append(cpu_ms(kind(ms=2.0).blocking(context), 5))
    assert statistics.median(found) == pytest.approx(2.0, rel=0.25)


@pytest.mark.slow
def test_the_smallest_native_task_counts_the_price_of_the_call(context: TaskContext) -> None:
    small, large = (NativeCpu(ms=ms).blocking(context) for ms in (0.05, 1.0))
    assert in_pieces(small, large, 20) == pytest.approx(1.0, rel=0.3)


def test_the_calibrated_loop_is_the_loop_of_the_task(context: TaskContext) -> None:
    task = PythonCpu(ms=2.0).blocking(context)
    assert isinstance(task, partial)
    assert task.func is spin
    assert task.args == (round(2 * context.loops_per_ms),)
    assert "spin" in calibrate.__code__.co_names


@pytest.mark.slow
def test_calibrations_agree() -> None:
    pairs = [sorted((calibrate(), calibrate())) for _ in range(ATTEMPTS)]
    assert statistics.median(high / low for low, high in pairs) < 1.25


@pytest.mark.slow
def test_a_task_without_calibration_calibrates_itself(tmp_path: Path) -> None:
    found = []
    for _ in range(ATTEMPTS):
        _own_calibration.cache_clear()  # once a process, elsewhere
        found.append(cpu_ms(PythonCpu(ms=2.0).blocking(TaskContext(folder=tmp_path)), 5))
    assert statistics.median(found) == pytest.approx(2.0, rel=0.25)


def test_no_size_is_an_empty_call(context: TaskContext) -> None:
    assert PythonCpu(ms=0.0).blocking(context) is nothing


def test_the_smallest_size_still_turns_the_loop(context: TaskContext) -> None:
    task = PythonCpu(ms=1e-9).blocking(context)
    assert isinstance(task, partial)
    assert task.args == (1,)


@pytest.mark.parametrize("kind,lets_go", [(NativeCpu, True), (PythonCpu, False)])
def test_whether_the_gil_is_let_go_of(
    kind: type[PythonCpu | NativeCpu], lets_go: bool, context: TaskContext
) -> None:
    # Nobody is made to give up the GIL within this test: when the main thread goes on while the
    # task is in progress, the task has let go of it by itself.
    task = kind(ms=100.0).blocking(context)
    begun, ended = threading.Event(), threading.Event()

    def lane() -> None:
        begun.set()
        task()
        ended.set()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000.0)
    try:
        thread = threading.Thread(target=lane)
        thread.start()
        begun.wait()
        met_in_progress = not ended.is_set()
        thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert met_in_progress == lets_go
