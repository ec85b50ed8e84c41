"""One question to think about; its answer is shown when somebody wants to see it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.lessons.lesson import Question
from ui.controls.button import Button
from ui.controls.chip import Chip
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.words import N_, Words

from .prose import Prose


class QuestionCard(Worded, QFrame):
    """The question, and behind a button the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.asked = Text(size=16, weight=600, wrap=True)
        self.answer = Prose(N_("Answer"))
        self.show_answer = Button(N_("Show the answer"), "quiet", "caret-down")
        self.show_answer.clicked.connect(self._show)
        head = QHBoxLayout()
        head.addWidget(Chip(N_("To think about"), "plain", "lightbulb"))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.show_answer)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.asked)
        column.addLayout(foot)
        column.addWidget(self.answer)
        self.set_spoken(N_("Question"))
        self.answer.hide()

    def ask(self, question: Question) -> None:
        """Show a question; its answer is hidden."""
        self.show_question(question)
        self.answer.hide()
        self.show_answer.show()

    def show_question(self, question: Question) -> None:
        """The same question in another language."""
        self.asked.set_source(Words("{asked}", asked=question.asked))
        self.answer.set_markdown(question.answer)

    def _show(self) -> None:
        self.show_answer.clearFocus()
        self.show_answer.hide()
        self.answer.show()
