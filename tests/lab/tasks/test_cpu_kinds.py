"""The kinds that compute: their size is CPU time, and what they do to the GIL."""

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
from lab.tasks.native_cpu import NativeCpu
from lab.tasks.python_cpu import PythonCpu, calibrate, nothing, spin


def cpu_ms(task: Callable[[], object], times: int) -> float:
    """The least CPU time of several rounds: what load on the machine can only add to."""
    taken = []
    for _ in range(times):
        before = time.thread_time_ns()
        task()
        taken.append(time.thread_time_ns() - before)
    return min(taken) / 1e6


@pytest.mark.parametrize("kind", [PythonCpu, NativeCpu])
def test_ten_times_the_size_is_ten_times_the_cpu_time(
    kind: type[PythonCpu | NativeCpu], context: TaskContext
) -> None:
    one = cpu_ms(kind(ms=1.0).blocking(context), 30)
    ten = cpu_ms(kind(ms=10.0).blocking(context), 10)
    assert 8.5 < ten / one < 11.5


@pytest.mark.parametrize("kind", [PythonCpu, NativeCpu])
def test_a_ms_is_about_a_ms_of_cpu_time(
    kind: type[PythonCpu | NativeCpu], context: TaskContext
) -> None:
    assert cpu_ms(kind(ms=2.0).blocking(context), 20) == pytest.approx(2.0, rel=0.25)


def test_the_smallest_native_task_counts_the_price_of_the_call(context: TaskContext) -> None:
    smallest = cpu_ms(NativeCpu(ms=0.05).blocking(context), 200)
    assert smallest == pytest.approx(0.05, rel=0.3)


def test_the_calibrated_loop_is_the_loop_of_the_task(context: TaskContext) -> None:
    task = PythonCpu(ms=2.0).blocking(context)
    assert isinstance(task, partial)
    assert task.func is spin
    assert task.args == (round(2 * context.loops_per_ms),)
    assert "spin" in calibrate.__code__.co_names


def test_calibrations_agree() -> None:
    found = [calibrate() for _ in range(5)]
    assert max(found) / statistics.median(found) < 1.25


def test_a_task_without_calibration_calibrates_itself(tmp_path: Path) -> None:
    task = PythonCpu(ms=2.0).blocking(TaskContext(folder=tmp_path))
    assert cpu_ms(task, 20) == pytest.approx(2.0, rel=0.25)


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
