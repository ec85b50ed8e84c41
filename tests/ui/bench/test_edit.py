"""Settings by name: what is set is read back, and what differs brings one to the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.spec import APPROACHES, Experiment
from tests.ui.fakes import experiment, share
from ui.bench.edit import (
    Setting,
    differences,
    same_kinds,
    settings_of,
    value_of,
    with_setting,
    with_share,
    without_kind,
)

MOVES: st.SearchStrategy[tuple[str, Setting]] = st.one_of(
    st.tuples(st.just("approach"), st.sampled_from(list(APPROACHES))),
    st.tuples(st.sampled_from(["processes", "threads", "coroutines"]), st.integers(1, 64)),
    st.tuples(st.sampled_from(["python-cpu.ms", "wait.ms"]), st.floats(0.1, 100.0)),
    st.tuples(st.sampled_from(["python-cpu.weight", "wait.weight"]), st.floats(0.0, 100.0)),
    st.tuples(st.just("load.tasks"), st.one_of(st.none(), st.integers(1, 1000))),
    st.tuples(st.just("options.seed"), st.integers(0, 1000)),
)


@given(st.lists(MOVES, max_size=12))
def test_what_is_set_is_read_back_and_the_differences_lead_there(
    moves: list[tuple[str, Setting]],
) -> None:
    start = end = experiment()
    for setting, value in moves:
        end = with_setting(end, setting, value)
        assert value_of(end, setting) == value
    reached: Experiment = start
    for setting, value in differences(start, end).items():
        reached = with_setting(reached, setting, value)
    assert reached == end


def test_weights_grow_before_others_shrink() -> None:
    start = with_setting(with_setting(experiment(), "python-cpu.weight", 1.0), "wait.weight", 0.0)
    end = with_setting(with_setting(start, "wait.weight", 1.0), "python-cpu.weight", 0.0)
    between = start
    for setting, value in differences(start, end).items():
        between = with_setting(between, setting, value)
        assert any(one.weight > 0 for one in between.mix)


def test_every_setting_has_a_value() -> None:
    for setting, value in settings_of(experiment()).items():
        assert value_of(experiment(), setting) == value


@pytest.mark.parametrize("setting", ["disk.kib", "python-cpu.size", "fibres"])
def test_a_setting_that_is_not_there_is_refused(setting: str) -> None:
    with pytest.raises(KeyError):
        value_of(experiment(), setting)
    with pytest.raises(KeyError):
        with_setting(experiment(), setting, 1)


def test_kinds_come_go_and_change_places() -> None:
    three = with_share(experiment(), share("disk"))
    assert [one.kind for one in three.mix] == ["python-cpu", "wait", "disk"]
    swapped = with_share(three, share("sqlite"), instead_of="wait")
    assert [one.kind for one in swapped.mix] == ["python-cpu", "sqlite", "disk"]
    assert not same_kinds(three, swapped)
    alone = without_kind(without_kind(swapped, "disk"), "sqlite")
    assert without_kind(alone, "python-cpu") == alone, "a run without work is none"
