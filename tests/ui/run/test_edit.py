"""Settings by name: what is set is read back, and a run can follow what was set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import InputError
from lab.session.plan import differences, followed
from lab.spec import APPROACHES, MOST_LANES, MOST_THREADS
from tests.ui.fakes import experiment, share
from ui.run.edit import (
    Setting,
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
def test_what_is_set_is_read_back_and_a_run_can_follow(
    moves: list[tuple[str, Setting]],
) -> None:
    start = end = experiment()
    for setting, value in moves:
        end = with_setting(end, setting, value)
        assert value_of(end, setting) == value
    if end.shape.lanes > MOST_LANES or end.shape.processes * end.shape.threads > MOST_THREADS:
        with pytest.raises(InputError):
            followed(start, end)
        return
    reached = followed(start, end)
    for setting, _old, new in differences(start, reached):
        assert value_of(end, setting) == new
    assert (reached.approach, reached.topology, reached.mix) == (
        end.approach,
        end.topology,
        end.mix,
    )
    assert (reached.load, reached.options) == (start.load, start.options), "those are settled"


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
    running = followed(three, swapped)
    weights = {one.kind: one.weight for one in running.mix}
    assert weights == {"python-cpu": 0.7, "sqlite": 1.0, "disk": 1.0, "wait": 0.0}
    alone = without_kind(without_kind(swapped, "disk"), "sqlite")
    assert without_kind(alone, "python-cpu") == alone, "a run without work is none"
