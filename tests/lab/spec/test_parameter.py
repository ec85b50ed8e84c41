"""A parameter is declared once; what it accepts and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.spec import Options, Parameter, Topology, param, parameters
from lab.tasks import KINDS

OWNERS: list[Any] = [Topology, Options, *KINDS.values()]
DECLARED = [(owner, parameter) for owner in OWNERS for parameter in parameters(owner)]
NAMES = [f"{owner.__name__}.{parameter.name}" for owner, parameter in DECLARED]

anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([])
)


@pytest.mark.parametrize("owner, parameter", DECLARED, ids=NAMES)
def test_every_declaration_is_whole(owner: Any, parameter: Parameter) -> None:
    assert parameter.label
    assert parameter.help.endswith(".")
    assert parameter.problem(parameter.default) is None
    assert parameter.scale in ("linear", "log")
    if parameter.type in (int, float):
        assert parameter.span is not None
        low, high = parameter.span
        assert low < high
        assert parameter.span_text().endswith(parameter.unit)


@pytest.mark.parametrize("owner, parameter", DECLARED, ids=NAMES)
@given(value=anything)
def test_a_value_is_accepted_or_refused_in_words(
    owner: Any, parameter: Parameter, value: Any
) -> None:
    problem = parameter.problem(value)
    if problem is not None:
        assert problem.startswith("must be ")
        return
    clean = parameter.clean(value)
    assert type(clean) is parameter.type
    assert parameter.problem(clean) is None
    assert clean == value
    if parameter.span is not None:
        number: float = parameter.clean(value)
        # Which is also false of what is no number.
        assert parameter.span[0] <= number <= parameter.span[1]


def test_a_whole_number_may_be_written_as_a_fraction_but_must_be_one() -> None:
    (threads,) = (p for p in parameters(Topology) if p.name == "threads")
    assert threads.problem(8.0) is None
    assert threads.clean(8.0) == 8
    assert threads.problem(8.5) == "must be a whole number, 1 to 1,000"
    assert threads.problem(1001) == "must be 1 to 1,000"
    assert threads.problem(True) == "must be a number, 1 to 1,000"


def test_parameters_are_found_in_classes_and_in_instances_in_order() -> None:
    names = ["processes", "threads", "coroutines"]
    assert [p.name for p in parameters(Topology)] == names
    assert [p.name for p in parameters(Topology(threads=3))] == names


def test_fields_that_are_no_parameters_are_left_out() -> None:
    @dataclass
    class Some:
        plain: int = 3
        size: float = param(1.0, label="Size", unit="ms", span=(0.0, 2.0), help="How big.")

    (size,) = parameters(Some)
    assert (size.name, size.unit, size.type, size.span_text()) == ("size", "ms", float, "0 to 2 ms")


@pytest.mark.parametrize(
    "default, rest, words",
    [
        (1.0, {}, "span"),
        (3, {}, "span"),
        ("a", {}, "choices"),
        (None, {}, "not"),
        ([1], {"span": (0, 1)}, "not"),
    ],
)
def test_half_a_declaration_is_none(default: Any, rest: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        param(default, label="L", help="H.", **rest)
