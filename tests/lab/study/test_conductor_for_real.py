"""Studies with real engines: figures that must be so, and what is left when something is killed.

That no process, folder or thread is left behind is seen to by the fixture of all tests.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lab.session import Session
from lab.spec import Candidate, Experiment, Study, TaskShare, Topology
from lab.study.conductor import Conductor
from lab.study.trial import StudyResult
from lab.tasks.python_cpu import spin
from tests.lab.session.runs import until
from tests.lab.study.studies import SHORT, processes, study, threads

ALONE = Candidate(approach="sequential")
LINUX = Path("/proc/self/smaps_rollup").exists()


class Sessions:
    """Makes real sessions and keeps them."""

    def __init__(self) -> None:
        self.made: list[Session] = []

    def __call__(self, experiment: Experiment, /, **more: object) -> Session:
        self.made.append(Session(experiment, **more))  # type: ignore[arg-type]
        return self.made[-1]


@pytest.mark.slow
async def test_waits_are_counted_exactly_wherever_the_measured_time_ends() -> None:
    """In 0.7 s a lane ends 3 or 4 waits of 200 ms: counting alone would be off by up to 14 %.

    On a busy machine a wait ends late, by a millisecond or two; it never ends early.
    """
    coroutines = Candidate(approach="asyncio", topology=Topology(coroutines=6))
    mixed = Candidate(approach="combined", topology=Topology(processes=2, threads=2, coroutines=3))
    protocol = replace(SHORT, repeats=2, seconds=0.7, warm_up_s=0.13)
    wanted = study(threads(6), processes(3), coroutines, mixed, ms=200.0, protocol=protocol)
    result = await Conductor(wanted).run()
    assert result.complete, result.cautions
    for trial in result.trials:
        lanes = wanted.candidates[trial.candidate].shape.lanes
        assert 0.985 < trial.throughput_per_s * 0.2 / lanes < 1.002
        assert trial.tasks_done == pytest.approx(trial.throughput_per_s * trial.seconds, abs=lanes)
        assert trial.course_per_s[-3:] == pytest.approx(lanes / 0.2, rel=0.05)


async def computed(*candidates: Candidate) -> StudyResult:
    """Each computes tasks of a millisecond for a short while."""
    protocol = replace(SHORT, repeats=1, seconds=0.8, warm_up_s=0.1)
    return await Conductor(study(*candidates, kind="python-cpu", ms=1.0, protocol=protocol)).run()


def beside(loops: int) -> float:
    """What the same task costs without an engine (ms of CPU time): a mean, as a trial's is."""
    before = time.thread_time_ns()
    for _ in range(300):
        spin(loops)
    return (time.thread_time_ns() - before) / 300e6


@pytest.mark.slow
async def test_a_task_costs_what_it_costs_without_an_engine() -> None:
    """In turn and the middle of several: a machine's speed changes, and CPU time with it."""
    found = []
    for _ in range(7):
        result = await computed(ALONE)
        loops = round(float(result.environment["calibration_loops_per_ms"] or 0.0))
        found.append((result.trials[0].cpu_ms_per_task or 0.0) / beside(loops))
    assert statistics.median(found) == pytest.approx(1.0, rel=0.25), found


async def test_a_trial_says_all_that_is_known() -> None:
    result = await computed(ALONE, processes(2))
    by_place = {trial.candidate: trial for trial in result.trials}
    alone, both = by_place[0], by_place[1]
    for trial in (alone, both):
        assert trial.start_up_ms is not None
        assert 5 < trial.start_up_ms < 3000
        assert trial.warm_up_s >= 0.1
        # Calibrated in one moment and run in another: whoever shares the core slows down the one.
        assert trial.cpu_ms_per_task is not None
        assert 0.3 < trial.cpu_ms_per_task < 3.0
        work = trial.throughput_per_s * trial.cpu_ms_per_task / 1000
        assert trial.cores_used == pytest.approx(work, rel=0.001)
        # However busy the machine, a lane has no more than a core.
        assert 0 < (trial.cores_used or 0.0) < 1.05 * (1 + trial.candidate)
        assert trial.shares.running is not None
        # What ends while the board is read may be in the one and not yet in the other.
        assert trial.histogram.sum() == pytest.approx(trial.tasks_done, abs=5)
        assert trial.latency_ms is not None
        assert trial.longest_ms == trial.latency_ms.max
        assert trial.others_cores is not None
    assert result.environment["calibration_loops_per_ms"]
    if LINUX:
        assert alone.memory_mib is not None
        assert both.memory_mib is not None
        # Shared pages are counted by part: two forked workers are not twice one.
        assert 1 < alone.memory_mib < both.memory_mib < 60


