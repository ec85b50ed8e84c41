"""``hebra doctor`` and ``hebra tasks``: what they are asked."""

from __future__ import annotations

from typing import Annotated

import typer

from lab.cli.machinery import Machinery

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the commands."""

    @app.command()
    def tasks(json: AsJson = False) -> None:
        """List the kinds of task with their sizes, units and spans."""
        from rich.console import Console

        from lab.cli import tasks as listing

        if json:
            print(listing.as_json())
        else:
            listing.show(Console(highlight=False))

    @app.command()
    def doctor(
        json: AsJson = False,
        installation: Annotated[
            bool, typer.Option("--installation", help="Look at the installation only: a second.")
        ] = False,
    ) -> None:
        """Look at the installation, then measure what is known for certain on any machine.

        Takes about half a minute; on a machine that is busy with other things, figures fail.
        """
        from lab.cli.doctor import examine
        from lab.experiments.truths import TRUTHS

        truths = () if installation else TRUTHS
        raise typer.Exit(examine(machinery.sessions(), as_json=json, truths=truths))
