"""When to use which: questions at the left, advice and its test at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import Study
from lab.study.estimate import seconds_of
from lab.study.progress import Progress
from lab.verdicts.choosing import advise, study_of
from lab.verdicts.outcome import outcome_of
from lab.verdicts.questions import QUESTIONS, answers_of
from ui.controls.button import Button
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.theme.tokens import GAP
from ui.words import N_

from .advice_card import AdviceCard
from .option_tile import OptionTile
from .question_card import QuestionCard
from .trial_card import TrialCard


class ChoosingView(QWidget):
    """``measure_asked`` and ``compare_asked`` bring the study that the answers come to."""

    measure_asked = Signal(object)
    compare_asked = Signal(object)
    cancel_asked = Signal()

    def __init__(self, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cores = cores
        self._measured: Study | None = None
        self._digest: Digest | None = None
        self.questions = {
            question.key: QuestionCard(question, number)
            for number, question in enumerate(QUESTIONS, 1)
        }
        self.advice = AdviceCard()
        self.trial = TrialCard()
        self.clear = Button(N_("Start anew"), "link")
        self.clear.clicked.connect(self.start_anew)
        self._build()
        for card in self.questions.values():
            card.answered.connect(lambda _question, _answer: self._advise())
        self.advice.measure_asked.connect(self.measure)
        self.advice.compare_asked.connect(self._compare)
        self.trial.cancel_asked.connect(self.cancel_asked)
        self._advise()

    @property
    def study(self) -> Study | None:
        """What would be measured for the answers of now; None while one is missing."""
        answers = answers_of(self._given)
        return None if answers is None else study_of(answers, self._cores)

    @property
    def _given(self) -> dict[str, str]:
        given = {key: card.answer for key, card in self.questions.items()}
        return {key: answer for key, answer in given.items() if answer is not None}

    def toggle(self, focus: QWidget | None) -> bool:
        """Space gives the answer that has the focus; False when none has it, or it is given."""
        if isinstance(focus, OptionTile) and not focus.isChecked():
            focus.click()
            return True
        return False

    def start_anew(self) -> None:
        """Take all answers back."""
        for card in self.questions.values():
            card.clear()
        self._advise()

    def measure(self) -> None:
        """Ask for the advice to be measured."""
        study = self.study
        if study is not None:
            self.measure_asked.emit(study)

    def begin(self, study: Study) -> None:
        """The measurement begins."""
        self._measured, self._digest = study, None
        self.trial.begin(study)
        self._set_busy(True)

    def show_progress(self, progress: Progress) -> None:
        """How far the measurement is."""
        if self._measured is not None:
            self.trial.show_progress(self._measured, progress)

    def show_end(self, digest: Digest | None) -> None:
        """The measurement is over; None when it has no figures."""
        self._set_busy(False)
        self._digest = digest
        if digest is None:
            self.trial.show_end(None)
        else:
            self.trial.show_digest(digest)
            self._advise()

    def set_free(self, free: bool) -> None:
        """Whether a measurement can be started now."""
        self.advice.set_busy(not free)

    def _set_busy(self, busy: bool) -> None:
        self.advice.set_busy(busy)
        self.clear.setEnabled(not busy)
        for card in self.questions.values():
            card.setEnabled(not busy)

    def _advise(self) -> None:
        given = self._given
        answers = answers_of(given)
        self.clear.setVisible(bool(given))
        if answers is None:
            self.advice.show_missing(len(given), len(QUESTIONS))
            self.trial.hide()
            return
        study = study_of(answers, self._cores)
        advice = advise(answers)
        self.advice.show_advice(advice, seconds_of(study))
        # Figures of other work would be read as being of this.
        same = self._digest is not None and self._measured == study
        self.advice.say_again(same)
        if same and self._digest is not None:
            self.trial.show_end(outcome_of(self._digest, advice.approach))
        else:
            self.trial.hide()

    def _compare(self) -> None:
        study = self.study
        if study is not None:
            self.compare_asked.emit(study)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(18)
        head = QHBoxLayout()
        about = Text(N_("Five questions about your program."), tone="text2", wrap=True)
        head.addWidget(about, 1)
        head.addWidget(self.clear)
        column.addLayout(head)
        for card in self.questions.values():
            column.addWidget(card)
        column.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.advice)
        column.addWidget(self.trial, 100)
        column.addStretch(1)
        for part in (left, right):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(scrolling(left), 1)
        row.addWidget(scrolling(right), 1)
