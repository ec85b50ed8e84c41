"""``hebra break-even``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import STUDY
from lab.cli.machinery import Machinery


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command(name="break-even")
    @STUDY.flags
    def break_even(
        first: Annotated[
            str, typer.Argument(help="The candidate to begin with, for example sequential.")
        ],
        second: Annotated[
            str, typer.Argument(help="The one that is to pay, for example processes:2.")
        ],
        vary: Annotated[
            str,
            typer.Option(
                help="The task's size and its span, for example python-cpu.ms=0.01..100.",
                metavar="SETTING=LOW..HIGH",
                rich_help_panel=flags.WHAT,
            ),
        ] = "python-cpu.ms=0.01..100",
        file: flags.StudyFile = None,
        preset: flags.Preset = None,
        task: flags.Tasks = None,
        python: flags.Python = None,
        json: Annotated[
            Optional[str],  # noqa: UP045 - typer reads it at run time
            typer.Option(
                help="Write the answer as JSON; - is standard output, and nothing else is.",
                metavar="PATH|-",
                rich_help_panel=flags.RESULT,
            ),
        ] = None,
        **given: Any,
    ) -> None:
        """Find the task size from which one candidate is faster than another.

        For example: hebra break-even sequential processes:2 --vary python-cpu.ms=0.01..10
        """
        from rich.console import Console

        from lab.cli.break_even import Answer, carry_out
        from lab.cli.study_request import StudyRequest, question_of

        request = StudyRequest(
            file=file,
            preset=preset,
            tasks_of_mix=tuple(task or ()),
            candidates=(first, second),
            vary=(vary,),
            python=python,
            declared=given,
        )
        answer = Answer(Path(json) if json not in (None, "-") else None, json == "-")
        question = question_of(request)
        raise typer.Exit(carry_out(question, answer, machinery.makers(), Console(stderr=True)))
