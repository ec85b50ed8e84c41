"""A field for one line of text: to search, to name, to tag."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.sizing import sized


class LineField(KeyboardFocus, Worded, QLineEdit):
    """A line to type in, with a hint and an icon; a ``quiet`` one has a frame only when in use."""

    def __init__(
        self,
        hint: Source = "",
        icon: str = "",
        *,
        quiet: bool = False,
        size: float = 13,
        weight: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint, self._icon, self._quiet = hint, icon, quiet
        self._size = size
        self.setFrame(False)
        sized(self, lambda: self.setFont(fonts.font(size, weight)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sized(self, self._keep_margins)
        self.set_spoken(hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the hint in the language of now."""
        self.setPlaceholderText(said(self._hint))

    def _keep_margins(self) -> None:
        left = fonts.px(28) if self._icon else fonts.px(8)
        self.setTextMargins(QMargins(left, 0, fonts.px(8), 0))

    def sizeHint(self) -> QSize:
        """As high as a button."""
        return QSize(fonts.px(200), max(fonts.px(32), fonts.px(self._size + 17)))

    def minimumSizeHint(self) -> QSize:
        """Some letters."""
        return QSize(fonts.px(96), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame and icon, and let Qt write the text."""
        self._frame(event)
        super().paintEvent(event)

    @paint.paints
    def _frame(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        if self.hasFocus():
            paint.box(painter, rect, 7, "surface", "accent", 2)
        elif not self._quiet:
            paint.box(painter, rect, 7, "surface", "control")
        elif self.underMouse():
            paint.box(painter, rect, 7, "hover")
        if self._icon:
            paint.picture(painter, fonts.px(9), self.height() / 2, self._icon, 15, "text3")
