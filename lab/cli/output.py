"""Writing to a terminal, or to whatever else reads."""

from __future__ import annotations

from rich.console import Console, RenderableType

from lab.errors import HebraError

_PLAIN_WIDTH = 160
_DETAIL_LINES = 4
"""The end of what a failed engine said; the whole of it would bury the message."""


def write(what: RenderableType, console: Console) -> None:
    """Write to a terminal as it is wide, elsewhere in whole lines without trailing spaces."""
    if console.is_terminal:
        console.print(what)
        return
    console.width = _PLAIN_WIDTH
    with console.capture() as captured:
        console.print(what)
    for line in captured.get().splitlines():
        console.file.write(line.rstrip() + "\n")


def tell(console: Console, error: HebraError) -> None:
    """Say what went wrong in one line, and after it the last that was heard of what failed."""
    console.print(f"hebra: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
    for line in error.details.strip().splitlines()[-_DETAIL_LINES:]:
        console.print(f"  {line}", style="dim", markup=False, highlight=False, soft_wrap=True)


def warn(console: Console, text: str) -> None:
    """Say something that does not keep the command from doing what it is to do."""
    said = f"hebra: warning: {text}"
    console.print(said, style="yellow", markup=False, highlight=False, soft_wrap=True)
