"""``hebra noise``: what it is asked."""

from __future__ import annotations

import typer

from lab.cli.machinery import Machinery

from .doctor import AsJson


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def noise(json: AsJson = False) -> None:
        """Measure how far apart equal candidates come out here: the noise floor.

        Takes about half a minute. What is found is used by comparisons for some hours.
        """
        from rich.console import Console

        from lab.cli.noise import show

        raise typer.Exit(show(machinery.makers(), Console(stderr=True), as_json=json))
