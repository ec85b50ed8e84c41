"""``hebra compare``: what it is asked."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import STUDY
from lab.cli.machinery import Machinery

from .study_flags import ASKED, EXPECTATIONS, WANTED, carry_out, request_of


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command(epilog=EXPECTATIONS)
    @WANTED.flags
    @STUDY.flags
    @ASKED.flags
    def compare(
        most_lanes: Annotated[
            Optional[int],  # noqa: UP045 - typer reads it at run time
            typer.Option(
                help="Without --candidate: the usual approaches and shapes, up to so many lanes. "
                "Default: 16.",
                metavar="N",
                min=2,
                max=1000,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        **given: Any,
    ) -> None:
        """Do the same work under every approach; say which is best, and how sure that is.

        Blocks of all candidates in random order, medians with 95 % intervals, a recommendation.
        """
        from lab.cli.study_request import comparison_of

        carry_out(comparison_of(request_of(given, most_lanes=most_lanes)), given, machinery)
