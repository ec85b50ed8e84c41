"""How a comparison is going, on a terminal, while it goes on."""

from __future__ import annotations

import statistics

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from lab.records.wording import Wording
from lab.spec import Study
from lab.study.progress import Progress
from lab.study.trial import Trial

from .bars import bar
from .progress import duration
from .redrawn import Redrawn

_MOST_ROWS = 16
"""Candidates whose figures so far are shown; a large sweep would fill the screen."""


class StudyProgress(Redrawn):
    """Shows progress and the medians so far."""

    def __init__(self, study: Study, title: str, console: Console) -> None:
        super().__init__(console)
        self._study = study
        self._title = title
        self._rates: list[list[float]] = [[] for _ in study.candidates]
        self._last: Progress | None = None
        self._ending = False

    def trial(self, trial: Trial) -> None:
        """Take the figures of a run in."""
        if trial.state == "measured":
            self._rates[trial.candidate].append(trial.throughput_per_s)

    def show(self, progress: Progress) -> None:
        """Say how far it is; redrawn when it is time to."""
        self._last = progress
        if self._due:
            self._redraw(self.picture(progress))

    def ending(self) -> None:
        """Say that it is being ended."""
        self._ending = True
        if self._live is not None and self._last is not None:
            self._redraw(self.picture(self._last))

    def picture(self, progress: Progress) -> RenderableType:
        """What is shown of one moment."""
        head = Table.grid(padding=(0, 2))
        left = f"{duration(progress.seconds_left)} left"
        if self._ending:
            left = "ending: what was measured is kept"
        head.add_row(ProgressBar(total=1.0, completed=progress.share, width=40), Text(left))
        return Group(Text(self._title, style="bold"), head, self._where(progress), *self._so_far())

    def _where(self, progress: Progress) -> Text:
        if progress.candidate is None:
            return Text(progress.phase, style="dim")
        run = min(progress.trials_done + 1, progress.trials_all)
        name = self._study.candidates[progress.candidate].key
        return Text.assemble(
            (f"run {run} of {progress.trials_all} · ", "dim"),
            (f"block {progress.block + 1} of {progress.blocks} · ", "dim"),
            (name, "bold"),
            (f" {progress.phase}", "dim"),
        )

    def _so_far(self) -> list[RenderableType]:
        if len(self._rates) > _MOST_ROWS or not any(self._rates):
            return []
        medians = [statistics.median(rates) if rates else 0.0 for rates in self._rates]
        most = max(medians)
        number = Wording().number
        table = Table.grid(padding=(0, 2))
        for candidate, rates, median in zip(
            self._study.candidates, self._rates, medians, strict=True
        ):
            figure = f"{number(median)} tasks/s" if rates else "–"
            table.add_row(candidate.key, Text(bar(median / most), style="cyan"), figure)
        return ["", table]
