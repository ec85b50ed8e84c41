"""The advice put to the test: how far it is, the bars, and whether they bear the advice out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import Study
from lab.study.progress import Progress
from lab.verdicts.outcome import AGREES, DISAGREES, LEVEL, NOTHING, UNSURE, Outcome
from ui.charts.compare import naming
from ui.controls.button import Button
from ui.controls.chip import KINDS
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.amounts import Count
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import CARD_RADIUS
from ui.words import N_, Words, from_lab

from .times import rough_left

if TYPE_CHECKING:
    from ui.charts.compare.figure_card import FigureCard

_BARS = 290
_TONES = {AGREES: "good", LEVEL: "info", DISAGREES: "warn", UNSURE: "warn", NOTHING: "info"}


class OutcomeLine(Worded, QFrame):
    """The sentence that holds advice and measurement against each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = "info"
        self.text = Text(size=14, wrap=True)
        row = QHBoxLayout(self)
        sized(self, lambda: row.setContentsMargins(fonts.px(48), 10, 14, 10))
        row.addWidget(self.text, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Advice and measurement"))

    def show_outcome(self, outcome: Outcome) -> None:
        """Say it."""
        self.kind = _TONES[outcome.kind]
        self.text.set_source(outcome.says)
        self.set_spoken(description=Words("{said}", said=self.text.text))
        self.update()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint and icon."""
        tone, tint, icon = KINDS[self.kind]
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, tint)
        paint.picture(painter, fonts.px(16), self.height() / 2, icon, 20, tone)


class TrialCard(QWidget):
    """``cancel_asked`` ends the measurement; what was measured stays."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(tone="text2")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.left = Text(tone="text2", weight=500)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        sized(self, lambda: self.bar.setFixedHeight(fonts.px(6)))
        self.cancel = Button(N_("Cancel"), "quiet", "x")
        self.cancel.clicked.connect(self.cancel_asked)
        self._figure: FigureCard | None = None
        self.outcome = OutcomeLine()
        self.cautions = Text(size=12, tone="text3", wrap=True)
        self._progress = QWidget()
        said = QHBoxLayout()
        said.addWidget(self.words, 1)
        said.addWidget(self.left)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addLayout(said)
        lines.addWidget(self.bar)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(lines, 1)
        row.addWidget(self.cancel)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._progress)
        column.addWidget(self.outcome)
        column.addWidget(self.cautions)
        self.hide()

    @property
    def figure(self) -> FigureCard:
        """The bars; made when they are first needed, for the plots take a while to load."""
        if self._figure is None:
            from ui.charts.compare.figure_card import FigureCard

            self._figure = FigureCard()
            self._figure.setMinimumHeight(fonts.px(_BARS))
            # Its head is wider than there is room for in some language, and it would rather be
            # higher than the page: it gives way.
            self._figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._column.addWidget(self._figure, 1)
        return self._figure

    def begin(self, study: Study) -> None:
        """A measurement begins; nothing of the last one is left."""
        self.figure.begin(study)
        self.figure.show_digest(None)
        self.outcome.hide()
        self.cautions.hide()
        self._progress.show()
        self.cancel.setEnabled(True)
        self.bar.setValue(0)
        self.words.set_source(N_("Getting ready"))
        self.left.set_source("")
        self.show()

    def show_progress(self, study: Study, progress: Progress) -> None:
        """How far it is."""
        self.bar.setValue(round(1000 * progress.share))
        fields: dict[str, object] = {
            "block": Count(progress.block + 1),
            "blocks": Count(progress.blocks),
        }
        words = N_("Round {block} of {blocks}")
        if progress.candidate is not None:
            words = N_("Round {block} of {blocks}: {candidate}")
            fields["candidate"] = naming.called(study.candidates[progress.candidate])
        self.words.set_source(Words(words, **fields))
        self.left.set_source(rough_left(progress.seconds_left))

    def show_stopping(self) -> None:
        """It is being ended."""
        self.cancel.setEnabled(False)
        self.words.set_source(N_("Stopping…"))
        self.left.set_source("")

    def show_digest(self, digest: Digest) -> None:
        """The bars so far."""
        self.figure.show_digest(digest)
        cautions = [from_lab(caution.text) for caution in digest.result.cautions]
        self.cautions.set_source(Words("{all}", all=lambda: ". ".join(map(str, cautions))))
        self.cautions.setVisible(bool(cautions))

    def show_end(self, outcome: Outcome | None) -> None:
        """It has ended; without an outcome there were no figures."""
        self._progress.hide()
        if outcome is None:
            self.hide()
            return
        self.outcome.show_outcome(outcome)
        self.outcome.show()
        self.show()
