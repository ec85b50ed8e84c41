"""The plain loop is a process of its own and counts what it does."""

from __future__ import annotations

import asyncio

import pytest

from lab.errors import SessionError
from lab.experiments.plain import measure, plain_loop


def test_lanes_that_wait_add_up() -> None:
    rate = asyncio.run(plain_loop("wait", {"ms": 20}, lanes=4, seconds=0.2))
    assert 0 < rate <= 4 / 0.020


def test_one_lane_computes_here() -> None:
    order = {"kind": "python-cpu", "sizes": {"ms": 1}, "lanes": 1, "seconds": 0.05}
    assert measure(order | {"loops_per_ms": 1000.0}) > 0


def test_a_failure_keeps_its_traceback() -> None:
    with pytest.raises(SessionError) as failed:
        asyncio.run(plain_loop("nothing", {}, lanes=1, seconds=0.1))
    assert "KeyError: 'nothing'" in failed.value.details
