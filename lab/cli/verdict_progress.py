"""How a batch of claims is going, on a terminal, while it goes on."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from lab.verdicts.batch import BatchProgress
from lab.verdicts.claim import Finding

from .progress import duration
from .redrawn import Redrawn
from .verdict_table import MARKS

_SHOWN = 6
"""The newest findings."""


class VerdictProgress(Redrawn):
    """Shows which claim is being measured, the time left, and the verdicts so far."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._found: list[Finding] = []
        self._last: BatchProgress | None = None
        self._ending = False

    def finding(self, finding: Finding) -> None:
        """Take a finding in."""
        self._found.append(finding)

    def show(self, progress: BatchProgress) -> None:
        """Say how far it is; redrawn when it is time to."""
        self._last = progress
        if self._due:
            self._redraw(self.picture(progress))

    def ending(self) -> None:
        """Say that it is being ended."""
        self._ending = True
        if self._last is not None:
            self._redraw(self.picture(self._last))

    def picture(self, progress: BatchProgress) -> RenderableType:
        """What is shown of one moment."""
        head = Table.grid(padding=(0, 2))
        left = f"{duration(progress.seconds_left)} left"
        if self._ending:
            left = "ending: what was found is kept"
        done = (progress.done + progress.part) / max(1, progress.all)
        head.add_row(ProgressBar(total=1.0, completed=done, width=40), Text(left))
        parts: list[RenderableType] = [head]
        if progress.current is not None:
            number = f"{progress.done + 1} of {progress.all} · "
            parts.append(Text.assemble((number, "dim"), (str(progress.current.title), "bold")))
        for finding in self._found[-_SHOWN:]:
            mark, colour = MARKS[finding.judgement.verdict]
            parts.append(Text.assemble((f"{mark} ", colour), finding.claim))
        return Group(*parts)
