"""One lesson on the page: text, prediction, what there is to say afterwards, and the question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.lessons.lesson import Lesson
from lab.lessons.progress import Standing
from ui.controls.button import Button
from ui.controls.reading_area import ReadingArea
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_, Words

from .predict_card import ANSWERED, PredictCard
from .prose import Prose
from .question_card import QuestionCard

WIDE = 760


class LessonSheet(Worded, QWidget):
    """What stands below the prediction appears once it has been measured."""

    next_asked = Signal()

    def __init__(self, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._measured = False
        self.head = Text(size=12, tone="text3")
        self.title = Text(size=20, weight=600, wrap=True)
        self.before = Prose(N_("Text of the lesson"))
        self.card = PredictCard(cores)
        self.after = Prose(N_("What was measured, explained"))
        self.question = QuestionCard()
        self.next = Button("", "plain", "arrow-right")
        self.next.clicked.connect(self.next_asked)
        self.area = self._build()
        self.card.left.connect(self.area.setFocus)

    def _build(self) -> ReadingArea:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.next)
        text = QWidget()
        sized(text, lambda: text.setMaximumWidth(fonts.px(WIDE)))
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.head)
        column.addWidget(self.title)
        for widget in (self.before, self.card, self.after, self.question):
            column.addWidget(widget)
        column.addLayout(foot)
        column.addStretch(1)
        inner = QWidget()
        inner.setObjectName("page")
        row = QHBoxLayout(inner)
        row.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        row.addStretch(1)
        row.addWidget(text, 100)
        row.addStretch(1)
        area = ReadingArea(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        return area

    @property
    def lesson(self) -> Lesson | None:
        """The lesson in view."""
        return self._lesson

    def show_lesson(self, lesson: Lesson, head: Source, standing: Standing | None) -> None:
        """Show a lesson from its beginning, with what was measured of it the last time."""
        self._lesson, self._measured = lesson, False
        self.set_texts(lesson, head)
        self.card.ask(lesson)
        if lesson.question is not None:
            self.question.ask(lesson.question)
        if standing is not None and standing.answer is not None:
            self.card.answer(standing.answer, standing.guess)
            self._measured = self.card.state == ANSWERED
        self._reveal()
        self.area.verticalScrollBar().setValue(0)

    def set_texts(self, lesson: Lesson, head: Source) -> None:
        """The texts of a lesson; what was guessed and measured stays."""
        self._lesson = lesson
        self.head.set_source(head)
        self.title.set_source(Words("{title}", title=lesson.title))
        self.before.set_markdown(lesson.before)
        self.after.set_markdown(lesson.after)
        self.card.show_lesson(lesson)
        if lesson.question is not None:
            self.question.show_question(lesson.question)
        self.area.setAccessibleName(lesson.title)

    def reveal(self) -> None:
        """It has been measured: show what there is to say."""
        self._measured = True
        self._reveal()
        self.area.ensureWidgetVisible(self.card, 0, fonts.px(24))

    def set_next(self, title: str | None) -> None:
        """What comes after this lesson; None at the end."""
        if title is None:
            self.next.set_source(N_("To the Bench"))
        else:
            self.next.set_source(Words(N_("Next lesson: {title}"), title=title))

    def _reveal(self) -> None:
        lesson = self._lesson
        self.after.setVisible(self._measured and bool(lesson and lesson.after))
        self.question.setVisible(self._measured and bool(lesson and lesson.question))
        self.next.kind = "primary" if self._measured else "plain"
        self.next.update()
