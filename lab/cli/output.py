"""Writing to a terminal, or to whatever else reads."""

from __future__ import annotations

from rich.console import Console, RenderableType

from lab.errors import HebraError

_PLAIN_WIDTH = 160


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
    """Say what went wrong, in one line wherever it is read by a program."""
    console.print(f"hebra: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
