"""On an event loop tasks change over at awaits only, and all in one thread."""

from __future__ import annotations

from itertools import pairwise

from lab.session.probing import ProbeRun


async def test_every_step_is_logged_and_tasks_change_over_at_awaits() -> None:
    order = {"tasks": 3, "rounds": 4, "steps": 5}
    log = (await ProbeRun("await_order", order).carry_out()).figures["log"]
    assert len(log) == 3 * 4 * 5
    assert [entry["then"] for entry in log].count("end") == 3
    changes = [a["then"] for a, b in pairwise(log) if a["task"] != b["task"]]
    assert "await" in changes
    assert "run" not in changes


async def test_all_coroutines_name_one_thread() -> None:
    figures = (await ProbeRun("loop_threads", {"coroutines": 50}).carry_out()).figures
    assert figures == {"coroutines": 50, "threads": 1}
