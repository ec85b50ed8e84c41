"""What was looked at of the installation, as a table and for programs."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.installation.check import Check

from .output import write

_LOOK = {"pass": "green", "warn": "yellow", "fail": "bold red"}


def show(checks: tuple[Check, ...], console: Console) -> None:
    """A line for each check, and below it what to do."""
    if not checks:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("The installation", no_wrap=True)
    table.add_column("")
    table.add_column("found")
    for check in checks:
        found = Text(check.found)
        if check.todo:
            found.append(f"\n{check.todo}", style="dim")
        table.add_row(check.title, Text(check.verdict, style=_LOOK[check.verdict]), found)
    write(table, console)
    write(Text("\n" + _sum(checks) + "\n"), console)


def _sum(checks: tuple[Check, ...]) -> str:
    counts = {word: sum(check.verdict == word for check in checks) for word in _LOOK}
    parts = [f"{counts['pass']} of {len(checks)} pass"]
    parts += [f"{count} {word}" for word, count in counts.items() if count and word != "pass"]
    return ", ".join(parts)


def as_object(check: Check) -> dict[str, object]:
    """As a finding of the known truths, with the keys that a check has beside them."""
    return {
        "part": "installation",
        "name": check.name,
        "title": check.title,
        "found": check.found,
        "figure": None,
        "expected": None,
        "low": None,
        "high": None,
        "unit": "",
        "others_cores": None,
        "verdict": check.verdict,
        "reason": check.todo,
    }
