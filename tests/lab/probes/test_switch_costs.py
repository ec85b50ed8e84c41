"""Two take turns."""

from __future__ import annotations

import pytest

from .costs import carried_out


@pytest.mark.parametrize("what", ["coroutine", "thread", "process"])
@pytest.mark.parametrize("cores", ["one", "any"])
async def test_two_take_turns(what: str, cores: str) -> None:
    found = await carried_out("switch_costs", what=what, switches=200, repeats=2, cores=cores)
    assert len(found["switch_ns"]) == 2
    assert all(100 < value < 1e7 for value in found["switch_ns"])
