"""One line above the figures: how long it will take, how far it is, or when it ended and how."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from lab.costs.conductor import CostProgress
from lab.costs.result import CostResult
from lab.costs.study import CostStudy
from ui.charts.costs.wording import size_words
from ui.controls.chip import Chip
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.run.amounts import Cores, Count
from ui.run.times import clock_time, duration
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, UNKNOWN, Words, ntr, tr

BAR = 180
BUSY_CORES = 0.3
"""More load than this by other programs is said."""
_ENDS = {
    "finished": (N_("Finished {time}"), "good"),
    "interrupted": (N_("Cut short {time}"), "warn"),
    "failed": (N_("Failed {time}"), "bad"),
}


class StateLine(QWidget):
    """Chip, sentence, and while something is measured the progress with the time left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = Chip(N_("Not run"), "none")
        self.words = Text(tone="text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        sized(self, lambda: self.bar.setFixedSize(fonts.px(BAR), 6))
        self.left = Text(tone="text2")
        sized(self, lambda: self.left.setMinimumWidth(fonts.px(110)))
        self.caution = Text(tone="warn", wrap=True)
        row = Flow(self)
        row.setSpacing(12)
        # What changes its length while something is measured stands last: nothing else moves.
        for widget in (self.chip, self.bar, self.left, self.words):
            row.addWidget(widget)
        row.addWidget(self.caution, 1)
        sized(self, lambda: self.setMinimumHeight(fonts.px(32)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show(None)

    def show_wish(self, study: CostStudy) -> None:
        """Nothing has been measured yet: what would be, and how long it takes."""
        self.chip.set_chip(N_("Not run"), "none")
        self.words.set_source(
            N_("{n} in random order, about {time}."),
            n=partial(_measurements, len(study.turns())),
            time=partial(duration, study.seconds),
        )
        self._show(None)

    def show_progress(self, study: CostStudy, progress: CostProgress) -> None:
        """How far the study is."""
        self.chip.set_chip(N_("Running"), "busy")
        if progress.turn is not None:
            kind = study.of.kind(progress.turn.kind)
            self.words.set_source(
                Words(
                    N_("Block {block} of {blocks}: {kind}"),
                    block=Count(progress.turn.block + 1),
                    blocks=Count(progress.blocks),
                    kind=partial(_named, study, kind.title, progress.turn.size),
                )
            )
        self._show(progress.share)
        left = progress.seconds_left
        self.left.set_source(Words(N_("{time} left"), time=partial(duration, left)) if left else "")

    def show_stopping(self) -> None:
        """The probe under way is being ended."""
        self.chip.set_chip(N_("Stopping…"), "busy")
        self.left.set_source("")

    def show_ended(self, result: CostResult) -> None:
        """The study is over: when, how much of it, in which order."""
        words, kind = _ENDS[result.state]
        time = partial(clock_time, result.started_at, result.seconds)
        self.chip.set_chip(Words(words, time=time), kind)
        self.words.set_source(
            N_("{n} in random order (seed {seed}), {time}, Python {python}."),
            n=partial(_measurements, len(result.samples)),
            seed=result.study.seed,
            time=partial(duration, result.seconds),
            python=str(result.environment.get("python_version") or UNKNOWN),
        )
        self._show(None)
        others = result.others_cores
        if others > BUSY_CORES:
            self.caution.set_source(
                N_(
                    "Other programs took {cores} cores meanwhile: measure again on an idle machine."
                ),
                cores=Cores(others),
            )
        else:
            self.caution.set_source("")

    def _show(self, share: float | None) -> None:
        self.bar.setVisible(share is not None)
        self.left.setVisible(share is not None)
        self.caution.setVisible(share is None)
        if share is not None:
            self.bar.setValue(round(1000 * min(1.0, max(0.0, share))))


def _measurements(count: int) -> str:
    return ntr("{n} measurement", "{n} measurements", count)


def _named(study: CostStudy, title: str, size: int) -> str:
    if not size:
        return tr(title)
    return f"{tr(title)}, {size_words(study.section, size)}"
