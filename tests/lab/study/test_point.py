"""From candidates to experiments; what cannot be carried out is refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import InputError
from lab.session.plan import plan_of
from lab.spec import (
    APPROACHES,
    Axis,
    Candidate,
    Options,
    Protocol,
    Study,
    TaskShare,
    Topology,
    Value,
    grid,
)
from lab.study.point import checked_study, experiment_of
from tests.lab.study.studies import processes, study, threads

MIXED = (
    TaskShare(kind="python-cpu", weight=1.0),
    TaskShare(kind="wait", weight=2.0),
    TaskShare(kind="native-cpu", weight=1.0),
)


def mixed(*settings: tuple[str, Value]) -> Study:
    one = Candidate(approach="threads", topology=Topology(threads=3), settings=settings)
    return Study(mix=MIXED, candidates=(one,), options=Options(seed=9))


def weights(study_: Study) -> dict[str, float]:
    experiment = experiment_of(study_, study_.candidates[0])
    whole = sum(share.weight for share in experiment.mix)
    return {share.kind: share.weight / whole for share in experiment.mix}


def test_a_run_is_the_studys_work_in_the_candidates_shape() -> None:
    wanted = mixed()
    experiment = experiment_of(wanted, wanted.candidates[0])
    assert (experiment.approach, experiment.shape) == ("threads", Topology(threads=3))
    assert experiment.options.seed == 9
    assert (experiment.load.seconds, experiment.load.tasks) == (None, None)
    assert all(share.parameters for share in experiment.mix)
    plan_of(experiment)


def test_settings_come_on_top_of_the_mix() -> None:
    wanted = mixed(("python-cpu.ms", 7.0), ("wait.weight", 5.0))
    experiment = experiment_of(wanted, wanted.candidates[0])
    by_kind = {share.kind: share for share in experiment.mix}
    assert by_kind["python-cpu"].parameters["ms"] == 7.0
    assert by_kind["wait"].weight == 5.0
    assert by_kind["native-cpu"].weight == 1.0


@given(st.floats(0.0, 100.0))
def test_a_share_is_in_percent_and_the_others_keep_their_proportion(percent: float) -> None:
    found = weights(mixed(("python-cpu.share", percent)))
    assert found["python-cpu"] == pytest.approx(percent / 100)
    assert found["wait"] == pytest.approx(2 * found["native-cpu"])


def test_several_shares_are_kept_as_they_are() -> None:
    found = weights(mixed(("python-cpu.share", 20), ("wait.share", 30)))
    expected = {"python-cpu": 0.2, "wait": 0.3, "native-cpu": 0.5}
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    "settings, words",
    [
        ((("python-cpu.share", 70), ("wait.share", 40)), "add up to more than 100 %"),
        ((("python-cpu.share", 101),), "must be 0 to 100 %"),
        ((("http.share", 10),), "no task 'http' in this mix"),
        ((("python-cpu.mss", 1.0),), "no setting 'python-cpu.mss'"),
        ((("http.latency_ms", 1.0),), "no setting 'http.latency_ms' in this mix"),
        ((("python-cpu.ms", 1e9),), "must be 0 to 1,000 ms"),
        ((("threads", 4),), "no setting 'threads' in this mix"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    settings: tuple[tuple[str, Value], ...], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        checked_study(mixed(*settings))


def test_a_mix_of_one_kind_cannot_be_less_than_all_of_it() -> None:
    with pytest.raises(InputError, match=r"make up the other 60 %"):
        checked_study(study(threads(2, wait__share=40)))
    assert weights(checked_study(study(threads(2, wait__share=100)))) == {"wait": 1.0}


@pytest.mark.parametrize(
    "wanted, words",
    [
        (replace(study(), candidates=()), "no candidates"),
        (study(threads(2), threads(2)), r"threads\(2\) is there twice"),
        (study(Candidate(approach="thread")), "no approach 'thread'.*Did you mean 'threads'"),
        (study(*(threads(n) for n in range(1, 202))), "201 candidates are more than 200"),
        (study(threads(0)), "must be 1 to 1,000"),
        (study(threads(100), kind="python-cpu"), "no more than 64"),
        (study(kind="waits"), "no task kind 'waits'.*Did you mean 'wait'"),
        (study(ms=-1.0), "must be 0.1 to 60,000 ms"),
        (replace(study(), mix=()), "no task to carry out"),
        (study(protocol=Protocol(repeats=0)), "repeats: 0 must be 1 to 200"),
        (study(protocol=Protocol(seconds=0.01)), "seconds: 0.01 must be 0.2 to 600 s"),
        (study(baseline=2), "no candidate at place 2"),
        (replace(study(), axes=(Axis(setting="threads", values=()),)), "no values"),
        (replace(study(), axes=(Axis(setting="threads", values=(1, 1)),)), "there twice"),
        (replace(study(), axes=3 * (Axis(setting="threads", values=(1,)),)), "one or two"),
        (study(Candidate(approach="combined", topology=Topology(threads=999, coroutines=99))),
         "lanes are more than"),
    ],
)  # fmt: skip
def test_a_study_that_cannot_be_carried_out_is_refused(wanted: Study, words: str) -> None:
    with pytest.raises(InputError, match=words):
        checked_study(wanted)


def test_shapes_are_the_same_when_only_unused_levels_differ() -> None:
    one = Candidate(approach="threads", topology=Topology(threads=2, processes=5))
    with pytest.raises(InputError, match="is there twice"):
        checked_study(study(one, threads(2)))


def test_a_checked_study_has_its_mix_filled_in() -> None:
    wanted = replace(study(), mix=(TaskShare(kind="http"),))
    assert set(checked_study(wanted).mix[0].parameters) == {"latency_ms", "body_kib"}


@given(
    st.sampled_from(sorted(APPROACHES)),
    st.integers(1, 8),
    st.integers(1, 8),
    st.integers(1, 8),
    st.lists(st.floats(0.1, 100.0), min_size=1, max_size=4, unique=True),
)
def test_a_grid_can_be_carried_out(
    approach: str, number: int, more: int, most: int, sizes: list[float]
) -> None:
    shape = Topology(processes=number, threads=more, coroutines=most)
    axes = (Axis(setting="wait.ms", values=tuple(sizes)),)
    points = grid(Candidate(approach=approach, topology=shape), axes)
    wanted = checked_study(replace(study(*points), axes=axes))
    found = [experiment_of(wanted, point).mix[0].parameters["ms"] for point in points]
    assert found == sizes


def test_twins_are_allowed_where_they_are_wanted() -> None:
    wanted = study(processes(2), processes(2))
    assert checked_study(wanted, twins=True).candidates == wanted.candidates
