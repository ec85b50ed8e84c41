"""``hebra run``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import RUN
from lab.cli.machinery import Machinery
from lab.cli.task_flag import AT_FORM
from lab.spec import SECONDS_SPAN, TASKS_SPAN

# ruff: noqa: UP045 - typer reads the annotations at run time

File = Annotated[
    Optional[Path],
    typer.Option(
        help="An experiment file (TOML), or an earlier result to run again.",
        rich_help_panel=flags.WHAT,
    ),
]
Seconds = Annotated[
    Optional[float],
    typer.Option(
        help=f"Run flat out for so long, {SECONDS_SPAN[0]:g} to {SECONDS_SPAN[1]:,g} s. "
        "Default: 10 s.",
        metavar="S",
        rich_help_panel=flags.WHAT,
    ),
]
NumberOfTasks = Annotated[
    Optional[float],
    typer.Option(
        help=f"Carry out so many tasks, each exactly once, {TASKS_SPAN[0]} to {TASKS_SPAN[1]:,}.",
        metavar="N",
        rich_help_panel=flags.WHAT,
    ),
]
At = Annotated[
    Optional[list[str]],
    typer.Option(
        help=f"Change a setting while the run goes on: {AT_FORM}. May be repeated.",
        metavar="S:SETTING=VALUE",
        rich_help_panel=flags.WHAT,
    ),
]


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    @RUN.flags
    def run(
        file: File = None,
        preset: flags.Preset = None,
        approach: flags.ApproachName = None,
        task: flags.Tasks = None,
        seconds: Seconds = None,
        tasks: NumberOfTasks = None,
        at: At = None,
        python: flags.Python = None,
        csv: Annotated[
            Optional[Path],
            typer.Option(help="Write the result's course as CSV.", rich_help_panel=flags.RESULT),
        ] = None,
        chart: flags.Chart = None,
        report: flags.Report = None,
        json: flags.Json = None,
        parquet: flags.Parquet = None,
        trace: Annotated[
            Optional[Path],
            typer.Option(
                help="Write what each lane did as a trace (.json) for Perfetto or Chrome.",
                rich_help_panel=flags.RESULT,
            ),
        ] = None,
        dpi: flags.Dpi = 200,
        dark: flags.Dark = False,
        no_history: flags.NoHistory = False,
        **given: Any,
    ) -> None:
        """Carry out one experiment and print the result.

        A flag wins over the file, and the file over the defaults.
        """
        from rich.console import Console

        from lab.cli.outputs import RunOutputs
        from lab.cli.request import Request, experiment_of
        from lab.cli.run import carry_out

        request = Request(
            file=file,
            preset=preset,
            approach=approach,
            tasks_of_mix=tuple(task or ()),
            seconds=seconds,
            tasks=tasks,
            changes=tuple(at or ()),
            python=python,
            declared=given,
        )
        outputs = RunOutputs(
            csv=csv,
            chart=chart,
            json=json,
            parquet=parquet,
            report=report,
            trace=trace,
            dpi=dpi,
            dark=dark,
        )
        experiment, complain = experiment_of(request), Console(stderr=True)
        code = carry_out(experiment, outputs, machinery.sessions(), complain, keep=not no_history)
        raise typer.Exit(code)
