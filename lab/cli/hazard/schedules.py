"""``hebra hazard schedules``: every order of the steps of a small race, counted and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.commands.doctor import AsJson
from lab.cli.machinery import Machinery

if TYPE_CHECKING:
    from lab.schedules import Program

# typer reads these at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045
_NAMES = "ABC"


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""
    del machinery  # nothing is measured

    @app.command()
    def schedules(
        threads: Annotated[
            int, typer.Option(metavar="N", min=1, max=3, rich_help_panel=flags.WHAT)
        ] = 2,
        increments: Annotated[
            int,
            typer.Option(
                help="Of each thread.", metavar="N", min=1, max=3, rich_help_panel=flags.WHAT
            ),
        ] = 1,
        guard: Annotated[
            str, typer.Option(metavar="none|lock", rich_help_panel=flags.WHAT)
        ] = "none",
        number: Annotated[
            Optional[int],
            typer.Option(
                help="Show the steps of one schedule, counted from 1.",
                metavar="N",
                min=1,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        json: AsJson = False,
    ) -> None:
        """Count every order in which threads can read, add and write, and those that lose.

        Nothing is run: it is the small program behind a race, taken to pieces.
        """
        from lab.errors import InputError
        from lab.records.complaint import did_you_mean
        from lab.schedules import Program

        if guard not in ("none", "lock"):
            todo = did_you_mean(guard, ("none", "lock"))
            raise InputError(f"{guard!r} is not possible here", where="--guard", todo=todo)
        if (threads, increments) == (3, 3):
            raise InputError(
                "3 threads with 3 increments each have too many schedules",
                where="--increments",
                todo="Take 2.",
            )
        _show(Program(threads, increments, guard == "lock"), number, as_json=json)


def _show(program: Program, number: int | None, *, as_json: bool) -> None:
    import json

    from rich.console import Console
    from rich.table import Table

    from lab.cli.output import write
    from lab.schedules import outcomes

    ends = outcomes(program)
    found: dict[str, Any] = {
        "threads": program.threads,
        "increments": program.increments,
        "lock": program.lock,
        "schedules": ends.schedules,
        "losing": ends.losing,
        "ends": {str(counter): ways for counter, ways in ends.by_counter.items()},
    }
    steps = _steps(program, number) if number is not None else []
    if as_json:
        print(json.dumps({**found, "steps": steps} if steps else found, indent=2))
        return
    console = Console(highlight=False)
    write(f"{ends.schedules:,} schedules, {ends.losing:,} of them lose an update", console)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in ("counter ends at", "schedules", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    for counter, ways in ends.by_counter.items():
        table.add_row(str(counter), f"{ways:,}", f"{ways / ends.schedules:.2%}")
    write(table, console)
    if steps:
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
        for name in ("thread", "step", "value", "counter", "erased"):
            table.add_column(name, justify="right" if name != "step" else "left")
        for step in steps:
            table.add_row(*("" if value is None else str(value) for value in step.values()))
        write(table, console)


def _steps(program: Program, number: int) -> list[dict[str, Any]]:
    """The steps of a schedule; InputError when there are not so many."""
    from lab.errors import InputError
    from lab.schedules import chosen, outcomes, replay

    try:
        schedule = chosen(program, number - 1)
    except IndexError:
        there = outcomes(program).schedules
        raise InputError(
            f"there is no schedule {number:,}", where="--number", todo=f"There are {there:,}."
        ) from None
    _, taken = replay(program, schedule)
    return [
        {
            "thread": _NAMES[what.thread],
            "step": what.step,
            "value": what.value,
            "counter": what.counter,
            "erased": what.erased or None,
        }
        for what in taken
    ]
