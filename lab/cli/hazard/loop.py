"""``hebra hazard loop``: how late a heartbeat on an event loop is beside tasks that compute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

from .words import check_word, milliseconds

if TYPE_CHECKING:
    from rich.table import Table

    from .conducting import Found

# typer reads these at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

TITLES = {
    "nowhere": "Without tasks",
    "inline": "On the loop",
    "thread": "In threads",
    "process": "In a process pool",
}
"""Where the tasks compute."""


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def loop(
        where: Annotated[
            Optional[str],
            typer.Option(
                help="Where the tasks compute. Default: one after the other.",
                metavar="|".join(TITLES),
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        task_ms: Annotated[
            float,
            typer.Option(
                help="CPU time of a task.", min=0.1, max=2000.0, rich_help_panel=flags.WHAT
            ),
        ] = 200.0,
        at_once: Annotated[
            int,
            typer.Option(
                help="Coroutines that want a task done.",
                metavar="N",
                min=1,
                max=32,
                rich_help_panel=flags.WHAT,
            ),
        ] = 1,
        beat_ms: Annotated[
            float,
            typer.Option(
                help="From one beat to the next.", min=1.0, max=1000.0, rich_help_panel=flags.WHAT
            ),
        ] = 20.0,
        seconds: Annotated[
            float,
            typer.Option(
                help="How long each is watched.", min=0.1, max=600.0, rich_help_panel=flags.WHAT
            ),
        ] = 3.0,
        json: flags.Json = None,
    ) -> None:
        """Let tasks compute beside a heartbeat on an event loop, and see how late it beats.

        A beat's lag counts from the moment it was due, and every beat that was due counts.
        """
        from .conducting import Part, Wanted, conduct_hazard

        check_word("--where", where, TITLES)
        order = {"task_ms": task_ms, "at_once": at_once, "beat_ms": beat_ms, "seconds": seconds}
        wanted = Wanted(
            hazard="loop",
            parts=[
                Part(title=TITLES[place], probe="blocked_loop", order={"where": place, **order})
                for place in ([where] if where else TITLES)
            ],
            json=json,
            line=_line,
            report=report,
        )
        raise typer.Exit(conduct_hazard(wanted, machinery.probes()))


def report(found: Found) -> Table:
    """Percentiles of the lag, and how much was done meanwhile."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("lag of the loop")
    for name in ("p50", "p95", "p99", "max", "beats", "tasks done"):
        table.add_column(name, justify="right", no_wrap=True)
    for part, result in found:
        lag = result.figures["lag_ms"]
        table.add_row(
            part.title,
            *(milliseconds(lag[name]) for name in ("p50", "p95", "p99", "max")),
            f"{result.figures['beats']:,}",
            f"{result.figures['tasks']:,}",
        )
    return table


def _line(figures: Mapping[str, Any]) -> str:
    latest = max((lag for _due, lag in figures["beats"]), default=None)
    return f"lag {milliseconds(latest)}, {figures['tasks']:,} tasks done"
