"""Predict first: a guess before the run, and afterwards guess and measurement side by side."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import APPROACHES, Candidate, Study
from ui.charts.compare import naming
from ui.charts.compare.guess_bar import GuessBar
from ui.charts.compare.guess_bars import GuessBars
from ui.charts.compare.guess_score import order_words
from ui.controls.button import Button, IconButton
from ui.controls.chip import Chip
from ui.controls.flow import Flow
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.run.mix_words import work
from ui.run.times import duration
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .guess_pair import GuessPair

WIDE = 760
PAIR_HIGH = 520
UNBOUND = 16_777_215
"""Qt's own word for no limit."""


def _named(candidate: Candidate) -> str:
    """A candidate by its approach alone where that has but one shape."""
    way = APPROACHES[candidate.approach]
    return str(naming.called(candidate)) if way.free else tr(way.title)


class GuessStage(QWidget):
    """One card in the middle of the page; Enter runs, Skip runs without a guess."""

    run_asked = Signal(bool)
    """Run now; whether with the guesses."""
    left = Signal()
    """The person wants to see something else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = GuessBars()
        self.pair = GuessPair()
        self._body: GuessBars | GuessPair = self.bars
        self.answered = False
        self._guesses: dict[int, float] | None = None
        chip = Chip(N_("Predict first"), "accent", "target")
        self.close_button = IconButton("x", N_("Close"))
        self.close_button.clicked.connect(self.left)
        self.question = Text(size=20, weight=600, wrap=True)
        self.about = Text(tone="text3", wrap=True)
        self.skip = Button(N_("Skip"), "ghost")
        self.skip.set_spoken(tip=N_("Run without a guess"))
        self.skip.clicked.connect(lambda: self.run_asked.emit(False))
        self.time = Text(size=12, tone="text3")
        self.go = Button(N_("Run and see"), "primary", "play-fill")
        self.go.clicked.connect(self._go)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self.close_button)
        foot = Flow()
        foot.setSpacing(12)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self.time)
        foot.addWidget(self.go)
        area = scrolling(self.bars)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(area)
        self._bodies.addWidget(self.pair)
        card = self._card = QFrame()
        card.setObjectName("card")
        sized(card, lambda: card.setMaximumWidth(fonts.px(WIDE)))
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.question)
        column.addWidget(self.about)
        column.addSpacing(4)
        column.addWidget(self._bodies, 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)

    @property
    def guesses(self) -> dict[int, float] | None:
        """Times the baseline, by place, of the study asked about; None when it was skipped."""
        return self._guesses

    def ask(self, study: Study, seconds: float, cores: int) -> None:
        """Ask for guesses of a study that takes about ``seconds`` on ``cores``."""
        self.answered = False
        self._guesses = None
        two = len(study.candidates) == 2
        self._body = self.pair if two else self.bars
        self._bodies.setCurrentIndex(1 if two else 0)
        self._card.setMaximumHeight(fonts.px(PAIR_HIGH) if two else UNBOUND)
        base, other = study.candidates[study.base], study.candidates[1 - study.base if two else 0]
        asked = N_("How many times the work of {baseline} will each one do?")
        if two:
            asked = N_("How many times the work of {baseline} will {other} do?")
        self.question.set_source(
            Words(asked, baseline=partial(_named, base), other=partial(_named, other))
        )
        self.about.set_source(
            Words(N_("{work}, on {n} cores"), work=partial(work, study.mix), n=cores)
        )
        self._body.ask(study)
        self.time.set_source(Words(N_("takes about {time}"), time=partial(duration, seconds)))
        self.skip.show()
        self.go.set_source(N_("Run and see"))
        self.go.set_icon_name("play-fill")

    def take_focus(self) -> None:
        """Arrow keys move the first guess at once."""
        if self.answered:
            return
        if self._body is self.pair:
            self.pair.pin.setFocus()
            return
        first = next((bar for bar in self.bars.findChildren(GuessBar) if not bar.base), None)
        if first is not None:
            first.setFocus()

    def summary(self) -> Words | None:
        """What is said of guesses and figures in a sentence; None without anything to say."""
        if isinstance(self._body, GuessPair):
            return self._body.summary()
        return order_words(self._body.score) if self._body.score is not None else None

    def keep(self) -> None:
        """The guesses hold from now on: the run begins."""
        self._guesses = self._body.guesses()

    def forget(self) -> None:
        """There is no guess for what is measured next."""
        self._guesses = None
        self.answered = False

    def answer(self, digest: Digest) -> None:
        """Put what was measured beside the guesses."""
        if self._guesses is None:
            return
        self.answered = True
        self._body.compare(digest)
        self.time.set_source("")
        self.skip.hide()
        self.go.set_source(N_("To the figures"))
        self.go.set_icon_name("arrow-right")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, or goes on to the figures."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self.answered:
            self.left.emit()
        else:
            self.run_asked.emit(True)
