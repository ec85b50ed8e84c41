"""``hebra code``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import RUN

from .run import File, NumberOfTasks, Seconds

# typer reads these at run time, and `Path | None` is more than it knows on every version.
# ruff: noqa: UP045

Into = Annotated[
    Optional[Path],
    typer.Option(
        help="Write one program of each approach into this folder instead; all of them do the "
        "same tasks and print the same result.",
        metavar="FOLDER",
        rich_help_panel=flags.RESULT,
    ),
]


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
        each_into: Into = None,
        **given: Any,
    ) -> None:
        """Print a short program that does an experiment with the plain standard library.

        A task that is about a library uses it, and the program says so at its top.

        For example: hebra code --approach processes --processes 4 --task python-cpu:ms=20 > work.py
        or: hebra code --preset scrape-pages --each-into programs
        """
        from lab.advice.code import program, programs
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
        experiment = experiment_of(request)
        if each_into is None:
            print(program(experiment), end="")
        else:
            write_each(programs(experiment), each_into)


def write_each(made: dict[str, str], folder: Path) -> None:
    """Write the programs as ``threads.py`` and so on, and say where. Raises InputError."""
    from lab.errors import InputError
    from lab.records.atomic import write_atomically
    from lab.spec.words import why

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for approach, text in made.items():
            write_atomically(folder / f"{approach}.py", text.encode())
            print(f"Written: {folder / approach}.py")
    except OSError as error:
        what = f"the programs were not written: {why(error)}"
        raise InputError(what, where="--each-into", todo="Name another folder.") from error
