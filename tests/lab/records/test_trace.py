"""The trace of a run: it holds to the format, says every task, and can be run again."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.records.reopen import load_any
from lab.records.replay import replay
from lab.records.trace import trace_object, trace_text, write_trace
from lab.session.record_log import TASK
from lab.session.result import Result
from lab.session.snapshot import Event

from .example import example_result
from .studies import HOSTILE
from .trace_format import check

# lane, worker, thread, coroutine
LANES = ((1 << 20 | 1, 0, 0, -1), (2 << 20 | 1, 0, 1, -1), (3 << 20 | 7, 1, 0, 6), (9, -1, -1, -1))


def with_tasks(
    tasks: list[tuple[int, float, float]], *, failed: bool = False, rows: int = 5
) -> Result:
    """An example run with these tasks: a lane's place in ``LANES``, start and length in seconds."""
    records = np.zeros(len(tasks), TASK)
    for record, (lane, start_s, took_s) in zip(records, tasks, strict=True):
        record["lane"], record["worker"], record["thread"], record["coroutine"] = LANES[lane]
        record["start_s"], record["end_s"] = start_s, start_s + took_s
        record["kind"], record["failed"] = lane % 2, failed
        record["running"], record["io"] = 0.25, 0.75
    return dataclasses.replace(example_result(rows=rows), records=records)


def one_after_another(lengths: list[tuple[int, float]]) -> list[tuple[int, float, float]]:
    """Tasks as lanes carry them out: each begins when the one before it on its lane has ended."""
    now = dict.fromkeys(range(len(LANES)), 0.0)
    tasks = []
    for lane, took_s in lengths:
        tasks.append((lane, now[lane], took_s))
        now[lane] += took_s
    return tasks


def events(result: Result, phase: str) -> list[dict[str, Any]]:
    return [event for event in trace_object(result)["traceEvents"] if event["ph"] == phase]


@settings(deadline=None)
@given(
    lengths=st.lists(st.tuples(st.integers(0, 3), st.floats(0, 100, allow_subnormal=False))),
    title=st.text(max_size=10) | HOSTILE,
    text=st.text(max_size=10) | HOSTILE,
)
def test_every_trace_holds_to_the_format(
    lengths: list[tuple[int, float]], title: str, text: str
) -> None:
    result = with_tasks(one_after_another(lengths))
    happened = (Event(1.0, "task-failed", f"task: {text}", text),)
    result = dataclasses.replace(
        result, experiment=dataclasses.replace(result.experiment, title=title), events=happened
    )
    whole = json.loads(trace_text(result))
    check(whole)
    assert whole == trace_object(result)
    assert sum(event["ph"] == "X" for event in whole["traceEvents"]) == len(lengths)


def test_a_task_is_where_and_when_it_was() -> None:
    (task,) = events(with_tasks([(2, 0.5, 0.0012345)], failed=True), "X")
    assert (task["pid"], task["name"], task["ts"], task["dur"]) == (2, "python-cpu", 5e5, 1234.5)
    assert task["args"] == {"running %": 25, "gil %": 0, "core %": 0, "io %": 75, "failed": True}


def test_lanes_are_named_by_their_place_and_stand_in_order() -> None:
    result = with_tasks([(lane, 0.0, 1.0) for lane in (3, 2, 1, 0)])
    names = [e["args"]["name"] for e in events(result, "M") if e["name"] == "thread_name"]
    assert names == ["Changes and events", "Thread 1", "Thread 2", "Thread 1, coroutine 7", "Lane"]
    processes = [e["args"]["name"] for e in events(result, "M") if e["name"] == "process_name"]
    assert processes == ["Mixed work", "Process 1", "Process 2", "Lanes that left at once"]


def test_a_lane_whose_place_was_seen_late_is_one_lane() -> None:
    result = with_tasks([(0, 0.0, 0.1), (0, 0.2, 0.1)])
    result.records["worker"][0] = -1
    assert len({(task["pid"], task["tid"]) for task in events(result, "X")}) == 1


def test_what_is_rounded_does_not_overlap() -> None:
    third = 1e-9 / 3
    check(trace_object(with_tasks([(0, i * third, third) for i in range(50)])))


def test_figures_changes_and_events_are_there() -> None:
    result = with_tasks([(0, 0.0, 1.0)], rows=20)
    found = Counter(event["name"] for event in events(result, "C"))
    assert found["throughput (1/s)"] == found["lanes"] == 20
    assert found["latency p95 (ms)"] == 18, "what is not known is left out"
    first = events(result, "C")[0]
    assert set(first["args"]) == {"python-cpu", "wait"}
    assert first["ts"] == 0, "a figure begins where its interval does"
    assert [event["name"] for event in events(result, "i")] == [
        "wait 20→40 ms", "threads 2→4", "python-cpu 15→20 ms", "=1+1 raised ValueError",
    ]  # fmt: skip


def test_a_trace_can_be_run_again(tmp_path: Path) -> None:
    result = with_tasks([(0, 0.0, 1.0)])
    write_trace(tmp_path / "run.json", result)
    assert load_any(tmp_path / "run.json") == replay(result)


def test_a_run_without_records_has_a_trace_too() -> None:
    check(trace_object(example_result(rows=0)))


@pytest.mark.parametrize(
    "change",
    [
        {"ph": "Z"}, {"ts": -1}, {"dur": None}, {"pid": 0}, {"tid": 2**40}, {"name": ""},
        {"tid": 1_000_001}, {"pid": 1001},
    ],
)  # fmt: skip
def test_the_checker_finds_what_is_wrong(change: dict[str, Any]) -> None:
    whole = trace_object(with_tasks([(0, 0.0, 1.0), (1, 0.0, 1.0)]))
    task = next(event for event in whole["traceEvents"] if event["ph"] == "X")
    task.update(change)
    with pytest.raises((AssertionError, KeyError)):
        check(whole)


def test_the_checker_finds_tasks_that_overlap() -> None:
    whole = trace_object(with_tasks([(0, 0.0, 1.0), (0, 1.0, 1.0)]))
    tasks = [event for event in whole["traceEvents"] if event["ph"] == "X"]
    tasks[0]["dur"] += 10
    with pytest.raises(AssertionError):
        check(whole)
