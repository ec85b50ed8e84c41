"""Flags that several commands have, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lab.spec import APPROACHES

from .candidate_flag import CANDIDATE_FORM
from .task_flag import TASK_FORM

# typer reads these at run time, and `Path | None` is more than it knows on every version.
# ruff: noqa: UP045

WHAT, RESULT = "What is run", "Result"


def shown(text: str) -> str:
    """``text`` for a help page, where words in square brackets would be taken for styles."""
    return text.replace("[", "\\[")


Preset = Annotated[
    Optional[str],
    typer.Option(
        help="Start from one that comes with Hebra; a wrong name lists them.",
        metavar="NAME",
        rich_help_panel=WHAT,
    ),
]
ApproachName = Annotated[
    Optional[str],
    typer.Option(
        help="How the tasks are carried out.", metavar="|".join(APPROACHES), rich_help_panel=WHAT
    ),
]
Tasks = Annotated[
    Optional[list[str]],
    typer.Option(
        help=f"A task of the mix: {TASK_FORM}. May be repeated; `hebra tasks` lists them.",
        metavar="KIND[:key=value,…]",
        rich_help_panel=WHAT,
    ),
]
Python = Annotated[
    Optional[str],
    typer.Option(
        help="The interpreter that carries out the tasks, CPython 3.10 or newer.",
        metavar="PATH",
        rich_help_panel=WHAT,
    ),
]
StudyFile = Annotated[
    Optional[Path],
    typer.Option(
        help="A file of a comparison or sweep (TOML), an earlier result to measure again, or an "
        "experiment whose work is taken.",
        rich_help_panel=WHAT,
    ),
]
Candidates = Annotated[
    Optional[list[str]],
    typer.Option(
        help=f"A way to carry the work out: {shown(CANDIDATE_FORM)}. May be repeated.",
        metavar="APPROACH[:N,…]",
        rich_help_panel=WHAT,
    ),
]
Baseline = Annotated[
    Optional[str],
    typer.Option(
        help="The candidate the others are measured against. Default: sequential, else the first.",
        metavar="CANDIDATE",
        rich_help_panel=WHAT,
    ),
]
Chart = Annotated[
    Optional[Path],
    typer.Option(help="Draw the result: .png, .svg or .pdf.", rich_help_panel=RESULT),
]
Report = Annotated[
    Optional[Path],
    typer.Option(
        help="Write a report that opens in any browser (.html), charts and figures in one file.",
        rich_help_panel=RESULT,
    ),
]
Parquet = Annotated[
    Optional[Path],
    typer.Option(help="Write the data as Parquet (needs pyarrow).", rich_help_panel=RESULT),
]
Json = Annotated[
    Optional[str],
    typer.Option(
        help="Write the result as JSON; - is standard output, and nothing else is.",
        metavar="PATH|-",
        rich_help_panel=RESULT,
    ),
]
Dpi = Annotated[
    int,
    typer.Option(help="Dots an inch of a .png chart.", min=30, max=1200, rich_help_panel=RESULT),
]
Dark = Annotated[bool, typer.Option("--dark", help="Draw the chart dark.", rich_help_panel=RESULT)]
NoHistory = Annotated[
    bool,
    typer.Option(
        "--no-history",
        help="Do not keep the result in the history; HEBRA_NO_HISTORY=1 says so for always.",
        rich_help_panel=RESULT,
    ),
]
