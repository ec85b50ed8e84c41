"""A thread is a thread of the system, a process a process, a coroutine neither."""

from __future__ import annotations

import sys

import pytest

from lab.session.probing import ProbeRun

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells it")


@pytest.mark.parametrize(
    "what, threads, processes", [("thread", 1, 0), ("process", 0, 1), ("coroutine", 0, 0)]
)
async def test_what_the_system_keeps_for_one(what: str, threads: int, processes: int) -> None:
    figures = (await ProbeRun("worker_resources", {"what": what, "count": 8}).carry_out()).figures
    assert (figures["threads"], figures["processes"]) == (threads, processes)
    assert figures["files"] > 0 if what == "process" else figures["files"] == 0
