"""The order of a mix, and tools that are carried over from one version of it to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.runtime.tools import MOST_A_BATCH, ORDER, Toolbox, mix_order
from lab.spec import param
from lab.tasks import KINDS
from lab.tasks.kind import TaskContext, TaskKind

weights = st.lists(st.just(0.0) | st.floats(0.01, 1000.0), min_size=1, max_size=6)


def shares(values: list[float]) -> list[dict[str, Any]]:
    return [{"kind": "wait", "weight": value, "parameters": {}} for value in values]


@given(weights, st.integers(0, 2**31 - 1))
def test_an_order_honours_the_weights(values: list[float], seed: int) -> None:
    assume(any(values))
    order = mix_order(shares(values), seed)
    counts = Counter(order)
    assert set(counts) == {i for i, value in enumerate(values) if value > 0}
    assert len(order) <= ORDER + len(values)
    for i, value in enumerate(values):
        assert abs(counts[i] / len(order) - value / sum(values)) <= (len(values) + 1) / ORDER


@given(weights, st.integers(0, 2**31 - 2))
def test_an_order_is_fixed_by_its_seed(values: list[float], seed: int) -> None:
    assume(sum(value > 1 for value in values) > 1)
    assert mix_order(shares(values), seed) == mix_order(shares(values), seed)
    several = {tuple(mix_order(shares([1.0, 1.0]), seed + more)) for more in range(3)}
    assert len(several) == 3


@given(st.lists(st.floats(1.0, 100.0), min_size=2, max_size=4), st.integers(0, 1000))
def test_any_part_of_an_order_has_each_kinds_share(values: list[float], seed: int) -> None:
    order = mix_order(shares(values), seed)
    twice = order + order
    for start in range(0, len(order), 37):
        for size in (20, 100, 500):
            counts = Counter(twice[start : start + size])
            for i in range(len(values)):
                share = order.count(i) / len(order)
                # At either edge each kind is off by less than one, which moves the edge as well.
                edge = (1 - share) + share * (len(values) - 1)
                assert abs(counts[i] - share * size) <= 2 * edge


class Counted(TaskKind):
    """A kind that knows how often each of its contexts was opened and closed."""

    name: ClassVar[str] = "wait"
    title: ClassVar[str] = "counted"
    computes: ClassVar[bool] = False
    ms: float = param(1.0, label="Size", unit="ms", span=(0.0, 100.0), help="Tells them apart.")
    opened: ClassVar[Counter[int]] = Counter()
    closed: ClassVar[Counter[int]] = Counter()

    def __init__(self, ms: float = 1.0) -> None:
        object.__setattr__(self, "ms", ms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted) and self.ms == other.ms

    def __hash__(self) -> int:
        return hash(self.ms)

    def expected_s(self) -> float:
        return self.ms / 1000

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        number = len(Counted.opened)
        Counted.opened[number] += 1
        context.on_close(lambda: Counted.closed.update([number]))
        return lambda: number


def plan(sizes: list[float], version: int, *, batches: bool = False) -> dict[str, Any]:
    mix = [{"kind": "wait", "weight": 1.0, "parameters": {"ms": size}} for size in sizes]
    return {
        "mix": mix,
        "mix_version": version,
        "seed": 1,
        "blocking": "inline",
        "batches": batches,
    }


@given(
    st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0]), min_size=1, max_size=4, unique=True))
)
def test_tools_are_kept_while_used_and_closed_once(versions: list[list[float]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "wait", Counted)
        patch.setattr(Counted, "opened", Counter())
        patch.setattr(Counted, "closed", Counter())
        box: Toolbox | None = None
        for number, sizes in enumerate(versions):
            before = {tool.kind: tool for tool in box.tools} if box else {}
            earlier = box
            box = Toolbox(
                plan(sizes, number),
                lambda: TaskContext(folder=Path()),
                event_loop=False,
                earlier=earlier,
            )
            if earlier is not None:
                for close in earlier.retire():
                    close()
            for tool in box.tools:
                assert before.get(tool.kind, tool) is tool, "a tool in use was made anew"
                assert tool.call is not None
                assert tool.call() not in Counted.closed, "a tool in use was closed"
            assert len(Counted.opened) - len(Counted.closed) == len(box.tools)
        if box is not None:
            for close in box.retire():
                close()
        assert set(Counted.closed) == set(Counted.opened)
        assert set(Counted.closed.values()) <= {1}


@pytest.mark.parametrize(
    "sizes, batches, expected",
    [
        ([0.0], True, MOST_A_BATCH),
        ([0.01], True, 50),
        ([0.01], False, 1),
        ([0.05], True, 1),
        ([0.01, 0.02], True, 1),
    ],
)
def test_only_one_kind_of_very_short_tasks_is_counted_in_batches(
    monkeypatch: pytest.MonkeyPatch, sizes: list[float], batches: bool, expected: int
) -> None:
    monkeypatch.setitem(KINDS, "wait", Counted)
    made = plan(sizes, 1, batches=batches)
    box = Toolbox(made, lambda: TaskContext(folder=Path()), event_loop=False)
    assert box.batch == expected


def test_lanes_begin_at_different_places_of_one_order() -> None:
    mixed = plan([1.0, 2.0], 1)
    box = Toolbox(mixed, lambda: TaskContext(folder=Path()), event_loop=False)
    orders = [box.rotated(claim) for claim in range(1, 9)]
    assert all(Counter(order) == Counter(box.order) for order in orders)
    assert len({tuple(map(id, order)) for order in orders}) == 8
