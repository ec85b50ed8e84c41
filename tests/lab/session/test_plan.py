"""Every declared setting can be changed, and what is wrong is named with its value and span."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import InputError
from lab.session.plan import changed, checked, differences, full_mix, plan_of, setting_of, undone
from lab.spec import (
    APPROACHES,
    LEVELS,
    MOST_LANES,
    MOST_THREADS,
    Experiment,
    Parameter,
    TaskShare,
    Topology,
    Value,
    parameters,
)
from lab.tasks import KINDS

WHOLE = Experiment(
    approach="processes", mix=full_mix(tuple(TaskShare(kind=kind, weight=1.0) for kind in KINDS))
)
SETTINGS = [(level, p) for level in LEVELS for p in parameters(Topology) if p.name == level] + [
    (f"{name}.{p.name}", p) for name, kind in KINDS.items() for p in parameters(kind)
]
NAMES = [name for name, _ in SETTINGS]


def values(parameter: Parameter) -> st.SearchStrategy[Any]:
    assert parameter.span is not None
    low, high = parameter.span
    if parameter.type is int:
        return st.integers(int(low), int(high))
    return st.floats(low, high)


@pytest.mark.parametrize("setting, parameter", SETTINGS, ids=NAMES)
@given(data=st.data())
def test_every_setting_takes_the_values_of_its_span(
    setting: str, parameter: Parameter, data: st.DataObject
) -> None:
    value = data.draw(values(parameter))
    after = changed(WHOLE, setting, value)
    assert setting_of(after, setting) == value
    assert type(setting_of(after, setting)) is parameter.type
    assert [found[0] for found in differences(WHOLE, after)] in ([setting], [])
    assert changed(after, setting, setting_of(WHOLE, setting)) == WHOLE


@pytest.mark.parametrize("setting, parameter", SETTINGS, ids=NAMES)
def test_a_value_out_of_its_span_is_named_with_the_span(setting: str, parameter: Parameter) -> None:
    assert parameter.span is not None
    bad: list[Any] = [parameter.span[0] - 1, parameter.span[1] * 2 + 1, "many", True, float("nan")]
    for value in bad:
        with pytest.raises(InputError) as error:
            changed(WHOLE, setting, value)
        assert setting in str(error.value)
        assert repr(value) in str(error.value)
        assert parameter.span_text() in str(error.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [-0.1, 1000.1, "much", True, float("nan")])
def test_a_weight_out_of_its_span_is_named(kind: str, value: Value) -> None:
    with pytest.raises(InputError, match=rf"{kind}\.weight: .* must be 0 to 1000"):
        changed(WHOLE, f"{kind}.weight", value)


def test_a_kind_joins_the_mix_by_its_weight() -> None:
    alone = Experiment(mix=full_mix((TaskShare(kind="wait"),)))
    assert setting_of(alone, "http.weight") == 0.0
    both = changed(alone, "http.weight", 2.0)
    assert [(share.kind, share.weight) for share in both.mix] == [("wait", 1.0), ("http", 2.0)]
    assert both.mix[1].parameters == {p.name: p.default for p in parameters(KINDS["http"])}
    assert changed(both, "http.latency_ms", 7).mix[1].parameters["latency_ms"] == 7.0


def test_the_last_kind_cannot_leave_the_mix() -> None:
    alone = Experiment(mix=full_mix((TaskShare(kind="wait"),)))
    with pytest.raises(InputError, match="no task with a weight above 0"):
        changed(alone, "wait.weight", 0.0)


@pytest.mark.parametrize("setting", ["", "wait", "wait.", "wait.kib", "fork.weight", "lanes", "."])
def test_an_unknown_setting_is_named_with_those_there_are(setting: str) -> None:
    with pytest.raises(InputError) as error:
        changed(WHOLE, setting, 1)
    assert repr(setting) in str(error.value)
    assert "threads" in str(error.value)
    assert "wait.ms" in str(error.value)


@pytest.mark.parametrize("value", ["thread", "", 3, True])
def test_an_unknown_approach_is_named(value: Value) -> None:
    with pytest.raises(InputError, match="must be one of sequential, threads"):
        changed(WHOLE, "approach", value)


@given(
    st.sampled_from(sorted(APPROACHES)),
    st.integers(1, 64),
    st.integers(1, 1000),
    st.integers(1, 10_000),
)
def test_no_more_lanes_than_can_be_carried(
    approach: str, processes: int, threads: int, coroutines: int
) -> None:
    topology = Topology(processes=processes, threads=threads, coroutines=coroutines)
    wanted = Experiment(approach=approach, topology=topology, mix=WHOLE.mix)
    shape = wanted.shape
    if shape.lanes <= MOST_LANES and shape.processes * shape.threads <= MOST_THREADS:
        assert checked(wanted) is wanted
    else:
        with pytest.raises(InputError, match=r"topology: .* are more than"):
            checked(wanted)


@given(st.sampled_from(sorted(APPROACHES)), st.integers(1, 1000))
def test_a_plan_is_plain_values_and_names_each_version_of_the_mix(approach: str, size: int) -> None:
    some = changed(WHOLE, "approach", approach)
    other = changed(some, "wait.ms", size)
    plan = plan_of(some)
    assert json.loads(json.dumps(plan)) == plan
    same = setting_of(some, "wait.ms") == size
    assert (plan_of(other)["mix_version"] == plan["mix_version"]) == same
    assert plan_of(changed(some, "threads", 7))["mix_version"] == plan["mix_version"]


# ── What is undone when the engine refuses ───────────────────────────────────────────────────
def running() -> Experiment:
    return Experiment(mix=full_mix((TaskShare(kind="wait"), TaskShare(kind="python-cpu"))))


def test_only_the_refused_kind_goes_back() -> None:
    wanted = changed(changed(running(), "threads", 9), "http.weight", 1.0)
    assert undone(wanted, running(), "http") == changed(running(), "threads", 9)


def test_the_approach_goes_back_when_it_is_what_made_a_kind_unavailable() -> None:
    wanted = changed(changed(running(), "approach", "asyncio"), "threads", 9)
    assert undone(wanted, running(), "wait") == changed(running(), "threads", 9)


def test_a_mix_that_would_be_empty_goes_back_whole() -> None:
    wanted = changed(running(), "http.weight", 1.0)
    for kind in ("wait", "python-cpu"):
        wanted = changed(wanted, f"{kind}.weight", 0.0)
    assert undone(wanted, running(), "http") == running()


@given(st.lists(st.sampled_from([("threads", 8), ("http.weight", 1.0), ("approach", "asyncio"),
                                 ("wait.weight", 0.0), ("wait.ms", 3.0)])))  # fmt: skip
def test_refusing_again_and_again_ends_at_what_runs(changes: list[tuple[str, Value]]) -> None:
    wanted = running()
    for setting, value in changes:
        wanted = changed(wanted, setting, value)
    for _ in range(4):
        wanted = undone(wanted, running(), "http")
    assert wanted == running()
