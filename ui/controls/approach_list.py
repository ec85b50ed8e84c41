"""Choose one of the approaches: a group of radio buttons painted as rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from lab.spec import APPROACHES, N_, Approach
from ui.controls.focus import KeyboardFocus, choose, one_stop
from ui.controls.glyph import paint_glyph
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import CONTROL_RADIUS, current, mix
from ui.words import Words, tr


class ApproachRow(KeyboardFocus, Worded, QRadioButton):
    """One approach: glyph, title, and what is special about it."""

    def __init__(self, approach: Approach, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.approach = approach
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = Words(
            N_("{title}: {note}"),
            title=lambda: tr(approach.title),
            note=lambda: tr(approach.note),
        )
        self.set_spoken(words)

    def sizeHint(self) -> QSize:
        """Wide enough for title and note beside each other."""
        title = fonts.width(tr(self.approach.title), 13, 600)
        note = fonts.width(tr(self.approach.note), 12)
        return QSize(round(fonts.px(60) + title + note), fonts.px(32))

    def minimumSizeHint(self) -> QSize:
        """The title is never cut off; the note may go."""
        title = fonts.width(tr(self.approach.title), 13, 600)
        return QSize(round(fonts.px(52) + title), fonts.px(32))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row can be clicked."""
        return self.rect().contains(pos)

    def retranslate(self) -> None:
        """Take the room the new words need."""
        self.updateGeometry()
        self.update()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the row; the chosen one has a tint and an outline in the approach's colour."""
        rect, name, on = QRectF(self.rect()), self.approach.name, self.isChecked()
        if on:
            tint = mix("surface", name, 0.2 if current().is_dark else 0.12)
            paint.box(painter, rect, CONTROL_RADIUS, tint, name, 1.5)
        elif self.underMouse() and self.isEnabled():
            paint.box(painter, rect, CONTROL_RADIUS, "hover")
        middle = self.height() / 2
        side, left = fonts.px(20), fonts.px(40)
        paint_glyph(painter, name, fonts.px(10), round(middle - side / 2), side)
        weight = 600 if on else 500
        base = paint.baseline(middle, 13, weight)
        title = tr(self.approach.title)
        used = paint.words(painter, left, base, title, 13, weight)
        note = tr(self.approach.note)
        right = self.width() - fonts.px(12)
        if left + used + 8 + fonts.width(note, 12) <= right:
            tone = "text2" if on else "text3"
            paint.words(painter, right, base, note, 12, 400, tone, "right")
        if self.shows_ring:
            paint.ring(painter, rect, CONTROL_RADIUS, within=on)


class ApproachList(Worded, QWidget):
    """The approaches below each other; one stop for Tab, arrows move the choice.

    ``changed`` brings the name of the approach a person has chosen.
    """

    changed = Signal(str)

    def __init__(self, names: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ApproachRow] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for name in names or tuple(APPROACHES):
            row = ApproachRow(APPROACHES[name], self)
            self._rows[name] = row
            self._group.addButton(row)
            column.addWidget(row)
        first = next(iter(self._rows))
        self._current = first
        self._rows[first].setChecked(True)
        one_stop(self._group)
        self._group.buttonToggled.connect(self._toggled)
        self.set_spoken(N_("Approach"))

    @property
    def current(self) -> str:
        """The name of the chosen approach."""
        return self._current

    def set_current(self, name: str) -> None:
        """Choose an approach without emitting :attr:`changed`."""
        self._current = name
        choose(self._group, self._rows[name])

    def row(self, name: str) -> ApproachRow:
        """The row of one approach."""
        return self._rows[name]

    def _toggled(self, row: QRadioButton, on: bool) -> None:
        if on and isinstance(row, ApproachRow) and row.approach.name != self._current:
            self._current = row.approach.name
            self.changed.emit(self._current)
