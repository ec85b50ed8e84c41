"""One reason of a recommendation: a sign, what it is about, and the figures."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.controls.text import Text
from ui.controls.worded import said
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour
from ui.words import N_, NBSP, tr

_SIGNS = {
    "good": ("check-circle", "good", N_("In favour")),
    "equal": ("equals", "text2", N_("No difference")),
    "warn": ("warning", "warn", N_("To be considered")),
}


class ReasonLine(QWidget):
    """A reason of kind good, equal or warn; ``lead`` and ``text`` are messages of the lab."""

    def __init__(self, kind: str, lead: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        sized(self, lambda: row.setSpacing(fonts.px(10)))
        row.addWidget(_Sign(kind), 0, Qt.AlignmentFlag.AlignTop)
        self.words = _Reason(lead, text)
        row.addWidget(self.words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _Sign(QWidget):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self._icon, self._tone, words = _SIGNS.get(kind, _SIGNS["equal"])
        self.setAccessibleName(tr(words))
        sized(self, lambda: self.setFixedSize(self.sizeHint()))

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(18), round(fonts.metrics(13).lineSpacing()) + 2)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        paint.picture(painter, 0, self.height() / 2, self._icon, 18, self._tone)


class _Reason(Text):
    """The lead stands out, in the tone of ordinary text."""

    def __init__(self, lead: str, text: str) -> None:
        self._lead = lead
        super().__init__(text, size=13, tone="text2", wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retranslate()

    def set_tone(self, tone: str) -> None:
        super().set_tone(tone)
        if hasattr(self, "_source"):
            self.retranslate()  # the lead's colour is in the text

    def retranslate(self) -> None:
        lead, words = tr(self._lead), said(self._source)
        for sign in ("%", "×"):
            words = words.replace(f" {sign}", f"{NBSP}{sign}")  # a line does not begin with it
        ink = colour("text").name()
        rich = (
            f'<span style="font-weight:600;color:{ink}">{html.escape(lead)}</span>'
            f" {html.escape(words)}"
        )
        if rich != self.text():
            self.setText(rich)
        self.setAccessibleName(f"{lead} {words}")
