"""Writing to a terminal, or to whatever else reads."""

from __future__ import annotations

from rich.console import Console, RenderableType

_PLAIN_WIDTH = 160


def write(what: RenderableType, console: Console) -> None:
    """Write to a terminal as it is wide, elsewhere in whole lines without trailing spaces."""
    if console.is_terminal:
        console.print(what)
        return
    with console.capture() as captured:
        console.print(what, width=_PLAIN_WIDTH)
    for line in captured.get().splitlines():
        console.file.write(line.rstrip() + "\n")
