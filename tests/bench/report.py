"""The table people read and the JSON programs read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .figure import Figure, number

_LOOK = {"met": "green", "not met": "bold red", "within spread": "yellow", "skipped": "dim"}


def table_of(figures: Sequence[Figure]) -> Table:
    """All figures, one a row, a line between benchmarks."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column("figure", overflow="fold", max_width=58)
    for name in ("target", "measured", "spread"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("peer", overflow="fold", max_width=44)
    table.add_column("", no_wrap=True)
    bench = ""
    for figure in figures:
        if figure.bench != bench:
            table.add_section()
            table.add_row(Text(figure.bench, style="bold"))
            bench = figure.bench
        title = Text(f"  {figure.name}")
        if figure.note:
            title.append(f"\n  {figure.note}", style="dim")
        table.add_row(title, figure.target, *_measured(figure), figure.peer, _verdict(figure))
    return table


def _measured(figure: Figure) -> tuple[str, str]:
    if figure.measured is None:
        return "–", ""
    spread = f"{number(min(figure.values))}–{number(max(figure.values))}"
    measured = f"{number(figure.measured)} {figure.unit}".rstrip()
    return measured, spread if len(figure.values) > 1 else ""


def _verdict(figure: Figure) -> Text:
    return Text(figure.verdict, style=_LOOK.get(figure.verdict, ""))


def tell(figures: Sequence[Figure], console: Console) -> None:
    """Print the table and how many targets were met."""
    console.print(table_of(figures))
    counts = [(what, sum(f.verdict == what for f in figures)) for what in _LOOK]
    console.print(", ".join(f"{count} {what}" for what, count in counts if count))


def write_json(
    path: Path, figures: Sequence[Figure], about: Mapping[str, object], broken: Mapping[str, str]
) -> None:
    """Write everything, repeats included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "about": dict(about),
        "figures": [figure.as_object() for figure in figures],
        "broken": dict(broken),
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
