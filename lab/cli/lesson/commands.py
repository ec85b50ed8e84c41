"""``hebra lesson …``: what the commands are asked. What they do is imported when they do it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lab.cli.machinery import Machinery

# typer reads the annotations at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

Language = Annotated[
    str, typer.Option("--language", help="en or es.", metavar="LANGUAGE", show_default=True)
]


def lesson_app(machinery: Machinery) -> typer.Typer:
    """The commands; ``machinery`` carries a lesson's experiment out."""
    app = typer.Typer(
        name="lesson",
        help="List and do the guided lessons; check lessons of one's own.",
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.command("list")
    def list_(language: Language = "en") -> None:
        """List the lessons that come with Hebra."""
        from .listing import show_lessons

        show_lessons(language)

    @app.command()
    def check(
        files: Annotated[
            list[Path],
            typer.Argument(help="Lessons to check.", metavar="FILE…", show_default=False),
        ],
    ) -> None:
        """Check lessons: what is wrong is named with file, line, key and value.

        Exit code 0 when all are fine, 2 when one is not.
        """
        from .checking import check_files

        raise typer.Exit(check_files(files))

    @app.command()
    def run(
        lesson: Annotated[
            str,
            typer.Argument(
                help="Its name or number in the list, or a file of one's own.",
                metavar="LESSON",
                show_default=False,
            ),
        ],
        guess: Annotated[
            Optional[float],
            typer.Option(help="What you guess, in the unit asked for.", metavar="FIGURE"),
        ] = None,
        language: Language = "en",
    ) -> None:
        """Do a lesson: read, guess, run, compare, think."""
        from .doing import do_lesson

        raise typer.Exit(do_lesson(lesson, guess, language, machinery))

    return app
