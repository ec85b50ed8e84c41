"""``hebra sweep``: what it is asked."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.candidate_flag import VARY_FORM
from lab.cli.flags import STUDY
from lab.cli.machinery import Machinery

from .study_flags import ASKED, EXPECTATIONS, WANTED, carry_out, request_of


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command(epilog=EXPECTATIONS)
    @WANTED.flags
    @STUDY.flags
    @ASKED.flags
    def sweep(
        vary: Annotated[
            Optional[list[str]],  # noqa: UP045 - typer reads it at run time
            typer.Option(
                help=f"A setting and the values it takes: {VARY_FORM}. Once or twice.",
                metavar="SETTING=VALUES",
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        **given: Any,
    ) -> None:
        """Vary one setting or two - workers, the mix, a task's size - and show how it goes.

        For example: hebra sweep --vary threads=1,2,4,8 --task wait:ms=20
        """
        from lab.cli.study_request import sweep_of

        carry_out(sweep_of(request_of(given, vary=tuple(vary or ()))), given, machinery)
