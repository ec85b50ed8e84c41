"""One thread of the learner's schedule: what it has in its hands, and the button for its step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lab.schedules.machine import next_step, waits
from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import mix
from ui.words import N_, Words

from .schedule import NAMES, Walk
from .steps_view import INKS

_WANTS = {
    "acquire": N_("Let {thread} take the lock"),
    "read": N_("Let {thread} read"),
    "add": N_("Let {thread} add 1"),
    "write": N_("Let {thread} write"),
    "release": N_("Let {thread} release the lock"),
}


class _Letter(QWidget):
    """The thread's letter in its colour."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(fonts.px(28), fonts.px(28))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint letter and frame."""
        ink = INKS[self._place]
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint.box(painter, rect, 14, mix("surface", ink, 0.25), ink, 1.5)
        base = paint.baseline(rect.center().y(), 13, 600)
        paint.words(painter, rect.center().x(), base, NAMES[self._place], 13, 600, "text", "centre")


class ThreadRow(QWidget):
    """Letter, local value and button; ``stepped`` brings the thread's place."""

    stepped = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.value = Text(mono=True, size=12)
        self.button = Button("", "quiet")
        self.button.clicked.connect(lambda: self.stepped.emit(place))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Letter(place))
        row.addWidget(self.value)
        row.addStretch(1)
        row.addWidget(self.button)
        sized(self, lambda: self.value.setMinimumWidth(fonts.px(110)))
        sized(self, lambda: self.button.setMinimumWidth(fonts.px(190)))

    def show_walk(self, walk: Walk) -> None:
        """Show where the thread stands in a walk."""
        value = walk.state.threads[self._place].value
        self.value.set_source(
            Words("value = {value}", value=value) if value is not None else Words("value = –")
        )
        can = self._place in walk.choices
        self.button.setEnabled(can)
        words = self._words(walk)
        self.button.set_source(words)
        self.button.set_spoken(tip=Words(N_("Key: {key}"), key=NAMES[self._place]) if can else "")

    def _words(self, walk: Walk) -> Source:
        step = next_step(walk.program, walk.state, self._place)
        letter = NAMES[self._place]
        if step is None:
            return Words(N_("{thread} has ended"), thread=letter)
        if waits(walk.program, walk.state, self._place):
            holder = NAMES[walk.state.holder or 0]
            return Words(N_("{thread} waits for {holder}"), thread=letter, holder=holder)
        return Words(_WANTS[step], thread=letter)
