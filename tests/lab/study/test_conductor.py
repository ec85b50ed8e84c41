"""A study's course, with made-up runs: what is run when, what is kept, and that all ends."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from lab.errors import InputError
from lab.session.snapshot import Event
from lab.spec import Experiment
from lab.study.conductor import MOST_FAILURES, Conductor
from lab.study.order import block_order
from lab.study.progress import PHASES, Progress
from lab.study.trial import Trial
from tests.lab.session.runs import until
from tests.lab.study.fake_run import FakeRun, FakeRuns
from tests.lab.study.studies import SHORT, processes, study, threads

THREE = (threads(1), threads(2), processes(2))


async def test_every_candidate_is_measured_once_in_every_block_in_random_order() -> None:
    runs = FakeRuns()
    conductor = Conductor(study(*THREE), runs)
    seen: list[Trial] = []
    conductor.on_trial = seen.append
    result = await conductor.run()
    assert (result.state, result.complete, result.problem) == ("finished", True, "")
    assert list(result.trials) == seen
    assert [trial.place for trial in seen] == list(range(9))
    for block in range(3):
        order = tuple(trial.candidate for trial in seen if trial.block == block)
        assert order == block_order(3, SHORT.seed, block)
    assert runs.all_ended


async def test_all_runs_do_the_same_work_in_another_order_in_each_block() -> None:
    runs = FakeRuns()
    result = await Conductor(study(*THREE), runs).run()
    assert [run.given for run in runs.measured] == 9 * [{"loops_per_ms": 1234.0}]
    assert len({run.experiment.mix for run in map(_hashable, runs.measured)}) == 1
    seeds = [run.experiment.options.seed for run in runs.measured]
    assert seeds == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    shapes = [run.experiment.topology for run in runs.measured]
    assert shapes == [result.study.candidates[t.candidate].shape for t in result.trials]


async def test_figures_are_those_of_the_measured_time() -> None:
    protocol = replace(SHORT, repeats=1, warm_up_s=0.3, seconds=0.4)
    result = await Conductor(study(*THREE, protocol=protocol), FakeRuns()).run()
    for trial in result.trials:
        assert trial.throughput_per_s == 1000.0
        assert trial.seconds == pytest.approx(0.4, abs=0.15)
        assert trial.tasks_done == pytest.approx(1000 * trial.seconds, abs=2)
        assert trial.warm_up_s >= 0.3
        assert trial.start_up_ms == 12.0
        assert trial.latency_ms is not None
        assert trial.histogram.sum() == trial.tasks_done
        assert trial.course_s[-1] == pytest.approx(trial.warm_up_s + trial.seconds)
        assert trial.course_s[0] < trial.warm_up_s
        assert len(trial.course_s) == len(trial.course_per_s)


async def test_a_candidate_that_cannot_run_is_left_out_after_some_failures() -> None:
    runs = FakeRuns(refuse=lambda e: "no such thing" if e.approach == "processes" else "")
    protocol = replace(SHORT, repeats=5)
    result = await Conductor(study(*THREE, protocol=protocol), runs).run()
    failed = [trial for trial in result.trials if trial.state == "failed"]
    assert len(failed) == MOST_FAILURES
    assert {(trial.candidate, trial.problem) for trial in failed} == {(2, "no such thing")}
    assert len(result.trials) == 5 + 5 + MOST_FAILURES
    assert (result.state, result.complete) == ("finished", False)
    kinds = {caution.kind: caution for caution in result.cautions}
    assert kinds["failed"].candidates == (2,)
    assert kinds["incomplete"].candidates == (2,)
    assert "no such thing" in kinds["failed"].text
    assert runs.all_ended


async def test_a_run_that_breaks_down_is_a_failed_trial_and_the_study_goes_on() -> None:
    def break_down(run: FakeRun) -> None:
        if len(runs.made) == 5 and run.samples == 3:
            run.break_down("killed")

    runs = FakeRuns(misbehave=break_down)
    result = await Conductor(study(*THREE), runs).run()
    assert [trial.state for trial in result.trials].count("failed") == 1
    broken = result.trials[3]
    assert (broken.state, broken.problem, broken.memory_mib) == ("failed", "killed", None)
    assert len(result.trials) == 9
    assert runs.all_ended


@pytest.mark.parametrize("kind", ["worker-lost", "lane-broken", "full", "capped"])
async def test_a_run_that_is_not_what_was_wanted_does_not_count(kind: str) -> None:
    def lose(run: FakeRun) -> None:
        if run is runs.measured[0] and run.samples == 2:
            run.news.append(Event(0.1, kind, "one is gone"))

    runs = FakeRuns(misbehave=lose)
    result = await Conductor(study(*THREE), runs).run()
    assert [trial.state for trial in result.trials] == ["failed", *(8 * ["measured"])]
    assert result.trials[0].problem == "one is gone"


async def test_a_run_in_which_nothing_ends_has_failed() -> None:
    rates = {"threads": 1000.0, "processes": 0.0}
    runs = FakeRuns(rate=lambda e: rates[e.approach])
    result = await Conductor(study(threads(1), processes(2)), runs).run()
    problems = {trial.problem for trial in result.trials if trial.candidate == 1}
    assert problems == {"No task ended in the measured time: measure for 0.4 s or longer"}


async def test_a_run_in_which_every_task_fails_is_given_up_at_once() -> None:
    def fail(run: FakeRun) -> None:
        if run.experiment.approach == "threads":
            run.all_fail = True
            run.news = [Event(0.1, "task-failed", "wait: OSError: no")] if run.samples == 1 else []

    runs = FakeRuns(misbehave=fail)
    result = await Conductor(study(threads(1), processes(2)), runs).run()
    failed = [trial for trial in result.trials if trial.candidate == 0]
    assert {trial.problem for trial in failed} == {"Every task failed: wait: OSError: no"}
    assert result.seconds < 10


async def test_when_every_run_fails_the_study_has_failed() -> None:
    def refuse(experiment: Experiment) -> str:
        return "" if experiment.approach == "sequential" else "not here"

    result = await Conductor(study(*THREE), FakeRuns(refuse=refuse)).run()
    assert (result.state, result.problem) == ("failed", "not here")


async def test_when_no_engine_starts_the_study_has_failed_at_once() -> None:
    runs = FakeRuns(refuse=lambda _: "no engine")
    result = await Conductor(study(*THREE), runs).run()
    assert (result.state, result.problem, result.trials) == ("failed", "no engine", ())
    assert runs.all_ended


async def test_cancelling_keeps_what_was_measured() -> None:
    runs = FakeRuns()
    conductor = Conductor(study(*THREE), runs)
    conductor.on_trial = lambda trial: conductor.cancel() if trial.place == 3 else None
    result = await conductor.run()
    assert (result.state, result.complete) == ("interrupted", False)
    assert [trial.state for trial in result.trials] == 4 * ["measured"]
    assert [caution.kind for caution in result.cautions] == ["incomplete", "repeats"]
    assert runs.all_ended


async def test_cancelling_ends_the_run_under_way() -> None:
    def cancel(run: FakeRun) -> None:
        if len(runs.made) == 6 and run.samples == 3:
            conductor.cancel()

    runs = FakeRuns(misbehave=cancel)
    conductor = Conductor(study(*THREE, protocol=replace(SHORT, seconds=0.5)), runs)
    result = await conductor.run()
    assert [trial.state for trial in result.trials] == [*(4 * ["measured"]), "interrupted"]
    assert result.state == "interrupted"
    assert runs.all_ended


async def test_cancelling_does_not_wait_for_a_run_that_is_starting() -> None:
    class Slow(FakeRun):
        stopped: asyncio.Event

        async def start(self) -> None:
            self.state, self.stopped = "starting", asyncio.Event()
            conductor.cancel()
            await self.stopped.wait()
            self.break_down("stopped before it began")
            assert self.failure is not None
            raise self.failure

        async def stop(self) -> None:
            await super().stop()
            if hasattr(self, "stopped"):
                self.stopped.set()

    class Runs(FakeRuns):
        def __call__(self, experiment: Experiment, /, **more: object) -> FakeRun:
            make = Slow if self.made else FakeRun
            self.made.append(make(self, experiment, {}))
            return self.made[-1]

    runs = Runs()
    conductor = Conductor(study(*THREE), runs)
    result = await conductor.run()
    assert [trial.state for trial in result.trials] == ["interrupted"]
    assert result.state == "interrupted"


async def test_a_task_that_is_cancelled_leaves_no_run() -> None:
    runs = FakeRuns()
    conductor = Conductor(study(*THREE, protocol=replace(SHORT, seconds=60.0)), runs)
    running = asyncio.get_running_loop().create_task(conductor.run())
    await until(lambda: runs.measured and runs.measured[0].samples > 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert runs.all_ended
    assert conductor.result_now().state == "interrupted"


async def test_an_error_of_our_own_is_raised_and_leaves_no_run() -> None:
    def fall(run: FakeRun) -> None:
        if len(runs.measured) == 2:
            raise ZeroDivisionError

    runs = FakeRuns(misbehave=fall)
    with pytest.raises(ZeroDivisionError):
        await Conductor(study(*THREE), runs).run()
    assert runs.all_ended


async def test_progress_goes_from_nothing_to_all() -> None:
    seen: list[Progress] = []
    conductor = Conductor(study(*THREE), FakeRuns())
    conductor.on_progress = seen.append
    await conductor.run()
    assert set(Counter(step.phase for step in seen)) == set(PHASES)
    assert seen[0].phase == "calibrating"
    done = [step.trials_done for step in seen]
    assert done == sorted(done)
    assert {step.trials_all for step in seen} == {9}
    times = [step.seconds_done for step in seen]
    assert times == sorted(times)
    assert all(0 <= step.share <= 1 for step in seen)
    end = conductor.progress
    assert (end.trials_done, end.trials_all, end.seconds_left) == (9, 9, 0.0)


async def test_time_left_comes_true_once_some_runs_are_known() -> None:
    seen: list[Progress] = []
    conductor = Conductor(study(*THREE, protocol=replace(SHORT, seconds=0.4)), FakeRuns())
    conductor.on_progress = seen.append
    result = await conductor.run()
    later = [step for step in seen if step.trials_done >= 3]
    wholes = [step.seconds_done + step.seconds_left for step in later]
    assert all(whole == pytest.approx(result.seconds, rel=0.3) for whole in wholes)


async def test_snapshots_are_handed_on() -> None:
    runs = FakeRuns()
    conductor = Conductor(study(*THREE), runs)
    states: list[str] = []
    conductor.on_snapshot = lambda snapshot: states.append(snapshot.state)
    await conductor.run()
    assert len(states) == sum(run.samples for run in runs.made)
    assert set(states) == {"running"}


def test_a_study_that_cannot_be_is_refused_before_anything_runs() -> None:
    runs = FakeRuns()
    with pytest.raises(InputError, match="threads\\(2\\) is there twice"):
        Conductor(study(threads(2), threads(2)), runs)
    assert not runs.made
    Conductor(study(threads(2), threads(2)), runs, twins=True)


def test_the_result_is_there_before_the_study_has_begun() -> None:
    result = Conductor(study(*THREE), FakeRuns()).result_now()
    assert (result.state, result.trials, result.seconds) == ("interrupted", (), 0.0)


def test_orders_differ_from_block_to_block_and_not_from_time_to_time() -> None:
    orders = [block_order(6, 1, block) for block in range(40)]
    assert orders == [block_order(6, 1, block) for block in range(40)]
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert len(set(orders)) > 30
    firsts = Counter(order[0] for order in orders)
    assert max(firsts.values()) < 20
    assert orders != [block_order(6, 2, block) for block in range(40)]


def _hashable(run: FakeRun) -> FakeRun:
    shares = tuple((s.kind, s.weight, tuple(s.parameters.items())) for s in run.experiment.mix)
    run.experiment = replace(run.experiment, mix=shares)  # type: ignore[arg-type]
    return run
