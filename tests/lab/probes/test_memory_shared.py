"""Threads and coroutines see what is written; a child process has a copy."""

from __future__ import annotations

import pytest

from lab.session.probing import ProbeRun


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
async def test_what_one_writes_another_sees_only_in_one_process(method: str) -> None:
    result = await ProbeRun("memory_shared", {"start_method": method}).carry_out()
    assert result.figures["seen"] == {
        "thread": True,
        "coroutine": True,
        "process": False,
        "mapped": True,
    }
