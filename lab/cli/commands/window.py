"""``hebra window``: what it is asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lab.cli.exits import FAILED
from lab.cli.window import NO_DISPLAY, has_display, open_window


def add(app: typer.Typer) -> None:
    """Give ``app`` the command."""

    @app.command()
    def window(
        files: Annotated[
            list[Path] | None,
            typer.Argument(
                metavar="FILE",
                help="An experiment or a comparison (.hebra, .toml), or a result of one.",
            ),
        ] = None,
        new_window: Annotated[
            bool,
            typer.Option("--new-window", help="Open another window, also where one is open."),
        ] = False,
    ) -> None:
        """Open the window; where one is open already, show the FILE there.

        `hebra` alone does the same without a file.
        """
        if not has_display():
            print(f"hebra: {NO_DISPLAY}", file=sys.stderr)
            raise typer.Exit(FAILED)
        raise typer.Exit(open_window(files or [], new=new_window))
