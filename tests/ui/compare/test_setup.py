"""The set-up as a value: questions, work, candidates, and the studies they make."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.spec import APPROACHES, Axis, Candidate, Topology
from lab.study.point import checked_study
from lab.study.question import checked_question
from tests.ui.fakes import share
from ui.compare.last import default_setup
from ui.compare.sets import MOST, SETS, recognised
from ui.compare.setup import (
    BREAK_EVEN,
    SWEEP,
    Setup,
    added,
    as_approach,
    axis_settings,
    changed,
    default_axis,
    setup_of,
    spread,
    with_mix,
)

SETUP = default_setup(4)


@pytest.mark.parametrize("most", MOST)
@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_every_set_can_be_measured_and_is_recognised(one: object, most: int) -> None:
    candidates = one.make(4, most)  # type: ignore[attr-defined]
    checked_study(dataclasses.replace(SETUP, candidates=candidates).study)
    known = recognised(candidates, 4)
    assert known is not None
    assert next(s for s in SETS if s.name == known[0]).make(4, known[1]) == candidates


@given(st.lists(st.sampled_from(list(APPROACHES)), min_size=1, max_size=12))
def test_what_is_added_is_new_and_can_be_measured(approaches: list[str]) -> None:
    candidates: tuple[Candidate, ...] = ()
    for approach in approaches:
        before, candidates = candidates, added(candidates, approach)
        if approach == "sequential" and candidates == before:
            continue
        assert candidates[-1].approach == approach
        assert len(candidates) == len(before) + 1
    keys = [candidate.key for candidate in candidates]
    assert len(keys) == len(set(keys))
    waits = dataclasses.replace(SETUP, mix=(share("wait", ms=1.0),), candidates=candidates)
    if all(candidate.shape.lanes <= 512 for candidate in candidates):
        checked_study(waits.study)


@given(st.sampled_from(list(APPROACHES)), st.sampled_from(list(APPROACHES)), st.integers(1, 64))
def test_another_approach_has_about_as_many_lanes(first: str, second: str, lanes: int) -> None:
    free = APPROACHES[first].free
    topology = Topology(**{free[0]: lanes}) if free else Topology()
    turned = as_approach(Candidate(approach=first, topology=topology), second)
    assert turned.approach == second
    if len(free) == 1 and len(APPROACHES[second].free) == 1 and lanes > 1:
        assert turned.shape.lanes == lanes


@given(
    st.floats(0.1, 50.0),
    st.floats(1.5, 100.0),
    st.integers(2, 24),
    st.booleans(),
    st.booleans(),
)
def test_values_go_from_end_to_end_and_rise(
    low: float, factor: float, count: int, whole: bool, log: bool
) -> None:
    if whole:
        low = max(1.0, round(low))
    high = round(low * factor) + 1 if whole else low * factor
    values = [float(v) for v in spread(low, high, count, whole=whole, log=log)]
    assert values == sorted(set(values))
    assert len(values) <= count
    assert values[0] == pytest.approx(low, rel=0.01)
    assert values[-1] == pytest.approx(high, rel=0.01)


def test_each_setting_that_can_vary_makes_a_sweep_that_can_be_measured() -> None:
    for approach in APPROACHES:
        start = as_approach(SETUP.start, approach)
        setup = dataclasses.replace(SETUP, mode=SWEEP, start=start)
        for setting in axis_settings(setup):
            axis = default_axis(setting, setup.mix)
            study = dataclasses.replace(setup, axes=(axis,)).study
            assert len(checked_study(study).candidates) == len(axis.values)
            assert study.kind == "sweep"


def test_a_study_comes_back_as_the_set_up_it_was() -> None:
    comparison = dataclasses.replace(SETUP, candidates=added(SETUP.candidates, "threads"))
    assert setup_of(comparison.study, SETUP) == comparison
    axes = (
        Axis(setting="threads", values=(1, 2)),
        Axis(setting="python-cpu.ms", values=(1.0, 5.0)),
    )
    sweep = dataclasses.replace(SETUP, mode=SWEEP, axes=axes)
    back = setup_of(sweep.study, SETUP)
    assert back.study == sweep.study
    assert back.candidates == SETUP.candidates, "the comparison is not lost"


def test_other_work_forgets_what_was_said_of_kinds_that_are_gone() -> None:
    setup = dataclasses.replace(
        SETUP,
        mode=SWEEP,
        axes=(Axis(setting="python-cpu.ms", values=(1.0, 2.0)),),
        candidates=(Candidate(approach="threads", settings=(("python-cpu.ms", 5.0),)),),
    )
    waits = with_mix(setup, (share("wait"),))
    assert waits.candidates == (Candidate(approach="threads"),)
    assert [axis.setting for axis in waits.axes] == ["threads"]
    checked_study(waits.study)


def test_a_break_even_can_be_looked_for_in_every_mix() -> None:
    for kinds in (("python-cpu",), ("wait",), ("http",), ("disk", "wait"), ("native-cpu",)):
        mix = tuple(share(kind) for kind in kinds)
        setup = with_mix(dataclasses.replace(SETUP, mode=BREAK_EVEN), mix)
        question = checked_question(setup.question)
        assert question.low < question.high
        assert question.second == setup.pair[0], "the one that may begin to pay"


def test_one_level_is_changed_and_nothing_else() -> None:
    before = Candidate(approach="combined", topology=Topology(processes=2, threads=3, coroutines=4))
    after = changed(before, "threads", 5)
    assert after.shape == Topology(processes=2, threads=5, coroutines=4)


def test_the_default_is_the_usual_comparison() -> None:
    assert isinstance(SETUP, Setup)
    assert recognised(SETUP.candidates, 4) == ("usual", 16)
