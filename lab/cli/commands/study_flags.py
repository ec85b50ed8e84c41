"""What comparisons and sweeps are asked alike, and how they are begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from lab.cli import shared_flags as flags
from lab.cli.flags import FlagSet
from lab.cli.machinery import Machinery

if TYPE_CHECKING:
    from lab.cli.study_request import StudyRequest
    from lab.spec import Study

# ruff: noqa: UP045 - typer reads the annotations at run time

TABLES = ("trials", "candidates", "contrasts", "course")

EXPECTATIONS = """An expectation names candidates by approach (threads: the fastest of all shapes of
threads), by key (threads(4), combined(2x4x1)) or with settings (threads\\[python-cpu.ms=5]), and
holds them against each other. A > B and A < B hold when the two are found different, A > 1.6 * B
when the whole 95 % interval of their ratio lies above 1.6, A = B when there is no difference here.
Claims are joined by and."""

_EXPECT = (
    "What is to come out: 'processes > threads', 'processes(2) > 1.6 * threads(2)', "
    "'threads = asyncio and threads > sequential'. Exit code 4 when it does not hold with "
    "significance; see below. May be repeated."
)

ASKED = FlagSet(
    file=(flags.StudyFile, None),
    preset=(flags.Preset, None),
    task=(flags.Tasks, None),
    candidate=(flags.Candidates, None),
    baseline=(flags.Baseline, None),
    python=(flags.Python, None),
)

WANTED = FlagSet(
    noise=(
        Annotated[
            bool,
            typer.Option(
                help="Measure the machine's noise floor first, where that was not done in the "
                "last hours.",
                rich_help_panel="How it is measured",
            ),
        ],
        True,
    ),
    dry_run=(
        Annotated[
            bool,
            typer.Option(
                "--dry-run",
                help="Say what would be measured and how long it takes, and measure nothing.",
                rich_help_panel="How it is measured",
            ),
        ],
        False,
    ),
    expect=(
        Annotated[
            Optional[list[str]],
            typer.Option(help=_EXPECT, metavar="EXPECTATION", rich_help_panel=flags.RESULT),
        ],
        None,
    ),
    report=(flags.Report, None),
    chart=(flags.Chart, None),
    json=(flags.Json, None),
    csv=(
        Annotated[
            Optional[Path],
            typer.Option(help="Write a table as CSV.", rich_help_panel=flags.RESULT),
        ],
        None,
    ),
    parquet=(flags.Parquet, None),
    table=(
        Annotated[
            str,
            typer.Option(
                help="What --csv and --parquet hold: every run, every candidate, every pair, or "
                "the course of every run.",
                metavar="|".join(TABLES),
                rich_help_panel=flags.RESULT,
            ),
        ],
        "trials",
    ),
    code=(
        Annotated[
            Optional[Path],
            typer.Option(
                help="Write what is recommended as a short program on the plain standard library.",
                rich_help_panel=flags.RESULT,
            ),
        ],
        None,
    ),
    save=(
        Annotated[
            Optional[Path],
            typer.Option(
                help="Write what is measured as a file (TOML), to be measured again with --file.",
                rich_help_panel=flags.RESULT,
            ),
        ],
        None,
    ),
    dpi=(flags.Dpi, 200),
    dark=(flags.Dark, False),
    no_history=(flags.NoHistory, False),
)


def request_of(given: dict[str, Any], **more: Any) -> StudyRequest:
    """What is asked for by the flags of :data:`ASKED`, and ``more``."""
    from lab.cli.study_request import StudyRequest

    return StudyRequest(
        file=given["file"],
        preset=given["preset"],
        tasks_of_mix=tuple(given["task"] or ()),
        candidates=tuple(given["candidate"] or ()),
        baseline=given["baseline"],
        python=given["python"],
        declared=given,
        **more,
    )


def carry_out(study: Study, given: dict[str, Any], machinery: Machinery) -> None:
    """Measure ``study`` as the flags of :data:`WANTED` say, and leave."""
    from rich.console import Console

    from lab.cli import study as studies
    from lab.cli.outputs import StudyOutputs

    names = ("csv", "chart", "json", "parquet", "report", "dpi", "dark", "table", "code")
    manner = studies.Manner(
        outputs=StudyOutputs(**{name: given[name] for name in names}),
        expect=tuple(given["expect"] or ()),
        save=given["save"],
        noise=given["noise"],
        keep=not given["no_history"],
    )
    if given["dry_run"]:
        raise typer.Exit(studies.announce(study, manner))
    raise typer.Exit(studies.carry_out(study, manner, machinery.makers(), Console(stderr=True)))
