"""A few lines on a terminal that are redrawn in place while something goes on.

They go to standard error, so that standard output holds nothing but the result, and to a terminal
only. No thread of its own redraws them: the measurement's neighbours are kept few.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live

REDRAW_S = 0.25


class Redrawn:
    """Base of what shows progress; does nothing where there is no terminal."""

    def __init__(self, console: Console) -> None:
        self._next = 0.0
        self._live = (
            Live(console=console, auto_refresh=False, transient=True)
            if console.is_terminal
            else None
        )

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    @property
    def _due(self) -> bool:
        """Whether it is time to redraw."""
        return self._live is not None and time.monotonic() >= self._next

    def _redraw(self, picture: RenderableType) -> None:
        """Show ``picture`` now, where there is a terminal."""
        self._next = time.monotonic() + REDRAW_S
        if self._live is not None:
            self._live.update(picture, refresh=True)
