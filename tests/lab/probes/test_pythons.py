"""The probes of costs in every Python that is there: no library, and no newer syntax."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_fences import PYTHONS

from .costs import carried_out

ORDERS: dict[str, dict[str, Any]] = {
    "start_costs": {"what": "coroutine", "count": 500, "repeats": 1},
    "message_costs": {"channel": "process-queue", "bytes": 4096, "seconds": 0.02},
    "switch_costs": {"what": "thread", "switches": 100, "repeats": 1},
    "connections": {"how": "asyncio", "count": 20, "seconds": 0.05},
}


@pytest.mark.parametrize("version", list(PYTHONS))
async def test_every_probe_of_costs_runs(version: str) -> None:
    python = PYTHONS[version]
    for name, order in ORDERS.items():
        assert await carried_out(name, python=python, **order)
    if tuple(map(int, version.split("."))) >= (3, 12):
        more = {"what": "interpreter", "count": 2, "repeats": 1}
        found = await carried_out("start_costs", python=python, **more)
        assert found["start_us"][0] > 100
