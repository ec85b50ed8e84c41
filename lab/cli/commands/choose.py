"""``hebra choose``: what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery
from lab.verdicts.questions import CORES, DATA, MANY, QUESTIONS, STYLE, WORK, Question

# ruff: noqa: UP045 - typer reads the annotations at run time

ANSWERS = "Answers"
_ASKED = {question.key: question for question in QUESTIONS}


def _option(question: Question) -> object:
    keys = [option.key for option in question.options]
    told = "; ".join(f"{option.key}: {option.note}" for option in question.options)
    return typer.Option(
        help=f"{question.text} {told}.",
        metavar="|".join(keys),
        rich_help_panel=ANSWERS,
    )


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def choose(
        work: Annotated[Optional[str], _option(_ASKED[WORK])] = None,
        many: Annotated[Optional[str], _option(_ASKED[MANY])] = None,
        data: Annotated[Optional[str], _option(_ASKED[DATA])] = None,
        cores: Annotated[Optional[str], _option(_ASKED[CORES])] = None,
        style: Annotated[Optional[str], _option(_ASKED[STYLE])] = None,
        measure: Annotated[
            bool,
            typer.Option("--measure", help="Measure it: a short comparison on work like that."),
        ] = False,
        save: Annotated[
            Optional[Path],
            typer.Option(
                help="Write that comparison as TOML, for `hebra compare`.",
                rich_help_panel=flags.RESULT,
            ),
        ] = None,
        python: flags.Python = None,
        no_history: flags.NoHistory = False,
    ) -> None:
        """Say which approach suits a program, and why; with --measure, whether that holds here.

        What is not answered by a flag is asked on a terminal.
        """
        from rich.console import Console

        from lab.cli import choosing

        given = {WORK: work, MANY: many, DATA: data, CORES: cores, STYLE: style}
        answers = choosing.answered(
            {key: answer for key, answer in given.items() if answer is not None}
        )
        wish = choosing.Wish(answers=answers, measure=measure, save=save, python=python)
        make = machinery.makers() if measure else None
        complain = Console(stderr=True)
        raise typer.Exit(choosing.carry_out(wish, make, complain, keep=not no_history))
