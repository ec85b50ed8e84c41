"""A word with an icon on a tint: a state that is read as a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import CHIP_RADIUS, current

# kind: ink, tint, icon
KINDS = {
    "good": ("good", "good_tint", "check-circle"),
    "bad": ("bad", "bad_tint", "x-circle"),
    "warn": ("warn", "warn_tint", "warning"),
    "info": ("info", "info_tint", "info"),
    "plain": ("text2", "sunken", ""),
    "accent": ("accent", "accent_tint", ""),
    "none": ("text3", "sunken", "circle-dashed"),
    "busy": ("accent", "accent_tint", "spinner"),
}


class Chip(Worded, QLabel):
    """A chip of kind good, bad, warn, info, plain, accent, none or busy."""

    def __init__(
        self,
        source: Source,
        kind: str = "plain",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._kind = kind
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(source, kind, icon)

    def set_chip(self, source: Source, kind: str, icon: str | None = None) -> None:
        """Show another word; ``icon`` None takes the kind's own, "" takes none."""
        if kind not in KINDS:
            raise ValueError(f"no such chip: {kind!r}")
        self._source, self._kind, self._icon = source, kind, icon
        self.retranslate()

    def retranslate(self) -> None:
        """Show the word in the language of now."""
        self.setText(said(self._source))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """24 high and as wide as icon and word."""
        icon = fonts.px(18) if self._picture() else 0
        return QSize(
            round(fonts.width(self.text(), 12, 500) + fonts.px(19) + icon), max(24, fonts.px(24))
        )

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint, icon and word."""
        tone, tint, _ = KINDS[self._kind]
        if tint == "sunken" and current().is_dark:
            tint = "raised"  # a sunken chip cannot be told from the dark page
        paint.box(painter, QRectF(self.rect()), CHIP_RADIUS, tint)
        middle, x = self.height() / 2, float(fonts.px(9))
        if self._picture():
            paint.picture(painter, x - 2, middle, self._picture(), 16, tone)
            x += fonts.px(18)
        base = paint.baseline(middle, 12, 500)
        paint.words(painter, x, base, self.text(), 12, 500, tone)

    def _picture(self) -> str:
        return KINDS[self._kind][2] if self._icon is None else self._icon
