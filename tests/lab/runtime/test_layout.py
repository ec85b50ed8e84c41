"""Buckets of the latency histogram: small error, no gaps, and the hot loops agree with them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.runtime import lane, loop_lane
from lab.runtime import layout as at

# Magnitudes evenly: most whole numbers below 2^42 are close to it.
latencies = st.integers(0, 42).flatmap(lambda bits: st.integers(0, (1 << bits) - 1))


@given(latencies)
def test_a_latency_is_known_to_one_part_in_32(nanoseconds: int) -> None:
    low, high = at.bucket_bounds(at.bucket(nanoseconds))
    assert low <= nanoseconds <= high
    assert abs((low + high) / 2 - nanoseconds) <= nanoseconds / 32


def test_buckets_follow_one_another_without_gaps() -> None:
    last = at.bucket(at.LONGEST_NS)
    assert last < at.BUCKETS
    edge = -1
    for index in range(last + 1):
        low, high = at.bucket_bounds(index)
        assert low == edge + 1
        assert at.bucket(low) == at.bucket(high) == index
        edge = high
    assert edge == at.LONGEST_NS


def written_out(module: ModuleType) -> Callable[[int], int]:
    """The bucket as a hot loop computes it, taken from its source."""
    tree = ast.parse(inspect.getsource(module))
    shifts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "shift"
    ]
    places = [
        node.slice
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and "tool.histogram" in ast.unparse(node.slice)
    ]
    assert len(shifts) == len(places) == 1
    shift, place = (compile(ast.Expression(node), "loop", "eval") for node in (*shifts, *places))

    def bucket(wall: int) -> int:
        names = {"wall": wall, "base": 0, "tool": SimpleNamespace(histogram=0)}
        names["shift"] = eval(shift, names)
        return int(eval(place, names))

    return bucket


@pytest.mark.parametrize("module", [lane, loop_lane], ids=["threads", "coroutines"])
@given(nanoseconds=latencies)
def test_the_hot_loop_computes_the_same_bucket(module: ModuleType, nanoseconds: int) -> None:
    assert written_out(module)(nanoseconds) == at.bucket(nanoseconds)


def test_the_parts_of_a_slot_do_not_overlap() -> None:
    assert max(at.KEEPS_RECORDS, at.LANES_SINCE) < at.SERIALS
    assert at.SERIALS + at.SERIALS_SHOWN == at.TOTALS
    assert at.TOTALS + at.KINDS * at.KIND_WORDS == at.HISTOGRAMS
    assert at.HISTOGRAMS + at.KINDS * at.BUCKETS == at.RECORDS
    assert at.RETURNED < at.RETURNS
    assert at.slot_base(at.SLOTS) == at.BOARD_WORDS
