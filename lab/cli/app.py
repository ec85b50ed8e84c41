"""The command ``hebra``: everything the window does, without a window.

What a command needs is imported when it is carried out, so that ``--help`` answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from rich.console import Console

from lab import __version__
from lab.errors import HebraError
from lab.spec import APPROACHES, SECONDS_SPAN, TASKS_SPAN, Experiment

from .exits import FAILED, FINE
from .flags import with_declared_flags
from .task_flag import AT_FORM, TASK_FORM

if TYPE_CHECKING:
    from .conduct import Run, SessionFactory

_HELP = """Run, steer and measure concurrent Python: threads, processes and coroutines.

Without a command the window opens, where there is a display."""
_RESULT, _WHAT = "Result", "What is run"


def session_factory() -> SessionFactory:
    """The real thing: a session that starts an engine."""
    from lab.session import Session

    def make(experiment: Experiment) -> Run:
        return Session(experiment)

    return make


def build(factory: Callable[[], SessionFactory]) -> typer.Typer:
    """The command line; ``factory`` gives what makes sessions (tests give made-up ones)."""
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
            raise typer.Exit(_open_window(context))

    @app.command()
    @with_declared_flags
    def run(
        file: Annotated[
            Optional[Path],  # noqa: UP045 - typer reads it at run time
            typer.Option(
                help="An experiment file (TOML), or the CSV of an earlier result to run again.",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        preset: Annotated[
            Optional[str],  # noqa: UP045
            typer.Option(
                help="Start from an experiment that comes with Hebra.",
                metavar="NAME",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        approach: Annotated[
            Optional[str],  # noqa: UP045
            typer.Option(
                help="How the tasks are carried out.",
                metavar="|".join(APPROACHES),
                rich_help_panel=_WHAT,
            ),
        ] = None,
        task: Annotated[
            Optional[list[str]],  # noqa: UP045
            typer.Option(
                help=f"A task of the mix: {TASK_FORM}. May be repeated; `hebra tasks` lists them.",
                metavar="KIND[:key=value,…]",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        seconds: Annotated[
            Optional[float],  # noqa: UP045
            typer.Option(
                help=f"Run flat out for so long, {SECONDS_SPAN[0]:g} to {SECONDS_SPAN[1]:,g} s. "
                "Default: 10 s.",
                metavar="S",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        tasks: Annotated[
            Optional[float],  # noqa: UP045
            typer.Option(
                help="Carry out so many tasks, each exactly once, "
                f"{TASKS_SPAN[0]} to {TASKS_SPAN[1]:,}.",
                metavar="N",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        at: Annotated[
            Optional[list[str]],  # noqa: UP045
            typer.Option(
                help=f"Change a setting while the run goes on: {AT_FORM}. May be repeated.",
                metavar="S:SETTING=VALUE",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        python: Annotated[
            Optional[str],  # noqa: UP045
            typer.Option(
                help="The interpreter that carries out the tasks, CPython 3.10 or newer.",
                metavar="PATH",
                rich_help_panel=_WHAT,
            ),
        ] = None,
        csv: Annotated[
            Optional[Path],  # noqa: UP045
            typer.Option(help="Write the result's course as CSV.", rich_help_panel=_RESULT),
        ] = None,
        chart: Annotated[
            Optional[Path],  # noqa: UP045
            typer.Option(help="Draw the result: .png, .svg or .pdf.", rich_help_panel=_RESULT),
        ] = None,
        json: Annotated[
            Optional[str],  # noqa: UP045
            typer.Option(
                help="Write the result as JSON; - is standard output, and nothing else is.",
                metavar="PATH|-",
                rich_help_panel=_RESULT,
            ),
        ] = None,
        dpi: Annotated[
            int,
            typer.Option(
                help="Dots an inch of a .png chart.", min=30, max=1200, rich_help_panel=_RESULT
            ),
        ] = 200,
        dark: Annotated[
            bool, typer.Option("--dark", help="Draw the chart dark.", rich_help_panel=_RESULT)
        ] = False,
        **declared: Any,
    ) -> None:
        """Carry out one experiment and print the result.

        A flag wins over the file, and the file over the defaults.
        """
        from .request import Request, experiment_of
        from .run import Outputs, carry_out

        request = Request(
            file=file,
            preset=preset,
            approach=approach,
            tasks_of_mix=tuple(task or ()),
            seconds=seconds,
            tasks=tasks,
            changes=tuple(at or ()),
            python=python,
            declared=declared,
        )
        outputs = Outputs(csv=csv, chart=chart, json=json, dpi=dpi, dark=dark)
        complain = Console(stderr=True)
        raise typer.Exit(carry_out(experiment_of(request), outputs, factory(), complain))

    @app.command()
    def tasks(
        json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    ) -> None:
        """List the kinds of task with their sizes, units and spans."""
        from . import tasks as listing

        if json:
            print(listing.as_json())
        else:
            listing.show(Console(highlight=False))

    @app.command()
    def doctor(
        json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    ) -> None:
        """Measure on this machine what is known for certain, and say whether it comes out.

        Takes about half a minute; on a machine that is busy with other things, figures fail.
        """
        from .doctor import examine

        raise typer.Exit(examine(factory(), as_json=json))

    return app


def main() -> None:
    """Run the command line; what the user can mend is one message, not a traceback."""
    try:
        build(session_factory)()
    except HebraError as error:
        from .output import tell

        tell(Console(stderr=True), error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has left (`| head`); flushing it again at exit would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def _open_window(context: typer.Context) -> int:
    if not has_display():
        print(context.get_help())
        print("There is no display here, so there is no window. `hebra run` works without one.")
        return FINE
    # By name: the laboratory never imports the window, it only starts it for the person.
    window = importlib.import_module("ui.app")
    return int(window.main() or FINE)


def has_display() -> bool:
    """Whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
