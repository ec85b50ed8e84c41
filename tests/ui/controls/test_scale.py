from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.spec import Options, Parameter, Topology, parameters
from lab.tasks import KINDS
from ui.controls.scale import Scale

OWNERS = (Topology, Options, *KINDS.values())
NUMBERS = [
    parameter
    for owner in OWNERS
    for parameter in parameters(owner)
    if parameter.type in (int, float)
]
IDS = [f"{parameter.name}-{parameter.span}" for parameter in NUMBERS]


def made(low: float, high: float, *, log: bool, default: float | None = None) -> Parameter:
    value = low if default is None else default
    scale = "log" if log else "linear"
    return Parameter("size", "Size", "ms", value, (low, high), scale, (), "How large")


def test_there_are_parameters_to_try() -> None:
    assert len(NUMBERS) >= 6


@pytest.mark.parametrize("parameter", NUMBERS, ids=IDS)
def test_ends_default_and_every_tick_are_acceptable(parameter: Parameter) -> None:
    scale = Scale.of(parameter)
    assert scale.value(scale.tick(parameter.default)) == parameter.default
    for tick in (scale.low, scale.high, (scale.low + scale.high) // 2):
        assert parameter.problem(scale.value(tick)) is None
    assert parameter.span is not None
    assert scale.value(scale.low) == pytest.approx(parameter.span[0])
    assert scale.value(scale.high) == pytest.approx(parameter.span[1])


@pytest.mark.parametrize("parameter", NUMBERS, ids=IDS)
@given(data=st.data())
def test_value_to_slider_and_back(parameter: Parameter, data: st.DataObject) -> None:
    scale = Scale.of(parameter)
    tick = data.draw(st.integers(scale.low, scale.high))
    value = scale.value(tick)
    assert scale.tick(value) == tick
    assert type(value) is parameter.type
    # The mouse lands on round figures: within the tick, or 5 % where the scale is logarithmic.
    landed = scale.at(scale.place(tick))
    slack = max(1.0, 0.051 * tick) if scale.logarithmic else 0.0
    assert abs(landed - tick) <= slack


@pytest.mark.parametrize("parameter", NUMBERS, ids=IDS)
@given(place=st.floats(0, 1), other=st.floats(0, 1))
def test_further_right_is_never_less(parameter: Parameter, place: float, other: float) -> None:
    scale = Scale.of(parameter)
    low, high = sorted((place, other))
    assert scale.at(low) <= scale.at(high)
    assert 0.0 <= scale.place(scale.at(place)) <= 1.0


@pytest.mark.parametrize(
    "parameter", [number for number in NUMBERS if number.type is int], ids=lambda p: p.name
)
def test_arrows_reach_every_whole_number(parameter: Parameter) -> None:
    scale = Scale.of(parameter)
    tick = scale.low
    last = min(scale.high, scale.low + 300)
    seen = [scale.value(tick)]
    while tick < last:
        tick = scale.stepped(tick, 1)
        seen.append(scale.value(tick))
    assert seen == list(range(scale.low, last + 1))
    assert scale.stepped(scale.high, 1) == scale.high
    assert scale.stepped(scale.low, -1) == scale.low


@pytest.mark.parametrize("parameter", NUMBERS, ids=IDS)
def test_arrows_go_from_end_to_end_and_back(parameter: Parameter) -> None:
    scale = Scale.of(parameter)
    if scale.whole and scale.high - scale.low > 20_000:
        pytest.skip("a whole number of that span is typed or dragged")
    for start, end, step in ((scale.low, scale.high, 1), (scale.high, scale.low, -1)):
        tick, steps = start, 0
        while tick != end:
            moved = scale.stepped(tick, step)
            assert (moved - tick) * step > 0
            tick, steps = moved, steps + 1
            assert steps <= 20_000


@given(st.integers(1, 9_999))
def test_a_logarithmic_page_doubles_and_halves(tick: int) -> None:
    scale = Scale.of(made(1, 10_000, log=True, default=1))
    assert scale.paged(tick, 1) == min(2 * tick, 10_000)
    assert scale.paged(tick, -1) == max(tick // 2, 1)


@given(st.floats(1e-3, 1e3), st.floats(2, 1e6))
def test_a_real_logarithmic_step_is_a_tenth_at_most(low: float, ratio: float) -> None:
    scale = Scale.of(made(low, low * ratio, log=True))
    tick = scale.low
    while tick < scale.high:
        moved = scale.stepped(tick, 1)
        assert tick < moved
        assert (moved - tick) <= max(1, math.ceil(0.1 * tick)) or moved == scale.high
        tick = moved


@given(st.floats(0, 1))
def test_a_logarithmic_scale_may_begin_at_nought(place: float) -> None:
    scale = Scale.of(made(0.0, 500.0, log=True))
    assert scale.place(scale.tick(0.0)) == 0.0
    assert scale.place(scale.tick(500.0)) == pytest.approx(1.0)
    assert 0.0 <= scale.value(scale.at(place)) <= 500.0


def test_marks_stand_at_doublings_and_decades() -> None:
    doublings = Scale.of(made(1, 64, log=True, default=1)).marks()
    assert len(doublings) == 7
    gaps = [after - before for before, after in pairwise(doublings)]
    assert gaps == pytest.approx([1 / 6] * 6)
    assert len(Scale.of(made(1, 10_000, log=True, default=1)).marks()) == 5


def test_what_is_no_number_has_no_scale() -> None:
    words = Parameter("how", "How", "", "a", None, "linear", ("a", "b"), "How")
    with pytest.raises(TypeError, match="how"):
        Scale.of(words)