async def test_native_work_is_calibrated_once_for_all() -> None:
    sessions = Sessions()
    wanted = study(kind="native-cpu", ms=1.0, protocol=replace(SHORT, repeats=2))
    result = await Conductor(wanted, sessions).run()
    assert result.complete, result.cautions
    first, *others = [dict(session.calibration) for session in sessions.made]
    assert first["native_iterations_per_ms"] > 0
    assert all(other == first for other in others)


async def test_an_engine_killed_in_the_third_block_is_one_failed_trial() -> None:
    sessions = Sessions()
    conductor = Conductor(study(protocol=replace(SHORT, repeats=4)), sessions)
    killed: list[int] = []

    def kill(_: object) -> None:
        current = sessions.made[-1]
        if conductor.progress.block == 2 and not killed and current.pid:
            killed.append(current.pid)
            os.kill(current.pid, signal.SIGKILL)

    conductor.on_snapshot = kill
    result = await conductor.run()
    assert killed
    assert (result.state, result.complete) == ("finished", False)
    failed = [trial for trial in result.trials if trial.state == "failed"]
    assert [trial.block for trial in failed] == [2]
    assert "SIGKILL" in failed[0].problem
    assert [trial.state for trial in result.trials].count("measured") == 7
    assert {caution.kind for caution in result.cautions} >= {"failed", "incomplete"}


async def test_a_killed_worker_is_a_failed_trial() -> None:
    sessions = Sessions()
    conductor = Conductor(study(protocol=replace(SHORT, repeats=1, seconds=0.6)), sessions)

    def kill(_: object) -> None:
        current = sessions.made[-1]
        if len(current.workers) == 2 and conductor.progress.phase == "measuring":
            os.kill(current.workers[1], signal.SIGKILL)

    conductor.on_snapshot = kill
    result = await conductor.run()
    states = {trial.candidate: trial for trial in result.trials}
    assert (states[0].state, states[1].state) == ("measured", "failed")
    assert "SIGKILL" in states[1].problem


async def test_a_cancelled_study_leaves_nothing_but_what_it_measured() -> None:
    sessions = Sessions()
    conductor = Conductor(study(protocol=replace(SHORT, seconds=0.5)), sessions)
    pids: list[int] = []

    def cancel(_: object) -> None:
        if conductor.progress.trials_done == 2 and conductor.progress.phase == "measuring":
            pids.extend(sessions.made[-1].pids())
            conductor.cancel()

    conductor.on_snapshot = cancel
    result = await conductor.run()
    assert [trial.state for trial in result.trials] == ["measured", "measured", "interrupted"]
    cut_short = result.trials[-1]
    assert 0 < cut_short.seconds < 0.5
    assert cut_short.tasks_done > 0
    assert pids
    await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


@pytest.fixture
def bare_python(tmp_path: Path) -> str:
    """The Python of a virtual environment without anything in it: no urllib3, so no http."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    return str(tmp_path / "bare" / "bin" / "python")


async def test_a_library_that_is_missing_fails_its_candidates_only(bare_python: str) -> None:
    mix = (TaskShare(kind="wait", parameters={"ms": 1.0}), TaskShare(kind="http"))
    wanted = Study(
        mix=mix,
        candidates=(threads(2), replace(threads(2), settings=(("http.weight", 0.0),))),
        protocol=replace(SHORT, repeats=4),
        python=bare_python,
    )
    result = await Conductor(wanted).run()
    with_http = [trial for trial in result.trials if trial.candidate == 0]
    assert [trial.state for trial in with_http] == 3 * ["failed"]
    assert "not installed in this Python" in with_http[0].problem
    without = [trial for trial in result.trials if trial.candidate == 1]
    assert [trial.state for trial in without] == 4 * ["measured"]
