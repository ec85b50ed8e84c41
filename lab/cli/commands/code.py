"""``hebra code``: what it is asked."""

from __future__ import annotations

from typing import Any

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import RUN

from .run import File, NumberOfTasks, Seconds


def add(app: typer.Typer) -> None:
    """Give ``app`` the command."""

    @app.command()
    @RUN.flags
    def code(
        file: File = None,
        preset: flags.Preset = None,
        approach: flags.ApproachName = None,
        task: flags.Tasks = None,
        seconds: Seconds = None,
        tasks: NumberOfTasks = None,
        **given: Any,
    ) -> None:
        """Print a short program that does an experiment with the plain standard library.

        For example: hebra code --approach processes --processes 4 --task python-cpu:ms=20 > work.py
        """
        from lab.advice.code import program
        from lab.cli.request import Request, experiment_of

        request = Request(
            file=file,
            preset=preset,
            approach=approach,
            tasks_of_mix=tuple(task or ()),
            seconds=seconds,
            tasks=tasks,
            declared=given,
        )
        print(program(experiment_of(request)), end="")
