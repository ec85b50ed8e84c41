"""A cost study on a terminal: its sentences and a table of medians with intervals."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.analysis.interval import Interval
from lab.costs.result import CostResult
from lab.costs.rows import rows_of
from lab.costs.sentences import sentences, size_text
from lab.records.wording import Wording

from .output import write

_NUMBER = Wording().number
_BARE = ("pss_kib", "round_trip_p95_us")
"""Figures that are in the files, and not in the table."""


def show(result: CostResult, console: Console) -> None:
    """Print what was found."""
    study = result.study
    write(Text(f"\n{study.of.title}", style="bold"), console)
    write(_table(result), console)
    for one in result.missing:
        size = f", {one.size:,}" if one.size is not None else ""
        name = study.of.kind(one.kind).title
        write(Text(f"{name}{size}: not measured, {one.reason}.", style="dim"), console)
    for text in sentences(result):
        write(Text(text), console)


def _table(result: CostResult) -> Table:
    section = result.study.of
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    if section.size_key:
        table.add_column(section.size_unit, justify="right", no_wrap=True)
    figures = [figure for figure in section.figures if figure.key not in _BARE]
    for figure in figures:
        table.add_column(f"{figure.title}, {figure.unit}", justify="right", style="bold")
        table.add_column("95 %", justify="right", no_wrap=True)
    for row in rows_of(result):
        cells = [row.kind.title]
        if section.size_key:
            cells.append(size_text(row.size) if section.key == "messages" else f"{row.size:,}")
        for figure in figures:
            found = row.figures.get(figure.key)
            cells += [_NUMBER(found.value) if found else "–", _span(found)]
        table.add_row(*cells)
    return table


def _span(found: Interval | None) -> str:
    if found is None or found.low is None or found.high is None:
        return ""
    return f"{_NUMBER(found.low)}–{_NUMBER(found.high)}"
