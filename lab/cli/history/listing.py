"""``hebra history list``."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.cli.output import write
from lab.errors import InputError
from lab.history import KINDS, ORDERS, STATES, Entry, Query
from lab.records.wording import Wording
from lab.spec import APPROACHES
from lab.tasks import KINDS as TASK_KINDS

from .opened import moment_of, opened, print_json, width_of

_NUMBER = Wording().number
_WIDE = 100


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The flags, as they were given."""

    words: tuple[str, ...]
    kind: str | None
    state: str | None
    approach: str | None
    task: str | None
    tag: str | None
    pinned: bool
    since: str | None
    until: str | None
    deleted: bool
    order: str
    limit: int

    def query(self) -> Query:
        """What is asked of the history. Raises InputError for a value that there is not."""
        _one_of(self.kind, KINDS, "--kind")
        _one_of(self.state, STATES, "--state")
        _one_of(self.approach, tuple(APPROACHES), "--approach")
        _one_of(self.task, tuple(TASK_KINDS), "--task")
        _one_of(self.order, ORDERS, "--order")
        return Query(
            text=" ".join(self.words),
            kind=self.kind,
            state=self.state,
            approach=self.approach,
            task_kind=self.task,
            tag=self.tag,
            pinned=True if self.pinned else None,
            since=moment_of(self.since, "--since") if self.since else None,
            until=moment_of(self.until, "--until") if self.until else None,
            deleted=self.deleted,
            order=self.order,
            limit=self.limit or None,
        )


def show_list(wanted: Wanted, *, as_json: bool) -> None:
    """Print what is found; as a table, or as JSON with the number found in all."""
    query = wanted.query()
    with opened() as history:
        entries, found = history.entries(query), history.count(query)
        empty = not found and not history.count()
    if as_json:
        print_json({"found": found, "entries": [entry_object(entry) for entry in entries]})
    elif empty:
        print("The history is empty: `hebra run` and `hebra compare` keep what they measure.")
    elif not entries:
        print("Nothing is found.")
    else:
        console = Console(highlight=False, markup=False)
        write(_table(entries, width_of(console)), console)
        if found > len(entries):
            more = f"… and {found - len(entries):,} more: --limit 0 shows all."
            write(Text(more, style="dim"), console)


def entry_object(entry: Entry) -> dict[str, Any]:
    """An entry for programs."""
    return {**dataclasses.asdict(entry), "complete": entry.complete}


def title_of(entry: Entry) -> str:
    """Its name, or what it was about."""
    if entry.title:
        return entry.title
    approaches = [APPROACHES[name].title for name in entry.approaches if name in APPROACHES]
    return f"{', '.join(approaches)}: {', '.join(entry.task_kinds)}"


def when(entry: Entry) -> str:
    """When it began, by this machine's clock."""
    return datetime.fromisoformat(entry.started_at).astimezone().strftime("%Y-%m-%d %H:%M")


def _table(entries: list[Entry], width: int) -> Table:
    """The list on so many columns.

    Only title and remarks are cut where it is narrow, and two columns left out: half a figure is
    worse than none.
    """
    columns = {
        "No.": [str(entry.id) for entry in entries],
        "Begun": [when(entry) for entry in entries],
        "What": [entry.kind for entry in entries],
        "Title": [title_of(entry) for entry in entries],
        "tasks/s": [_figure(entry.throughput_per_s, "–") for entry in entries],
        "by": [_by(entry) for entry in entries],
        "p95 ms": [_figure(entry.p95_ms, "") for entry in entries],
    }
    if width < _WIDE:
        del columns["by"], columns["p95 ms"]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, cells in columns.items():
        table.add_column(
            name,
            justify="right" if name in ("No.", "tasks/s", "p95 ms") else "left",
            style={"No.": "dim", "Title": "bold"}.get(name, ""),
            overflow="ellipsis",
            no_wrap=True,
            min_width=12 if name == "Title" else max(map(len, (name, *cells))),
        )
    table.add_column("", overflow="ellipsis", no_wrap=True, style="dim")
    for row, entry in zip(zip(*columns.values(), strict=True), entries, strict=True):
        table.add_row(*map(Text, row), _remarks(entry))
    return table


def _figure(value: float | None, unknown: str) -> str:
    return unknown if value is None else _NUMBER(value)


def _by(entry: Entry) -> str:
    """Whose throughput it is."""
    return (entry.best or "–") if entry.candidates else f"{entry.approaches[0]}, {entry.lanes}"


def _remarks(entry: Entry) -> Text:
    parts = Text()
    if entry.state != "finished":
        parts.append(entry.state, style="yellow")
    elif not entry.complete:
        parts.append("incomplete", style="yellow")
    if entry.pinned:
        parts.append(" pinned" if parts else "pinned")
    for tag in entry.tags:
        parts.append(f" #{tag}" if parts else f"#{tag}")
    return parts


def _one_of(value: str | None, known: tuple[str, ...], flag: str) -> None:
    if value is not None and value not in known:
        from lab.records.complaint import did_you_mean

        raise InputError(
            f"{value!r} is not one of {', '.join(known)}",
            where=flag,
            todo=did_you_mean(value, known),
        )
