"""What is kept while it is measured, and what is there when it is over."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lab.history import History, Query
from lab.history.keeping import MOST_CHUNKS
from lab.session.record_log import TASK
from lab.session.series import Series, series_columns
from lab.study.trial import StudyResult, Trial
from tests.lab.history.results import made_run, same_series, until
from tests.lab.study.made import made_result


def chunks(history: History) -> int:
    return int(history._store.read("SELECT count(*) FROM chunks")[0][0])


def test_a_run_is_in_the_list_from_its_beginning(history: History) -> None:
    run = made_run("Sorting")
    keeper = history.begin_run(run.experiment)
    (entry,) = history.entries()
    assert (entry.id, entry.state, entry.title) == (keeper.id, "running", "Sorting")
    assert entry.approaches == ("threads",)
    assert entry.task_kinds == ("python-cpu", "wait")
    assert history.result(entry.id).tasks_done == 0


def test_a_run_comes_back_whole(history: History) -> None:
    run = made_run()
    number = history.begin_run(run.experiment).finish(run)
    read = history.result(number)
    assert same_series(read.series, run.series)
    for name in {field.name for field in dataclasses.fields(run)} - {"series", "records"}:
        assert getattr(read, name) == getattr(run, name), name


def test_task_records_come_back(history: History) -> None:
    records = np.zeros(70, TASK)
    records["lane"] = np.arange(70) % 4
    records["end_s"] = np.linspace(0, 30, 70)
    records["gil"] = 0.25
    run = dataclasses.replace(made_run(), records=records, records_left_out=5)
    read = history.result(history.keep(run))
    assert read.records.dtype == TASK
    assert read.records.tobytes() == records.tobytes()
    assert read.records_left_out == 5


def test_rows_are_there_as_soon_as_they_are_added(history: History) -> None:
    run = made_run(rows=40)
    keeper = history.begin_run(run.experiment)
    for rows in (3, 10, 11, 40):
        part = until(run, rows)
        keeper.add(part)
        assert keeper.id is not None
        assert same_series(history.result(keeper.id).series, part.series)
    assert chunks(history) == 4
    keeper.finish(run)
    assert chunks(history) == 1


def test_rows_alone_can_be_added(history: History) -> None:
    run = made_run(rows=20)
    keeper = history.begin_run(run.experiment)
    keeper.add_rows(until(run, 12).series)
    assert keeper.id is not None
    assert len(history.series([keeper.id])[keeper.id]) == 12


def test_a_long_run_whose_rows_are_merged_is_kept_as_it_is(history: History) -> None:
    """The last row of a series may still be in the making; and once in a while all are merged."""
    series = Series(series_columns(("wait",), 1), most_rows=16)
    run = made_run()
    keeper = history.begin_run(run.experiment)
    for step in range(150):
        series.append({"t_s": (step + 1) / 10, "dt_s": 0.1, "throughput_per_s": float(step % 7)})
        if step % 4 == 3:
            table = series.table()
            keeper.add(dataclasses.replace(run, series=table))
            assert keeper.id is not None
            assert same_series(history.series([keeper.id])[keeper.id], table)


def test_the_pieces_of_a_course_do_not_become_too_many(history: History) -> None:
    run = made_run(rows=MOST_CHUNKS + 60)
    keeper = history.begin_run(run.experiment)
    for rows in range(1, MOST_CHUNKS + 60):
        keeper.add_rows(until(run, rows).series)
    assert chunks(history) <= MOST_CHUNKS
    assert keeper.id is not None
    assert len(history.series([keeper.id])[keeper.id]) == MOST_CHUNKS + 59


def test_what_a_person_wrote_meanwhile_stays(history: History) -> None:
    run = made_run()
    keeper = history.begin_run(run.experiment)
    assert keeper.id is not None
    history.rename(keeper.id, "On battery")
    history.note(keeper.id, "The fan was loud")
    keeper.add(run)
    keeper.finish(run)
    entry = history.entry(keeper.id)
    assert (entry.title, entry.note) == ("On battery", "The fan was loud")
    assert history.result(keeper.id).experiment.title == "On battery"
    assert history.entries(Query(text="battery fan"))


@pytest.mark.parametrize("state", ["finished", "interrupted", "failed"])
def test_a_run_is_over_as_it_ended(history: History, state: str) -> None:
    run = made_run(state=state)
    number = history.keep(run)
    assert history.entry(number).state == state
    assert history.result(number).state == state


def test_what_is_given_up_in_the_midst_is_interrupted(history: History) -> None:
    number = history.keep(made_run(state="stopping"))
    assert history.entry(number).state == "interrupted"


def same_trials(first: tuple[Trial, ...], second: tuple[Trial, ...]) -> bool:
    names = {field.name for field in dataclasses.fields(Trial)}
    arrays = {"histogram", "course_s", "course_per_s"}
    return len(first) == len(second) and all(
        all(getattr(a, name) == getattr(b, name) for name in names - arrays)
        and all(np.array_equal(getattr(a, name), getattr(b, name)) for name in arrays)
        for a, b in zip(first, second, strict=True)
    )


@pytest.mark.parametrize("name", ["comparison", "sweep", "grid"])
def test_a_study_comes_back_whole(history: History, name: str) -> None:
    result = made_result(name)
    number = history.keep(result)
    read = history.study(number)
    assert same_trials(read.trials, result.trials)
    for field in dataclasses.fields(StudyResult):
        if field.name != "trials":
            assert getattr(read, field.name) == getattr(result, field.name), field.name
    entry = history.entry(number)
    assert entry.kind == result.study.kind
    assert (entry.trials, entry.trials_wanted) == (len(result.trials), len(result.trials))
    assert entry.complete


def test_a_trial_is_there_as_soon_as_it_is_added(history: History) -> None:
    result = made_result(repeats=2)
    keeper = history.begin_study(result.study)
    assert keeper.id is not None
    half = result.trials[: len(result.trials) // 2]
    for trial in half:
        keeper.add_trial(trial)
    read = history.study(keeper.id)
    assert read.state == "interrupted", "what would be left of it now"
    assert same_trials(read.trials, half)
    entry = history.entry(keeper.id)
    assert entry.state == "running"
    assert entry.trials == len(half)
    assert not entry.complete
    keeper.finish(result)
    assert same_trials(history.study(keeper.id).trials, result.trials)


def test_a_trial_under_way_is_replaced_when_it_is_done(history: History) -> None:
    result = made_result(repeats=1)
    keeper = history.begin_study(result.study)
    assert keeper.id is not None
    whole = result.trials[0]
    keeper.add_trial(dataclasses.replace(whole, state="interrupted", seconds=0.5))
    keeper.add_trial(whole)
    assert same_trials(history.study(keeper.id).trials, (whole,))


def test_an_incomplete_study_says_so(history: History) -> None:
    number = history.keep(made_result(state="interrupted"))
    entry = history.entry(number)
    assert entry.state == "interrupted"
    assert not entry.complete
    assert entry.trials < entry.trials_wanted


def test_the_best_candidate_is_shown(history: History) -> None:
    entry = history.entry(history.keep(made_result()))
    assert entry.best == "combined(2x2x4)"
    assert entry.throughput_per_s == pytest.approx(978, rel=0.1)


def test_what_nobody_finished_is_interrupted_when_the_history_is_closed(history: History) -> None:
    run = made_run(rows=20)
    keeper = history.begin_run(run.experiment)
    keeper.add(until(run, 10))
    history.close()
    with History(history.path) as again:
        (entry,) = again.entries()
        assert entry.state == "interrupted"
        assert len(again.series([entry.id])[entry.id]) == 10
