"""``hebra hazard deadlock``: who waits for whom, how soon it is found, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.machinery import Machinery

if TYPE_CHECKING:
    from rich.text import Text

    from .conducting import Found, Part

# typer reads these at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

SCENARIOS = {
    "locks": "Two threads and two locks",
    "philosophers": "Philosophers at a table",
    "pipe": "A parent, a child and two pipes",
    "circle": "Tasks that await each other",
}
CURES = {
    "none": "broken",
    "order": "ordered",
    "timeout": "with a timeout",
    "one-lock": "with one lock",
    "reader": "with a reader thread",
}
_SEEN_BY = {
    "locks": "seen by the locks' holders and waiters",
    "tasks": "seen by what each task awaits",
    "syscall": "seen by the system call each process is blocked in",
    "stage": "seen by what each process said before its call",
}


def add(app: typer.Typer, machinery: Machinery) -> None:
    """Give ``app`` the command."""

    @app.command()
    def deadlock(
        scenario: Annotated[
            str,
            typer.Option(
                help="Who waits for whom.",
                metavar="|".join(SCENARIOS),
                rich_help_panel=flags.WHAT,
            ),
        ] = "locks",
        cure: Annotated[
            Optional[str],
            typer.Option(
                help="What mends it. Default: broken, then each cure there is.",
                metavar="|".join(CURES),
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        workers: Annotated[
            Optional[int],
            typer.Option(
                help="How many philosophers or tasks.",
                metavar="N",
                min=2,
                max=12,
                rich_help_panel=flags.WHAT,
            ),
        ] = None,
        json: flags.Json = None,
    ) -> None:
        """Let threads, processes or tasks wait for each other, find it out, and mend it."""
        from .conducting import Part, Wanted, conduct_hazard

        cures = _checked(scenario, cure, workers)
        order: dict[str, Any] = {"scenario": scenario}
        if workers is not None:
            order["workers"] = workers
        wanted = Wanted(
            hazard="deadlock",
            parts=[
                Part(
                    title=f"{SCENARIOS[scenario]}, {CURES[one]}",
                    probe="deadlock",
                    order={**order, "cure": one},
                )
                for one in cures
            ],
            json=json,
            line=_line,
            report=report,
        )
        raise typer.Exit(conduct_hazard(wanted, machinery.probes()))


def report(found: Found) -> Text:
    """Who waits for whom, how soon it was found and the stuck lines, or how long it took."""
    from rich.text import Text

    told = Text()
    for part, result in found:
        told.append(f"{part.title}: ", style="bold")
        for line in _lines(part, result.figures):
            told.append(f"{line}\n")
    told.rstrip()
    return told


def _lines(part: Part, figures: Mapping[str, Any]) -> list[str]:
    if figures["finished"]:
        done = f"{figures['done']} of {figures['wanted']} done"
        return [f"finished after {figures['seconds']:.2f} s, {done}"]
    if not figures["detected"]:
        return [f"ended after {figures['seconds']:.2f} s, neither finished nor stuck"]
    seconds = figures["detection_s"]
    waits = {wait["who"]: wait for wait in figures["waits"]}
    circle = [waits[who] for who in figures["cycle"]]
    return [
        f"deadlock, found {seconds:.2f} s after it came about ({_SEEN_BY[figures['seen_by']]})",
        *(f"  {_said(wait)}" for wait in circle),
        *(
            f"  {stack['who']} is stuck in {frame['function']}, line {frame['line']}: "
            f"{frame['text']}"
            for stack in figures["stacks"]
            for frame in stack["frames"][-1:]
        ),
    ]


def _said(wait: Mapping[str, Any]) -> str:
    if wait["for"] == wait["held_by"]:
        return f"{wait['who']} awaits {wait['for']}"
    verb = "read by" if wait["for"].startswith("pipe") else "held by"
    return f"{wait['who']} waits for {wait['for']}, {verb} {wait['held_by']}"


def _line(figures: Mapping[str, Any]) -> str:
    waiting = len(figures.get("waits", ()))
    return f"{figures['done']} done, {waiting} waiting" if "waits" in figures else ""


def _checked(scenario: str, cure: str | None, workers: int | None) -> tuple[str, ...]:
    """The cures to be tried. InputError for words nobody knows, or that do not go together."""
    from lab.advice import deadlock_code as code
    from lab.errors import InputError
    from lab.records.complaint import did_you_mean

    if scenario not in code.CURES:
        todo = did_you_mean(scenario, code.CURES)
        raise InputError(f"{scenario!r} is not possible here", where="--scenario", todo=todo)
    if cure is not None and cure not in code.CURES[scenario]:
        todo = did_you_mean(cure, code.CURES[scenario])
        raise InputError(f"{cure!r} is not possible here", where="--cure", todo=todo)
    if workers is not None and scenario not in code.MANY:
        raise InputError(f"{scenario!r} has always two workers", where="--workers")
    return code.CURES[scenario] if cure is None else (cure,)
