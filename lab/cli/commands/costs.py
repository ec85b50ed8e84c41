"""``hebra costs``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

# typer reads these at run time, and `Path | None` is more than it knows on every version.
# ruff: noqa: UP045


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def costs(
        section: Annotated[
            str,
            typer.Argument(
                metavar="start|messages|switch|connections|all", help="What is measured."
            ),
        ] = "all",
        quick: Annotated[
            bool,
            typer.Option("--quick", help="Fewer repeats and sizes.", rich_help_panel=flags.WHAT),
        ] = False,
        seed: Annotated[
            Optional[int],
            typer.Option(
                help="Of the random order.", min=0, metavar="N", rich_help_panel=flags.WHAT
            ),
        ] = None,
        python: flags.Python = None,
        csv: Annotated[
            Optional[Path],
            typer.Option(help="Write the figures as CSV.", rich_help_panel=flags.RESULT),
        ] = None,
        table: Annotated[
            str,
            typer.Option(
                help="What the CSV holds: medians with intervals, or every measurement.",
                metavar="figures|samples",
                rich_help_panel=flags.RESULT,
            ),
        ] = "figures",
        json: flags.Json = None,
        chart: flags.Chart = None,
        dpi: flags.Dpi = 200,
        dark: flags.Dark = False,
        no_history: flags.NoHistory = False,
    ) -> None:
        """Measure what a thread, a process, a coroutine costs; a message, a switch, a connection.

        For example: hebra costs start --quick
        """
        from rich.console import Console

        from lab.cli.costs import CostOutputs, carry_out

        outputs = CostOutputs(csv=csv, table=table, json=json, chart=chart, dpi=dpi, dark=dark)
        raise typer.Exit(
            carry_out(
                section,
                outputs,
                machinery.probes(),
                Console(stderr=True),
                quick=quick,
                seed=seed,
                python=python,
                keep=not no_history,
            )
        )
