"""The explanation: what the figures say, in a plain sentence, and why when asked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import CARD_RADIUS
from ui.words import N_


class Sentence(Worded, QFrame):
    """A tinted line with a bulb. The text may hold ``<b>…</b>``; *Why?* opens the explanation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source = ""
        self.text = _Rich(size=14)
        self.reason = _Rich(size=13, tone="text2")
        self.reason.hide()
        self.why = Button(N_("Why?"), "link")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._open)
        self.why.hide()
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addWidget(self.text)
        lines.addWidget(self.reason)
        row = QHBoxLayout(self)
        sized(self, lambda: row.setContentsMargins(fonts.px(48), 8, 12, 8))
        row.setSpacing(12)
        row.addLayout(lines, 1)
        row.addWidget(self.why)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Two lines from the start: the page stands still when the sentence grows by one.
        sized(self, lambda: self.text.setMinimumHeight(2 * round(fonts.metrics(14).lineSpacing())))
        self.set_spoken(N_("Explanation"))

    def set_words(self, source: Source, reason: Source = "") -> None:
        """Say another sentence; without a ``reason`` there is no *Why?*."""
        self.text.set_source(source)
        self.reason.set_source(reason)
        if not reason:
            self.why.setChecked(False)
        self.why.setVisible(bool(reason))
        self._describe()

    def retranslate(self) -> None:
        """Describe the sentence in the language of now."""
        self._describe()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint and bulb."""
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, "accent_tint")
        middle = 8 + self.text.height() / 2
        paint.picture(painter, fonts.px(16), middle, "lightbulb", 20, "accent")

    def _open(self, on: bool) -> None:
        self.why.set_source(N_("Close") if on else N_("Why?"))
        self.reason.setVisible(on)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.text.plain())


class _Rich(Text):
    def __init__(self, *, size: float, tone: str = "text") -> None:
        super().__init__(size=size, tone=tone, wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setMinimumWidth(200)

    def retranslate(self) -> None:
        words = said(self._source).replace("<b>", '<span style="font-weight:600">')
        words = words.replace("</b>", "</span>")
        if words != self.text():
            self.setText(words)

    def plain(self) -> str:
        words = said(self._source)
        return words.replace("<b>", "").replace("</b>", "")
