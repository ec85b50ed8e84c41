"""Sentences are made from the figures: other figures say the opposite."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.interval import Interval
from lab.costs.result import CostResult
from lab.costs.sentences import alike, sentences, size_text, times_text
from tests.lab.costs.made import ALL, made_result


def changed(result: CostResult, kind: str, by: Callable[[float], float]) -> CostResult:
    """The same study with other figures of one kind."""
    samples = tuple(
        dataclasses.replace(sample, figures={k: by(v) for k, v in sample.figures.items()})
        if sample.kind == kind
        else sample
        for sample in result.samples
    )
    return dataclasses.replace(result, samples=samples)


def test_starting_and_keeping() -> None:
    first, second, third = sentences(made_result("start"))
    assert first == "A process started by fork costs 39 times a thread to start here."
    assert second == "It holds 95 times a thread's memory."
    assert third == "A thread takes the memory of 15 coroutines."
    cheap = changed(made_result("start"), "process-fork", lambda value: value / 1000)
    assert sentences(cheap)[0] == "A process started by fork costs no more than a thread to start."


def test_messages() -> None:
    said = sentences(made_result("messages"))
    assert said[0].startswith("A queue between threads passes ")
    assert "64 bytes" in said[0]
    assert "16 MiB" in said[1]
    assert said[2].startswith("Between processes the fastest for 16 MiB is: Shared memory")
    turned = changed(made_result("messages"), "process-queue", lambda value: value * 1e6)
    assert sentences(turned)[0].startswith("A queue between processes passes ")


def test_switches() -> None:
    one, two = sentences(made_result("switch"))
    assert "between threads as between coroutines" in one
    assert two == "Between threads and processes no difference could be told."
    slow = changed(made_result("switch"), "coroutine", lambda value: value * 100)
    assert "between coroutines as between" in sentences(slow)[-1]


def test_connections() -> None:
    first, second, third = sentences(made_result("connections"))
    assert first.startswith("10,000 connections held by coroutines take 4")
    assert second.startswith("A thread each takes 4.")
    assert third == "No more than 4,000 threads: Hebra starts 4,000 threads at most."


@pytest.mark.parametrize("section", ALL)
def test_nothing_is_said_where_nothing_was_measured(section: str) -> None:
    empty = dataclasses.replace(made_result(section), samples=())
    assert sentences(empty) == ()


@given(
    first=st.floats(1.0, 1e6),
    second=st.floats(1.0, 1e6),
    wide=st.floats(0.0, 2.0),
)
def test_figures_whose_intervals_meet_are_not_told_apart(
    first: float, second: float, wide: float
) -> None:
    one = Interval(first, first / (1 + wide), first * (1 + wide), 5)
    other = Interval(second, second / (1 + wide), second * (1 + wide), 5)
    meet = one.low <= other.high and other.low <= one.high  # type: ignore[operator]
    near = 1 / 1.1 < first / second < 1.1
    assert alike(one, other) == (meet or near) == alike(other, one)


def test_how_it_is_said() -> None:
    assert [times_text(t) for t in (1.84, 9.96, 4210.0)] == ["1.8", "10", "4,210"]
    assert [size_text(s) for s in (64, 4096, 16 << 20)] == ["64 bytes", "4 KiB", "16 MiB"]
