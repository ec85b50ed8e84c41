"""The tables of a study: candidates with their intervals, a grid of two settings, the curves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from lab.advice.digest import Digest, Row, Scaling
from lab.analysis.fits import Fit
from lab.analysis.interval import Interval
from lab.records.wording import Wording
from lab.spec import APPROACHES

from .bars import WIDTH, bar

_NUMBER = Wording().number
_UNKNOWN = "–"
_WIDE, _MEDIUM = 140, 100
_LONGEST_BASE = 16


@dataclass(frozen=True)
class _Column:
    """A column of the table; those of a higher ``width`` are left out on narrower terminals."""

    name: str
    cell: Callable[[Row], str]
    width: int = 0
    justify: str = "right"
    style: str = ""


def table_of(figures: Digest, width: int) -> Table:
    """The candidates, the fastest first; those of a sweep in its order."""
    study = figures.result.study
    best = max((r.throughput_per_s.value for r in figures.rows if r.throughput_per_s), default=0.0)
    standing = _standing(figures)
    base = study.candidates[figures.baseline].key
    base = base if len(base) <= _LONGEST_BASE else "baseline"

    def share(row: Row) -> str:
        rate = row.throughput_per_s
        return bar(rate.value / best) if rate and best else ""

    columns = (
        _Column("Candidate", lambda row: row.candidate.key, justify="left"),
        _Column("", share, _WIDE, "left", "cyan"),
        _Column("tasks/s", lambda row: _value(row.throughput_per_s), style="bold"),
        _Column("95 %", lambda row: _span(row.throughput_per_s)),
        _Column(f"× {base}", lambda row: _value(row.speedup)),
        _Column("95 %", lambda row: _span(row.speedup), _MEDIUM),
        _Column("p95 ms", lambda row: _value(row.p95_ms)),
        _Column("CPU ms/task", lambda row: _value(row.cpu_ms_per_task), _MEDIUM),
        _Column("cores", lambda row: _value(row.cores_used), _MEDIUM),
        _Column("MiB", lambda row: _value(row.memory_mib)),
        _Column("", lambda row: standing.get(row.place, ""), justify="left", style="dim"),
    )
    shown = [column for column in columns if column.width <= width]
    if not standing:
        shown.pop()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in shown:
        table.add_column(
            column.name,
            justify="left" if column.justify == "left" else "right",
            # Where there is too little room a name is broken, never a figure.
            no_wrap=column.name != "Candidate",
            overflow="fold",
            min_width=WIDTH if column.style == "cyan" else None,
            style=column.style,
        )
    order = [row.place for row in figures.rows] if study.axes else list(figures.ranking)
    order += [row.place for row in figures.rows if row.place not in order]
    for place in order:
        table.add_row(*(column.cell(figures.rows[place]) for column in shown))
    return table


def grid_of(figures: Digest) -> Table:
    """Throughput over two settings, the first one downwards."""
    down, across = figures.result.study.axes
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(f"tasks/s  {down.setting} ↓  {across.setting} →", no_wrap=True)
    for value in across.values:
        table.add_column(_short(value), justify="right", no_wrap=True)
    best = figures.ranking[0]
    rows, points = figures.rows, len(down.values) * len(across.values)
    for start in range(0, len(rows), points):
        approach = rows[start].candidate.approach
        for index, value in enumerate(down.values):
            first = start + index * len(across.values)
            cells = [
                Text(_value(row.throughput_per_s), style="bold" if row.place == best else "")
                for row in rows[first : first + len(across.values)]
            ]
            name = _short(value) if len(rows) == points else f"{approach}  {_short(value)}"
            table.add_row(name, *cells)
    return table


def curves(figures: Digest) -> list[Text]:
    """What was fitted to each curve, a line each; nothing where there is no curve."""
    return [_curve(scaling) for scaling in figures.scalings if len(scaling.lanes) > 2]


def _curve(scaling: Scaling) -> Text:
    title = APPROACHES[scaling.approach].title
    fit = scaling.usl
    if not isinstance(fit, Fit):
        return Text(f"{title}: no scaling law is fitted. {fit.why}", style="dim")
    parts = [
        f"α {_value(fit.alpha)} ({_span(fit.alpha)})",
        f"β {fit.beta.value:.2g} ({_fine(fit.beta)})",
    ]
    if fit.peak is not None and fit.peak_lanes is not None:
        parts.append(f"peak {_NUMBER(fit.peak)} tasks/s at {_NUMBER(fit.peak_lanes, 0)} lanes")
    elif fit.limit is not None:
        parts.append(f"never above {_NUMBER(fit.limit)} tasks/s")
    return Text(f"{title}, Universal Scalability Law: {' · '.join(parts)}")


def _standing(figures: Digest) -> dict[int, str]:
    """How each candidate stands to the fastest, where that is worth a word."""
    if not figures.ranking:
        return {}
    best = figures.ranking[0]
    said = {best: "fastest"}
    for contrast in figures.contrasts:
        if best in (contrast.first, contrast.second):
            other = contrast.second if contrast.first == best else contrast.first
            words = {"equal": "no difference to it", "unsure": "not sure"}
            if contrast.verdict in words:
                said[other] = words[contrast.verdict]
    return said


def _value(interval: Interval | None) -> str:
    return _UNKNOWN if interval is None else _NUMBER(interval.value)


def _span(interval: Interval | None) -> str:
    if interval is None or interval.low is None or interval.high is None:
        return ""
    return f"{_NUMBER(interval.low)}–{_NUMBER(interval.high)}"


def _fine(interval: Interval) -> str:
    """The span of a figure far below 1."""
    if interval.low is None or interval.high is None:
        return _UNKNOWN
    return f"{interval.low:.2g}–{interval.high:.2g}"


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
