"""A checker of traces, from the "Trace Event Format" and from what Perfetto's importer reads.

It knows the phases that are used here and refuses all others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

NUMBER = (int, float)
META = {
    "process_name": ("name", str),
    "thread_name": ("name", str),
    "process_sort_index": ("sort_index", int),
    "thread_sort_index": ("sort_index", int),
}
TOP = {"traceEvents", "displayTimeUnit", "otherData"}


def check(trace: dict[str, Any]) -> None:
    """Raise AssertionError at the first thing that is not as the format has it."""
    assert set(trace) <= TOP
    # Perfetto finds the unit only ahead of the events.
    assert next(iter(trace)) == "displayTimeUnit"
    assert trace["displayTimeUnit"] in ("ms", "ns")
    assert isinstance(trace["otherData"], dict)
    for event in trace["traceEvents"]:
        _check_event(event)
    _check_nesting(trace["traceEvents"])
    _check_numbers(trace["traceEvents"])


def _check_event(event: dict[str, Any]) -> None:
    assert isinstance(event["name"], str), event
    assert event["name"], event
    for key in ("pid", "tid"):
        number = event[key]
        assert type(number) is int, event
        assert 0 < number < 2**31, event
    phase = event["ph"]
    assert isinstance(event.get("args", {}), dict), event
    if phase != "M":
        assert isinstance(event["ts"], NUMBER), event
        assert event["ts"] >= 0, event
    if phase == "X":
        assert isinstance(event["dur"], NUMBER), event
        assert event["dur"] >= 0, event
        assert isinstance(event.get("cat", ""), str), event
    elif phase == "C":
        assert event["args"], event
        assert all(type(value) in NUMBER for value in event["args"].values()), event
    elif phase == "i":
        assert event.get("s", "t") in ("g", "p", "t"), event
    else:
        assert phase == "M", event
        key, kind = META[event["name"]]
        assert isinstance(event["args"][key], kind), event


def _check_nesting(events: list[dict[str, Any]]) -> None:
    """Complete events of one thread lie inside or after each other, never across."""
    by_thread = defaultdict(list)
    for event in events:
        if event["ph"] == "X":
            # In nanoseconds: the importer's own unit.
            begin, length = round(event["ts"] * 1000), round(event["dur"] * 1000)
            by_thread[event["pid"], event["tid"]].append((begin, -length))
    for spans in by_thread.values():
        open_until: list[int] = []
        for begin, length in sorted(spans):
            while open_until and open_until[-1] <= begin:
                open_until.pop()
            assert not open_until or begin - length <= open_until[-1]
            open_until.append(begin - length)


def _check_numbers(events: list[dict[str, Any]]) -> None:
    """A thread's number belongs to one process and is no process's, or Perfetto mixes them up."""
    owners = defaultdict(set)
    for event in events:
        owners[event["tid"]].add(event["pid"])
    pids = {event["pid"] for event in events}
    for tid, owning in owners.items():
        assert len(owning) == 1, (tid, owning)
        assert tid not in pids or owning == {tid}
