"""Choose one of a few: segments beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.controls.arranged import Arranged
from ui.controls.focus import KeyboardFocus, choose, one_stop
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import current


class Segment(KeyboardFocus, Worded, QRadioButton):
    """One of the segments."""

    def __init__(self, key: str, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._source = source
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As wide as the word in its heavier weight."""
        return QSize(round(fonts.width(self.text(), 12, 600) + 20), fonts.px(28))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return QSize(round(fonts.width(self.text(), 12, 600) + 8), fonts.px(28))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole segment can be clicked."""
        return self.rect().contains(pos)

    def retranslate(self) -> None:
        """Show the word in the language of now."""
        self.setText(said(self._source))
        self.updateGeometry()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the segment; the chosen one is raised."""
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            edge = "control" if self.isEnabled() else "border"
            paint.box(painter, rect, 6, "raised", edge)
        elif self.underMouse() and self.isEnabled():
            paint.box(painter, rect, 6, "hover" if current().is_dark else "border")
        tone = "text3" if not self.isEnabled() else ("text" if on else "text2")
        weight = 600 if on else 500
        base = paint.baseline(self.height() / 2, 12, weight)
        paint.words(painter, self.width() / 2, base, self.text(), 12, weight, tone, "centre")
        if self.shows_ring:
            paint.ring(painter, rect, 6)


class Segmented(Arranged, Worded, QWidget):
    """A row of segments; one stop for Tab, arrows move. ``changed`` brings the key chosen.

    Segments are equally wide; ``even`` has the row keep the room that the longest words want.
    Large text that has no room on one line stands below each other.
    """

    changed = Signal(str)

    def __init__(
        self,
        items: Sequence[tuple[str, Source]],
        name: Source = "",
        parent: QWidget | None = None,
        *,
        even: bool = False,
    ) -> None:
        super().__init__(parent)
        self._even = even
        self._segments: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for key, source in items:
            segment = Segment(key, source, self)
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment, 1)
        self._current = items[0][0]
        self._segments[self._current].setChecked(True)
        one_stop(self._group)
        self._group.buttonToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_spoken(name)

    @property
    def current(self) -> str:
        """The key of the chosen segment."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose a segment without emitting :attr:`changed`."""
        self._current = key
        choose(self._group, self._segments[key])

    @property
    def upright(self) -> bool:
        """Whether the segments stand below each other."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def line_width(self) -> int:
        """How wide the row is at least when its segments stand beside each other."""
        if self._even:
            return self.sizeHint().width()
        return sum(one.minimumSizeHint().width() for one in self._segments.values()) + 4

    def sizeHint(self) -> QSize:
        """As wide as its segments beside each other, as high as they stand."""
        hints = [segment.sizeHint() for segment in self._segments.values()]
        wide = sum(hint.width() for hint in hints)
        if self._even:
            wide = len(hints) * max(hint.width() for hint in hints)
        return QSize(wide + 4, hints[0].height() * (len(hints) if self.upright else 1) + 4)

    def minimumSizeHint(self) -> QSize:
        """One line; of large text the widest word."""
        wide = self.line_width()
        if fonts.is_large():
            wide = max(one.minimumSizeHint().width() for one in self._segments.values()) + 4
        return QSize(wide, self.sizeHint().height())

    def arrange(self) -> None:
        """Stand beside each other where there is room."""
        ways = QBoxLayout.Direction
        upright = fonts.is_large() and self.width() < self.line_width()
        if upright != self.upright:
            self._row.setDirection(ways.TopToBottom if upright else ways.LeftToRight)
            self.updateGeometry()

    def segment(self, key: str) -> Segment:
        """One of the segments."""
        return self._segments[key]

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the trough the segments lie in."""
        edge = "border" if current().is_dark else None
        paint.box(painter, QRectF(self.rect()), 8, "sunken", edge)

    def _toggled(self, button: QRadioButton, on: bool) -> None:
        if on and isinstance(button, Segment) and button.key != self._current:
            self._current = button.key
            self.changed.emit(button.key)
