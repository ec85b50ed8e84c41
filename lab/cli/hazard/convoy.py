"""``hebra hazard convoy``: how long a request waits for the GIL beside a thread that computes."""

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
    "nothing": "Beside nothing",
    "thread": "Beside a computing thread",
    "process": "Beside a computing process",
}
"""What computes beside the server."""


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def convoy(
        beside: Annotated[
            Optional[str],
            typer.Option(
                help="What computes beside the server. Default: one after the other.",
                metavar="|".join(TITLES),
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        switch_interval: Annotated[
            Optional[list[float]],
            typer.Option(
                help="How often the interpreter makes a thread let go of the GIL, in ms. May be "
                "repeated; default: 5.",
                min=0.05,
                max=100.0,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        seconds: Annotated[
            float,
            typer.Option(
                help="How long each is watched.", min=0.1, max=600.0, rich_help_panel=flags.WHAT
            ),
        ] = 3.0,
        json: flags.Json = None,
    ) -> None:
        """Let an echo server answer beside a thread that computes, and see how long it takes.

        A process that computes has a GIL of its own, so the server does not wait for it.
        """
        from .conducting import Part, Wanted, conduct_hazard

        check_word("--beside", beside, TITLES)
        intervals = switch_interval or [5.0]
        parts = []
        for place in [beside] if beside else TITLES:
            for interval in intervals:
                order: dict[str, Any] = {"busy": place != "nothing"}
                if order["busy"]:
                    order["busy_in"] = place
                order |= {"switch_interval_ms": interval, "seconds": seconds}
                parts.append(Part(title=TITLES[place], probe="convoy", order=order))
        wanted = Wanted(hazard="convoy", parts=parts, json=json, line=_line, report=report)
        raise typer.Exit(conduct_hazard(wanted, machinery.probes()))


def report(found: Found) -> Table:
    """Requests a second, their latency, and the pace of what computed meanwhile."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("an echo server")
    for name in ("switch interval", "requests/s", "latency p50", "p95", "p99", "million turns/s"):
        table.add_column(name, justify="right", no_wrap=True)
    for part, result in found:
        figures = result.figures
        computed = figures["computed_per_s"]
        table.add_row(
            part.title,
            f"{part.order['switch_interval_ms']:g} ms",
            f"{figures['requests_per_s']:,.0f}",
            *(milliseconds(figures["latency_ms"][name]) for name in ("p50", "p95", "p99")),
            "–" if computed is None else f"{computed / 1e6:,.1f}",
        )
    return table


def _line(figures: Mapping[str, Any]) -> str:
    latency = milliseconds(figures["latency_ms"]["p50"])
    return f"{figures['requests_per_s']:,.0f} requests/s, {latency} each"
