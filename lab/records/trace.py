"""The timeline of a run's lanes as a trace in Chrome's trace-event format, which Perfetto opens.

A worker process is a process there and a lane is a thread, because events of one thread may nest
but not overlap, and the coroutines of a loop do overlap. Tasks are complete events (``X``), figures
over time are counters (``C``), changes and what happened are instants (``i``), names are metadata
(``M``). Times are microseconds since the first lane started. The format is described in "Trace
Event Format" of the Chromium project and https://perfetto.dev/docs/getting-started/other-formats.

What is no event stands in ``otherData``, with the experiment, so that a trace can be run again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab import __version__
from lab.session.result import Result

from .atomic import write_atomically
from .describe import heading
from .document import document_of
from .embedded import TRACE_KEY
from .json_file import known
from .replay import replay
from .settings import change_text
from .trace_lanes import GONE_PID, Event, lane_events, named
from .wording import Wording

RUN_PID = GONE_PID + 1
"""The process that stands for the run as a whole: its counters and markers."""


def write_trace(path: Path | str, result: Result) -> None:
    """Write the run's timeline as trace-event JSON; whole or not at all."""
    write_atomically(path, trace_text(result).encode())


def trace_text(result: Result) -> str:
    """The trace as JSON text, an event a line.

    What is no event comes first: Perfetto reads in pieces and wants that in one.
    """
    whole = trace_object(result)
    events = [json.dumps(e, ensure_ascii=False, allow_nan=False) for e in whole.pop("traceEvents")]
    head = json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1)
    inside = ",\n".join(events)
    return f'{head[:-1].rstrip()},\n "traceEvents": [\n{inside}\n]}}\n'


def trace_object(result: Result) -> dict[str, Any]:
    """The trace as plain values."""
    whole = {
        "displayTimeUnit": "ms",
        TRACE_KEY: {
            "hebra": __version__,
            "started_at": result.started_at,
            "state": result.state,
            "records_left_out": result.records_left_out,
            "missed_records": result.missed_records,
            "environment": dict(result.environment),
            "document": document_of(replay(result)),
        },
        "traceEvents": [
            *_run_names(result),
            *lane_events(result),
            *_counters(result),
            *_instants(result),
        ],
    }
    plain: dict[str, Any] = known(whole)
    return plain


def _run_names(result: Result) -> Iterator[Event]:
    yield named("process_name", RUN_PID, RUN_PID, name=heading(result, Wording()))
    yield named("process_sort_index", RUN_PID, RUN_PID, sort_index=0)
    yield named("thread_name", RUN_PID, RUN_PID, name="Changes and events")


def _counters(result: Result) -> Iterator[Event]:
    """Figures of the series; a counter of several figures is shown stacked."""
    kinds = [kind.name for kind in result.by_kind]
    counters = {
        "throughput (1/s)": {kind: f"{kind}_per_s" for kind in kinds},
        "lanes": {"alive": "lanes"},
        "cores used": {"experiment": "cores_used"},
        "latency p95 (ms)": {"p95": "p95_ms"},
        "time of the lanes": {name: name for name in ("running", "gil", "core", "io", "loop")},
    }
    rows = result.series.rows
    for title, figures in counters.items():
        there = {name: rows[column].tolist() for name, column in figures.items() if column in rows}
        for i in range(len(result.series)):
            args = {
                name: round(values[i], 6)
                for name, values in there.items()
                if math.isfinite(values[i])
            }
            # A row's figure is that of the interval it ends, and a counter's of the time after it.
            begin = float(rows["t_s"][i] - rows["dt_s"][i])
            if args:
                yield {
                    "ph": "C", "name": title, "pid": RUN_PID, "tid": RUN_PID,
                    "ts": _microseconds(begin), "args": args,
                }  # fmt: skip


def _instants(result: Result) -> Iterator[Event]:
    for marker in result.markers:
        text = change_text(marker.setting, marker.old, marker.new)
        yield _instant(marker.t_s, text, "change", {"setting": marker.setting})
    for event in result.events:
        text = " ".join(str(event.text).split())
        yield _instant(event.t_s, text, event.kind, {"details": event.details})


def _instant(t_s: float, text: str, category: str, args: dict[str, Any]) -> Event:
    return {
        "ph": "i", "name": text, "cat": category, "pid": RUN_PID, "tid": RUN_PID,
        "ts": _microseconds(t_s), "s": "g", "args": args,
    }  # fmt: skip


def _microseconds(seconds: float) -> float:
    return max(0, round(seconds * 1e9)) / 1e3
