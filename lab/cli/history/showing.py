"""``hebra history show``."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from lab.cli.output import write
from lab.history import Entry
from lab.session.result import Result

from .listing import entry_object
from .opened import entry_of, opened, print_json, size_text


def show_one(text: str, *, as_json: bool) -> None:
    """Print a result as it was printed after it was measured, with what was written about it."""
    with opened() as history:
        entry = entry_of(text, history)
        result = history.whole(entry.id)
    if as_json:
        from lab.records.json_file import result_object
        from lab.records.study_json import study_object

        whole = result_object(result) if isinstance(result, Result) else study_object(result)
        print_json({"entry": entry_object(entry), "result": whole})
        return
    console = Console(highlight=False, markup=False)
    if isinstance(result, Result):
        from lab.cli.report import show

        show(result, console)
    else:
        from lab.advice.digest import digest
        from lab.cli.study_report import show as show_study

        show_study(digest(result), (), console)
    write(_kept(entry), console)


def _kept(entry: Entry) -> Text:
    parts = [f"Number {entry.id}", size_text(entry.bytes)]
    parts += ["pinned"] if entry.pinned else []
    parts += [f"#{tag}" for tag in entry.tags]
    text = Text("\n" + " · ".join(parts), style="dim")
    for line in entry.note.splitlines():
        text.append("\n" + "\n".join(textwrap.wrap(line, 100)), style="not dim")
    return text
