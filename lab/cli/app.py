"""The command ``hebra``: everything the window does, without a window.

What a command needs is imported when it is carried out, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from lab import __version__
from lab.errors import HebraError

from .commands import (
    break_even,
    choose,
    code,
    compare,
    costs,
    doctor,
    noise,
    run,
    sweep,
    verdicts,
    window,
)
from .exits import FAILED, FINE
from .hazard import build as hazard
from .history import app as history
from .lesson import lesson_app
from .machinery import Machinery, laboratory, probe_maker, session_factory, session_maker
from .window import NO_DISPLAY, has_display, open_window

_HELP = """Run, steer, measure and compare concurrent Python: threads, processes and coroutines.

Without a command the window opens, where there is a display."""


def build(machinery: Machinery) -> typer.Typer:
    """The command line; ``machinery`` measures (tests give what makes figures up)."""
    app = typer.Typer(
        name="hebra",
        help=_HELP,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def hebra(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and leave.")
        ] = False,
    ) -> None:
        if version:
            print(f"hebra {__version__}")
            raise typer.Exit(FINE)
        if context.invoked_subcommand is None:
            if not has_display():
                print(context.get_help())
                print(NO_DISPLAY)
                raise typer.Exit(FINE)
            raise typer.Exit(open_window())

    for command in (run, compare, sweep, break_even, costs, noise, doctor, verdicts, choose):
        command.add(app, machinery)
    code.add(app)
    window.add(app)
    app.add_typer(hazard(machinery))
    app.add_typer(history)
    app.add_typer(lesson_app(machinery))
    return app


def main() -> None:
    """Run the command line; what the user can mend is one message, not a traceback."""
    try:
        machinery = Machinery(
            sessions=session_factory,
            makers=session_maker,
            probes=probe_maker,
            laboratories=laboratory,
        )
        try:
            build(machinery)()
        finally:
            # A reader that has left is noticed when the rest is written: now, not behind our back.
            sys.stdout.flush()
    except HebraError as error:
        from rich.console import Console

        from .output import tell

        tell(Console(stderr=True), error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has left (`| head`); flushing it again at exit would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
