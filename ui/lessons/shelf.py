"""The list of lessons: which are done, which were begun, and how long each takes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextOption
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from lab.lessons.lesson import Lesson
from lab.lessons.progress import Standing
from ui.controls.focus import KeyboardFocus, choose, one_stop
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import CONTROL_RADIUS
from ui.words import N_, Words, number, quantity, tr

_HIGH = 50
_LEFT, _RIGHT = 40, 60
_STATES = {
    "new": N_("not begun"),
    "begun": N_("begun"),
    "done": N_("done"),
}


class LessonRow(KeyboardFocus, Worded, QRadioButton):
    """One lesson: its number or how it stands, its title, its minutes."""

    def __init__(self, key: str, place: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._place = place
        self._title, self._minutes, self._state = "", 0, "new"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_lesson(self, lesson: Lesson, standing: Standing | None) -> None:
        """Show the lesson and how it stands."""
        self._title, self._minutes = lesson.title, lesson.minutes
        self._state = "new" if standing is None else "done" if standing.done else "begun"
        self.set_spoken(
            Words(
                N_("{title}: {minutes}, {state}"),
                title=self._title,
                minutes=self._time,
                state=partial(tr, _STATES[self._state]),
            )
        )
        self.update()

    @property
    def state(self) -> str:
        """``new``, ``begun`` or ``done``."""
        return self._state

    def sizeHint(self) -> QSize:
        """Room for a title of two lines."""
        return QSize(fonts.px(240), fonts.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The list decides how wide it is."""
        return QSize(fonts.px(160), fonts.px(_HIGH))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row can be clicked."""
        return self.rect().contains(pos)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the row; the lesson in view stands on a tint."""
        rect, on, unit = QRectF(self.rect()), self.isChecked(), fonts.px
        if on:
            paint.box(painter, rect, CONTROL_RADIUS, "accent_tint")
        elif self.underMouse():
            paint.box(painter, rect, CONTROL_RADIUS, "hover")
        middle = self.height() / 2
        self._paint_state(painter, middle)
        area = QRectF(unit(_LEFT), 2, self.width() - unit(_LEFT + _RIGHT), self.height() - 4)
        painter.setFont(fonts.font(13, 600 if on else 500))
        painter.setPen(paint.ink("text"))
        option = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(area, self._title, option)
        right = self.width() - unit(10)
        base = paint.baseline(middle, 12)
        paint.words(painter, right, base, self._time(), 12, 400, "text3", "right")
        if self.shows_ring:
            paint.ring(painter, rect, CONTROL_RADIUS)

    def _paint_state(self, painter: QPainter, middle: float) -> None:
        unit = fonts.px
        if self._state == "done":
            paint.picture(painter, unit(11), middle, "check-circle", 18, "good")
        elif self._place is None:
            paint.picture(painter, unit(12), middle, "file", 16, "text2")
        else:
            tone = "accent" if self._state == "begun" else "text3"
            circle = QRectF(unit(11), middle - unit(9), unit(18), unit(18))
            paint.box(painter, circle, unit(9), None, tone, 1.2)
            base = paint.baseline(middle, 11, 600)
            text = number(self._place)
            paint.words(painter, circle.center().x(), base, text, 11, 600, tone, "centre")

    def _time(self) -> str:
        return quantity(number(self._minutes), tr(N_("min")))


class LessonList(Worded, QWidget):
    """The lessons below each other; one stop for Tab, arrows move the choice."""

    chosen = Signal(str)
    """The key of the lesson a person has chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, LessonRow] = {}
        self._current = ""
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._group.buttonToggled.connect(self._toggled)
        self.set_spoken(N_("Lessons"))

    @property
    def keys(self) -> list[str]:
        """All lessons, in the order of the list."""
        return list(self._rows)

    def add(self, key: str, place: int | None) -> LessonRow:
        """Add a lesson at the end; ``place`` is its number, None for one's own."""
        row = LessonRow(key, place, self)
        self._rows[key] = row
        self._group.addButton(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def settle(self) -> None:
        """All rows are there: they are one stop for Tab."""
        one_stop(self._group)

    def row(self, key: str) -> LessonRow:
        """The row of one lesson."""
        return self._rows[key]

    def set_current(self, key: str) -> None:
        """Mark a lesson as the one in view, without emitting :attr:`chosen`."""
        self._current = key
        choose(self._group, self._rows[key])

    def _toggled(self, row: QRadioButton, on: bool) -> None:
        if on and isinstance(row, LessonRow) and row.key != self._current:
            self._current = row.key
            self.chosen.emit(row.key)
