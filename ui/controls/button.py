"""Push buttons: an icon and a verb."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import CONTROL_RADIUS
from ui.words import Words

# kind: fill, fill under the mouse, stroke, words
_DRESS = {
    "plain": ("surface", "hover", "control", "text"),
    "quiet": ("surface", "hover", "border", "text"),
    "ghost": (None, "hover", None, "text2"),
    "link": (None, None, None, "accent"),
    "primary": ("accent", "accent", "accent", "on_accent"),
    "mini": ("surface", "hover", "border", "text"),
}


class Button(KeyboardFocus, Worded, QPushButton):
    """A button of kind plain, quiet, ghost, link, primary or mini; the icon takes its colour."""

    def __init__(
        self,
        source: Source = "",
        kind: str = "plain",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.icon_name = icon
        self._source: Source = ""
        self._bare = False
        # A click leaves the focus where it was, so that Space still starts and stops.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_source(source)

    def set_source(self, source: Source, **fields: Any) -> None:
        """Show a marked text, translated now and again whenever the language changes."""
        self._source = Words(str(source), **fields) if fields else source
        self.retranslate()

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    @property
    def may_be_bare(self) -> bool:
        """Whether the icon may stand for the words where there is little room."""
        return bool(self.icon_name and self.text() and self.kind in ("plain", "quiet", "ghost"))

    def set_bare(self, bare: bool) -> None:
        """Show the icon only; the words are in the tool tip, and a screen reader says them."""
        if bare != self._bare:
            self._bare = bare
            self._say_bare()
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """How wide the button is with its words."""
        bare, self._bare = self._bare, False
        try:
            return self.sizeHint().width()
        finally:
            self._bare = bare

    def retranslate(self) -> None:
        """Show the source in the language of now."""
        self.setText(said(self._source))
        self._say_bare()

    def _say_bare(self) -> None:
        self.set_whole(self.text() if self._bare else "")

    @property
    def _words(self) -> str:
        return "" if self._bare else self.text()

    def sizeHint(self) -> QSize:
        """As wide as icon and words with their padding."""
        pad = fonts.px({"ghost": 8, "link": 8, "mini": 8}.get(self.kind, 12))
        content = self._content_width()
        height = fonts.px(26 if self.kind == "mini" else 32)
        wide = round(content + 2 * pad + 1) if self._words else height
        return QSize(max(wide, 24), height)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the button in the dress of its kind and state."""
        fill, over, stroke, tone = _DRESS[self.kind]
        rect = QRectF(self.rect())
        if not self.isEnabled():
            tone = "text3"
            if self.kind == "primary":
                fill = over = "sunken"
                stroke = "border"
            elif stroke:
                stroke = "border"
        pressed = self.isDown() or self.isChecked()
        back = over if (self.underMouse() and self.isEnabled()) or pressed else fill
        if back or stroke:
            paint.box(painter, rect, CONTROL_RADIUS, back, stroke)
        if self.kind == "primary" and self.isEnabled() and (self.underMouse() or pressed):
            paint.box(painter, rect, CONTROL_RADIUS, paint.veil(0.16 if pressed else 0.08))
        self._content(painter, tone)
        if self.shows_ring:
            if self.kind == "primary":
                paint.box(painter, rect.adjusted(3, 3, -3, -3), 5, None, "on_accent", 2)
            else:
                paint.ring(painter, rect, CONTROL_RADIUS)

    def _content_width(self) -> float:
        words = fonts.width(self._words, 13, 500) if self._words else 0.0
        if not self.icon_name:
            return words
        return words + fonts.px(22 if self._words else 16)

    def _content(self, painter: QPainter, tone: str) -> None:
        middle = self.height() / 2
        x = (self.width() - self._content_width()) / 2
        if self.icon_name:
            shade = "text2" if tone == "text" else tone
            paint.picture(painter, x, middle, self.icon_name, 16, shade)
            x += fonts.px(22)
        if self._words:
            baseline = paint.baseline(middle, 13, 500)
            paint.words(painter, x, baseline, self._words, 13, 500, tone)


class IconButton(Button):
    """A button that shows an icon only; ``source`` is its accessible name and tool tip."""

    def __init__(self, icon: str, source: Source, parent: QWidget | None = None) -> None:
        super().__init__("", "ghost", icon, parent)
        self.set_spoken(source, tip=source)
