"""What hangs is dumped with the line at which it hangs, and is ended."""

from __future__ import annotations

import inspect

from lab.probes import stuck_stacks
from lab.session.probing import ProbeRun


async def test_each_dump_names_the_stuck_line() -> None:
    found = (await ProbeRun("stuck_stacks").carry_out()).figures["found"]
    assert set(found) == {"thread", "task", "process"}
    lines = inspect.getsource(stuck_stacks).splitlines()
    for one in found.values():
        assert one["named"]
        assert stuck_stacks.MARK in lines[one["line"] - 1]
        assert one["text"] in lines[one["line"] - 1]
        assert {"function": one["function"], "line": one["line"]} in one["frames"]
    assert found["task"]["text"] == "await word"
