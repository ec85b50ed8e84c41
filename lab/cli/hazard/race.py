"""``hebra hazard race``: a counter that several workers count up, without a lock and with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

if TYPE_CHECKING:
    from rich.table import Table

    from .conducting import Found

# typer reads these at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

WHERE = {
    "threads": ("nothing", "call", "sleep"),
    "coroutines": ("nothing", "await"),
    "processes": ("nothing", "call", "sleep"),
}
"""Who counts, and what may come between reading the counter and writing it."""
_USUAL = {"threads": "call", "coroutines": "await", "processes": "nothing"}
_TITLES = {"none": "Without a lock", "lock": "With a lock"}


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def race(
        where: Annotated[
            str,
            typer.Option(help="Who counts.", metavar="|".join(WHERE), rich_help_panel=flags.WHAT),
        ] = "threads",
        between: Annotated[
            Optional[str],
            typer.Option(
                help="What comes between reading the counter and writing it. Default: call in "
                "threads, await in coroutines, nothing in processes.",
                metavar="nothing|call|sleep|await",
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        guard: Annotated[
            Optional[str],
            typer.Option(
                help="Whether a lock is held meanwhile. Default: one after the other.",
                metavar="none|lock",
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        memory: Annotated[
            str,
            typer.Option(
                help="What processes count in: a variable, of which each has a copy, or memory "
                "that they share.",
                metavar="variable|shared",
                rich_help_panel=flags.WHAT,
            ),
        ] = "shared",
        workers: Annotated[
            int,
            typer.Option(
                help="How many count.", metavar="N", min=1, max=64, rich_help_panel=flags.WHAT
            ),
        ] = 4,
        increments: Annotated[
            Optional[int],
            typer.Option(
                help="In all. Default: as many as take some tenths of a second.",
                min=1,
                max=100_000_000,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        switch_interval: Annotated[
            float,
            typer.Option(
                help="How often the interpreter may switch threads, in ms.",
                min=0.001,
                max=1000.0,
                rich_help_panel=flags.WHAT,
            ),
        ] = 5.0,
        json: flags.Json = None,
    ) -> None:
        """Let workers count up one counter, and see how many of their increments are lost."""
        from .conducting import Part, Wanted, conduct_hazard

        between = between or _USUAL.get(where, "call")
        _check(where, between, guard, memory)
        order: dict[str, Any] = {
            "where": where,
            "between": between,
            "workers": workers,
            "increments": increments or usual_increments(where, between),
            "switch_interval_ms": switch_interval,
        }
        if where == "processes":
            order["memory"] = memory
        wanted = Wanted(
            hazard="race",
            parts=[
                Part(title=_TITLES[kept], probe="race", order={**order, "guard": kept})
                for kept in ([guard] if guard else _TITLES)
            ],
            json=json,
            line=_line,
            report=report,
        )
        raise typer.Exit(conduct_hazard(wanted, machinery.probes()))


def usual_increments(where: str, between: str) -> int:
    """As many as take some tenths of a second."""
    if between == "sleep":
        return 400
    if (where, between) == ("threads", "call"):
        return 2_000_000  # fewer are over before the threads were switched often enough
    if where == "processes":
        return 500_000  # a lock between processes is a slow one
    return 100_000 if between == "await" else 1_000_000


def report(found: Found) -> Table:
    """Counted and lost, and what the lock costs."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("")
    for name in ("increments", "counted", "lost", "took", "an increment"):
        table.add_column(name, justify="right", no_wrap=True)
    bare = next((r for p, r in found if p.order["guard"] == "none"), None)
    for part, result in found:
        figures = result.figures
        ns = figures["ns_per_increment"]
        cost = f"{ns / 1000:,.2f} µs"
        if bare is not None and result is not bare:
            cost += f" ({ns / bare.figures['ns_per_increment'] - 1:+.0%})"
        lost = figures["lost"]
        table.add_row(
            part.title,
            f"{figures['wanted']:,}",
            f"{figures['counted']:,}",
            f"{lost:,} ({lost / figures['wanted']:.1%})" if lost else "0",
            f"{figures['seconds']:.2f} s",
            cost,
        )
    return table


def _line(figures: Mapping[str, Any]) -> str:
    return f"{figures['counted']:,} counted of {figures['done']:,} increments"


def _check(where: str, between: str, guard: str | None, memory: str) -> None:
    """InputError for words nobody knows, and for what does not go together."""
    from lab.errors import InputError
    from lab.records.complaint import did_you_mean

    allowed = {
        "--where": (where, tuple(WHERE)),
        "--between": (between, WHERE.get(where, ())),
        "--guard": (guard, ("none", "lock")),
        "--memory": (memory, ("variable", "shared")),
    }
    for flag, (given, known) in allowed.items():
        if given is not None and given not in known:
            todo = did_you_mean(given, known)
            raise InputError(f"{given!r} is not possible here", where=flag, todo=todo)
