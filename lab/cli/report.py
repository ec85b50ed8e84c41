"""The result of a run for people: a short table on a terminal, the same as plain text elsewhere."""

from __future__ import annotations

import re

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from lab.records.describe import heading, origin, shape
from lab.records.wording import Wording
from lab.session.result import Result
from lab.session.snapshot import Percentiles

from .output import write
from .progress import notes

_STATES = {"finished": "", "interrupted": "interrupted", "failed": "failed"}
_MOST_NOTES = 12
_SHARES = (
    ("running", "running"),
    ("gil", "waiting for the GIL"),
    ("core", "for a core"),
    ("gil_or_core", "for the GIL or a core"),
    ("io", "for I/O"),
    ("loop", "for the event loop"),
)


def show(result: Result, console: Console) -> None:
    """Write the result: set in a table on a terminal, else aligned plain text without colours."""
    write(picture(result), console)


def picture(result: Result) -> RenderableType:
    """The result as rich shows it."""
    wording = Wording()
    title = Text(heading(result, wording), style="bold")
    state = _STATES.get(result.state, result.state)
    if state:
        title.append(f"  {state}", style="bold yellow")
    figures = Table.grid(padding=(0, 3, 0, 0))
    figures.add_column(style="dim", no_wrap=True)
    figures.add_column()
    for label, value in rows(result):
        figures.add_row(label, _emphasised(value))
    parts: list[RenderableType] = [title, shape(result.experiment, result.topology, wording), ""]
    parts.append(figures)
    if len(result.by_kind) > 1:
        parts += ["", _kinds(result, wording)]
    if lines := notes(result):
        parts += ["", *(Text(line) for line in lines[:_MOST_NOTES])]
        if len(lines) > _MOST_NOTES:
            parts.append(Text(f"… and {len(lines) - _MOST_NOTES} more"))
    parts += ["", Text(origin(result, wording), style="dim")]
    return Group(*parts)


def rows(result: Result) -> list[tuple[str, str]]:
    """Label and value of every line, figures with their units."""
    number = Wording().number
    tasks = f"{number(result.tasks_done, 0)} in {number(result.seconds)} s"
    if result.tasks_failed:
        tasks += f", {number(result.tasks_failed, 0)} failed"
    if result.possibly_twice:
        tasks += f", {number(result.possibly_twice, 0)} possibly carried out twice"
    lines = [("Throughput", f"{number(result.throughput_per_s)} tasks/s"), ("Tasks", tasks)]
    if result.time_to_finish_s is not None:
        lines.append(("Time to finish", f"{number(result.time_to_finish_s)} s"))
    if result.start_up_ms is not None:
        lines.append(("Start-up", f"{number(result.start_up_ms)} ms, not counted above"))
    if latency := result.latency_ms:
        lines.append(("Latency", _percentiles(latency)))
    shares = [
        f"{word} {Wording().percent(value)}"
        for name, word in _SHARES
        if (value := getattr(result.shares, name)) is not None
    ]
    if shares:
        lines.append(("Time of the lanes", " · ".join(shares)))
    lines.append(("Cores used", _cores(result)))
    lines.append(("CPU time", f"{number(result.cpu_seconds)} s"))
    if result.missed_records:
        lines.append(("Records missed", number(result.missed_records, 0)))
    return lines


def _cores(result: Result) -> str:
    """Cores' worth of CPU over the run."""
    number, cores = Wording().number, result.cores
    if cores.mean_load is None or cores.mean_experiment_load is None:
        used = number(result.cpu_seconds / result.seconds, 2) if result.seconds else "–"
        return f"{used} of {cores.count}"
    used = number(cores.mean_experiment_load * cores.count, 2)
    return f"{used} of {cores.count} · all programs {number(cores.mean_load * cores.count, 2)}"


def _percentiles(latency: Percentiles) -> str:
    values = {"p50": latency.p50, "p95": latency.p95, "p99": latency.p99, "max": latency.max}
    return " · ".join(f"{name} {Wording().number(ms)}" for name, ms in values.items()) + " ms"


def _kinds(result: Result, wording: Wording) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("Kind", no_wrap=True)
    for name in ("tasks/s", "tasks", "failed", "p50 ms", "p95 ms", "p99 ms"):
        table.add_column(name, justify="right")
    for kind in result.by_kind:
        latency = kind.latency_ms
        times = [latency.p50, latency.p95, latency.p99] if latency else [None] * 3
        table.add_row(
            kind.name,
            wording.number(kind.throughput_per_s),
            wording.number(kind.done, 0),
            wording.number(kind.failed, 0),
            *("–" if ms is None else wording.number(ms) for ms in times),
        )
    return table


def _emphasised(text: str) -> Text:
    """Figures in bold, words not."""
    shown = Text(text)
    for match in re.finditer(r"\b\d[\d,.]*", text):
        # The 50 of p50 is a name, no figure: \b does not hold between a letter and a digit.
        shown.stylize("bold", *match.span())
    return shown
