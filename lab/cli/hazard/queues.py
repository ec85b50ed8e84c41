"""``hebra hazard queues``: a queue with and without a bound between fast and slow threads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

from .words import milliseconds

if TYPE_CHECKING:
    from rich.console import Group

    from .conducting import Found

# typer reads these at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

_USUAL = (0, 10)
"""Bounds; 0 is none."""


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def queues(
        bound: Annotated[
            Optional[list[int]],
            typer.Option(
                help="Items that the queue takes; 0 is no bound. May be repeated; default: 0, "
                "then 10.",
                metavar="N",
                min=0,
                max=1_000_000,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        producers: Annotated[
            int, typer.Option(metavar="N", min=1, max=64, rich_help_panel=flags.WHAT)
        ] = 2,
        consumers: Annotated[
            int, typer.Option(metavar="N", min=1, max=64, rich_help_panel=flags.WHAT)
        ] = 1,
        produce_ms: Annotated[
            float,
            typer.Option(
                help="What a producer waits for an item to put.",
                min=0.0,
                max=10_000.0,
                rich_help_panel=flags.WHAT,
            ),
        ] = 2.0,
        consume_ms: Annotated[
            float,
            typer.Option(
                help="How long a consumer is at work on an item.",
                min=0.0,
                max=10_000.0,
                rich_help_panel=flags.WHAT,
            ),
        ] = 5.0,
        item_kib: Annotated[
            int,
            typer.Option(
                help="Size of an item, in KiB.", min=1, max=16_384, rich_help_panel=flags.WHAT
            ),
        ] = 64,
        limit_mib: Annotated[
            float,
            typer.Option(
                help="Memory that the items may take, in MiB; there it ends. Never more than a "
                "quarter of what is free.",
                min=1.0,
                max=256.0,
                rich_help_panel=flags.WHAT,
            ),
        ] = 256.0,
        seconds: Annotated[
            float,
            typer.Option(
                help="How long each is watched.", min=0.1, max=600.0, rich_help_panel=flags.WHAT
            ),
        ] = 5.0,
        json: flags.Json = None,
    ) -> None:
        """Put a queue between producers and slower consumers, and see it grow, or held by a bound.

        What grows is memory, and the age of an item when a consumer gets to it.
        """
        from .conducting import Part, Wanted, conduct_hazard

        order = {
            "producers": producers,
            "consumers": consumers,
            "produce_ms": produce_ms,
            "consume_ms": consume_ms,
            "item_kib": item_kib,
            "limit_mib": limit_mib,
            "seconds": seconds,
        }
        wanted = Wanted(
            hazard="queues",
            parts=[
                Part(title=_title(most), probe="back_pressure", order={"bound": most, **order})
                for most in (bound or _USUAL)
            ],
            json=json,
            line=_line,
            report=report,
        )
        raise typer.Exit(conduct_hazard(wanted, machinery.probes()))


def report(found: Found) -> Group:
    """How long the queue became, what it took, how old items were; and where it had to end."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("a queue")
    for name in ("longest", "memory", "age p50", "age p99", "produced", "consumed", "took"):
        table.add_column(name, justify="right", no_wrap=True)
    ended = []
    for part, result in found:
        figures = result.figures
        table.add_row(
            part.title,
            f"{figures['longest_queue']:,}",
            f"{figures['memory_mib']:,.1f} MiB",
            *(milliseconds(figures["latency_ms"][name]) for name in ("p50", "p99")),
            f"{figures['produced']:,}",
            f"{figures['consumed']:,}",
            f"{figures['seconds']:.1f} s",
        )
        if figures["limit_reached_s"] is not None:
            words = (
                f"{part.title}: ended after {figures['limit_reached_s']:.1f} s, because its items "
                f"took the {figures['limit_mib']:,.0f} MiB that they may."
            )
            ended.append(Text(words))
    return Group(table, *ended)


def _title(bound: int) -> str:
    return f"At most {bound:,} items" if bound else "Without a bound"


def _line(figures: Mapping[str, Any]) -> str:
    age = milliseconds(figures["age_ms"])
    return f"{figures['length']:,} items, {figures['memory_mib']:,.0f} MiB, the last one {age} old"
