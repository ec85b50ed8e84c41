"""``hebra verdicts``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

# ruff: noqa: UP045 - typer reads the annotations at run time

_ONLY = (
    "Measure these claims only, by their ids with commas between; --list names them. "
    "May be repeated."
)

_KEPT = """The latest verdict of each claim is kept, also for the window's Verdicts page; those of
another Python (--python) are not. The exit code is 0 whatever the verdicts are: a claim that is
refuted, or cannot be told here, is a result as good as any."""


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command(epilog=_KEPT)
    def verdicts(
        only: Annotated[Optional[list[str]], typer.Option(help=_ONLY, metavar="ID,…")] = None,
        listed: Annotated[
            bool,
            typer.Option("--list", help="List the claims with their last verdict, and leave."),
        ] = False,
        python: flags.Python = None,
        json: flags.Json = None,
        csv: Annotated[
            Optional[Path],
            typer.Option(help="Write a row a claim as CSV.", rich_help_panel=flags.RESULT),
        ] = None,
        report: flags.Report = None,
        no_history: flags.NoHistory = False,
    ) -> None:
        """Measure the course's claims on this machine, each with a verdict.

        All of them take about five minutes on an idle machine; Ctrl+C keeps what was found.
        """
        from rich.console import Console

        from lab.cli import verdicts as judging

        claims = judging.chosen(only or ())
        if listed:
            judging.list_claims(claims, Console(highlight=False, markup=False))
            raise typer.Exit
        manner = judging.Manner(
            outputs=judging.VerdictOutputs(csv=csv, json=json, report=report),
            python=python,
            keep=not no_history and python is None,
        )
        complain = Console(stderr=True)
        raise typer.Exit(judging.carry_out(claims, manner, machinery.laboratories, complain))
