"""``hebra history compare``."""

from __future__ import annotations

import dataclasses

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.analysis.interval import Interval
from lab.cli.output import write
from lab.history.comparison import Comparison, Match
from lab.records.wording import Wording

from .listing import title_of, when
from .opened import entry_of, opened, print_json, width_of

_NUMBER = Wording().number
_UNKNOWN = "–"
_MEDIUM, _WIDE = 100, 130
_SAID = {"equal": "no difference here", "unsure": "too little to tell"}


def show_comparison(first: str, second: str, *, as_json: bool) -> None:
    """Print how many times the first is the second, and what else is different."""
    with opened() as history:
        one, other = entry_of(first, history), entry_of(second, history)
        _, _, found = history.compare(one.id, other.id)
    if as_json:
        print_json({"first": one.id, "second": other.id, **dataclasses.asdict(found)})
        return
    console = Console(highlight=False, markup=False)
    for name, entry in (("First", one), ("Second", other)):
        write(Text(f"{name:<7} {entry.id}  {when(entry)}  {title_of(entry)}"), console)
    write("", console)
    if found.matches:
        write(_table(found, width_of(console)), console)
        write("", console)
    for line in _lines(found):
        write(Text(line, style="dim"), console)


def _table(found: Comparison, width: int) -> Table:
    """Both and their ratio; a narrow terminal has fewer intervals rather than half ones."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("tasks/s", no_wrap=True)
    for name, least in (("First", _WIDE), ("Second", _WIDE), ("First / second", _MEDIUM)):
        table.add_column(name, justify="right", no_wrap=True)
        if width >= least:
            table.add_column("95 %", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, style="bold")
    for match in found.matches:
        cells = []
        for interval, least in (
            (match.first, _WIDE),
            (match.second, _WIDE),
            (match.ratio, _MEDIUM),
        ):
            cells += [_value(interval), _span(interval)] if width >= least else [_value(interval)]
        table.add_row(match.name, *cells, _said(match))
    return table


def _said(match: Match) -> str:
    if match.verdict != "different" or match.ratio is None:
        return _SAID.get(match.verdict, match.verdict)
    ratio = match.ratio.value
    if ratio > 1:
        return f"the first is {_NUMBER(ratio, 2)} × as fast"
    return f"the second is {_NUMBER(1 / ratio, 2)} × as fast"


def _lines(found: Comparison) -> list[str]:
    percent = _NUMBER(100 * (found.floor - 1), 1)
    measured = "measured" if found.floor_measured else "assumed: `hebra noise` measures it"
    lines = [f"Differences below {percent} % are no difference here ({measured})."]
    for which, names in (("first", found.only_first), ("second", found.only_second)):
        if names:
            lines.append(f"Only the {which} has {', '.join(names)}.")
    lines += list(found.cautions)
    lines += [f"{row.label}: {row.first} | {row.second}" for row in found.unlike]
    return lines


def _value(interval: Interval | None) -> str:
    return _UNKNOWN if interval is None else _NUMBER(interval.value)


def _span(interval: Interval | None) -> str:
    if interval is None or interval.low is None or interval.high is None:
        return ""
    return f"{_NUMBER(interval.low)}–{_NUMBER(interval.high)}"
