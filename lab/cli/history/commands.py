"""``hebra history …``: what the commands are asked. What they do is imported when they do it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

# typer reads the annotations at run time, and `X | None` is more than it knows on every version.
# ruff: noqa: UP045

_FIND = "Which"
_NUMBER = "The number in the list, or `last`."

app = typer.Typer(
    name="history",
    help="Show, export, compare and remove what was measured before.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Number = Annotated[str, typer.Argument(help=_NUMBER, metavar="NUMBER", show_default=False)]
Numbers = Annotated[list[str], typer.Argument(help=_NUMBER, metavar="NUMBER…", show_default=False)]


@app.command("list")
def list_(
    words: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="Words that occur in title, note, tags, approaches, task kinds or date.",
            metavar="[WORD…]",
        ),
    ] = None,
    kind: Annotated[
        Optional[str],
        typer.Option(
            help="What was carried out.", metavar="run|comparison|sweep", rich_help_panel=_FIND
        ),
    ] = None,
    state: Annotated[
        Optional[str],
        typer.Option(
            help="How it stands.",
            metavar="running|finished|interrupted|failed",
            rich_help_panel=_FIND,
        ),
    ] = None,
    approach: Annotated[
        Optional[str],
        typer.Option(help="With this approach.", metavar="NAME", rich_help_panel=_FIND),
    ] = None,
    task: Annotated[
        Optional[str],
        typer.Option(help="With this kind of task.", metavar="KIND", rich_help_panel=_FIND),
    ] = None,
    tag: Annotated[
        Optional[str],
        typer.Option(help="With this tag.", metavar="TAG", rich_help_panel=_FIND),
    ] = None,
    pinned: Annotated[
        bool, typer.Option("--pinned", help="Only pinned ones.", rich_help_panel=_FIND)
    ] = False,
    since: Annotated[
        Optional[str],
        typer.Option(
            help="Begun then or later: 2026-11-22, 2026-11-22T15:00, or 7d or 12h ago.",
            metavar="WHEN",
            rich_help_panel=_FIND,
        ),
    ] = None,
    until: Annotated[
        Optional[str], typer.Option(help="Begun before.", metavar="WHEN", rich_help_panel=_FIND)
    ] = None,
    deleted: Annotated[
        bool,
        typer.Option("--deleted", help="Deleted ones that can be had back.", rich_help_panel=_FIND),
    ] = False,
    order: Annotated[str, typer.Option(metavar="newest|oldest|fastest|largest|title")] = "newest",
    limit: Annotated[
        int, typer.Option(help="At most so many; 0 for all.", min=0, metavar="N")
    ] = 30,
    json: AsJson = False,
) -> None:
    """List what was kept, the newest first."""
    from .listing import Wanted, show_list

    wanted = Wanted(
        words=tuple(words or ()),
        kind=kind,
        state=state,
        approach=approach,
        task=task,
        tag=tag,
        pinned=pinned,
        since=since,
        until=until,
        deleted=deleted,
        order=order,
        limit=limit,
    )
    show_list(wanted, as_json=json)


@app.command()
def show(number: Number, json: AsJson = False) -> None:
    """Show one run, comparison or sweep with its figures."""
    from .showing import show_one

    show_one(number, as_json=json)


@app.command()
def export(
    number: Number,
    files: Annotated[
        list[Path],
        typer.Argument(
            help="What to write, by its ending: .toml to run it again, .csv, .json, .parquet, "
            ".html, .png, .svg, .pdf, and .trace.json of a run for Perfetto.",
            metavar="FILE…",
            show_default=False,
        ),
    ],
    table: Annotated[
        Optional[str],
        typer.Option(
            help="Which table of a comparison goes to .csv.",
            metavar="trials|candidates|contrasts|course",
        ),
    ] = None,
    dpi: Annotated[int, typer.Option(help="Dots an inch of a .png chart.", min=30, max=1200)] = 200,
    dark: Annotated[bool, typer.Option("--dark", help="Draw charts dark.")] = False,
) -> None:
    """Write one to files, whole or not at all."""
    from .exporting import write_files

    raise typer.Exit(write_files(number, files, table=table, dpi=dpi, dark=dark))


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help=_NUMBER, metavar="FIRST", show_default=False)],
    second: Annotated[str, typer.Argument(help=_NUMBER, metavar="SECOND", show_default=False)],
    json: AsJson = False,
) -> None:
    """Hold two runs, or two comparisons or sweeps, against each other."""
    from .comparing import show_comparison

    show_comparison(first, second, as_json=json)


@app.command()
def rename(
    number: Number, title: Annotated[str, typer.Argument(help="May be empty.", metavar="TITLE")]
) -> None:
    """Give one a name."""
    from .changing import rename as do

    do(number, title)


@app.command()
def note(
    number: Number, text: Annotated[str, typer.Argument(help="May be empty.", metavar="TEXT")]
) -> None:
    """Write the note of one anew."""
    from .changing import note as do

    do(number, text)


@app.command()
def tag(
    number: Number,
    tags: Annotated[
        Optional[list[str]],
        typer.Argument(help="Instead of those it has; none takes all away.", metavar="[TAG…]"),
    ] = None,
) -> None:
    """Give one these tags."""
    from .changing import tag as do

    do(number, tags or [])


@app.command()
def pin(numbers: Numbers) -> None:
    """Pin: what is pinned is never pruned."""
    from .changing import pin as do

    do(numbers, pinned=True)


@app.command()
def unpin(numbers: Numbers) -> None:
    """Take the pin off."""
    from .changing import pin as do

    do(numbers, pinned=False)


@app.command()
def delete(numbers: Numbers, json: AsJson = False) -> None:
    """Delete; for a week they can be had back."""
    from .changing import delete as do

    do(numbers, as_json=json)


@app.command()
def undelete(numbers: Numbers, json: AsJson = False) -> None:
    """Have deleted ones back."""
    from .changing import undelete as do

    do(numbers, as_json=json)


@app.command()
def space(
    limit: Annotated[
        Optional[str],
        typer.Option(
            help="Set the limit above which the oldest unpinned ones go: 500MB, 2GB, 0 for none.",
            metavar="SIZE",
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Say what the history takes on the disk, and its limit."""
    from .room import show_space

    show_space(limit, as_json=json)


@app.command()
def prune(
    to: Annotated[
        Optional[str],
        typer.Option(help="Down to this size instead of the limit: 500MB.", metavar="SIZE"),
    ] = None,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Only what is deleted, all of it, for good.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Remove for good what is above the limit: deleted ones first, then the oldest unpinned."""
    from .room import show_pruned

    show_pruned(to, deleted=deleted, as_json=json)
