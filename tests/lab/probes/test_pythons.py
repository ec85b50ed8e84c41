"""The probes of costs in every Python that is there: no library, and no newer syntax."""

from __future__ import annotations

from shutil import which
from typing import Any

import pytest

from tests.lab.tasks.test_bare_python import VERSIONS, version_of

from .costs import carried_out

ORDERS: dict[str, dict[str, Any]] = {
    "start_costs": {"what": "coroutine", "count": 500, "repeats": 1},
    "message_costs": {"channel": "process-queue", "bytes": 4096, "seconds": 0.02},
    "switch_costs": {"what": "thread", "switches": 100, "repeats": 1},
    "connections": {"how": "asyncio", "count": 20, "seconds": 0.05},
}


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_probe_of_costs_runs(version: str) -> None:
    python = which(f"python{version}")
    if python is None or version_of(python) != tuple(int(part) for part in version.split(".")):
        pytest.skip(f"there is no CPython {version}")
    for name, order in ORDERS.items():
        assert await carried_out(name, python=python, **order)
    if version_of(python) >= (3, 12):  # type: ignore[operator]
        more = {"what": "interpreter", "count": 2, "repeats": 1}
        found = await carried_out("start_costs", python=python, **more)
        assert found["start_us"][0] > 100
