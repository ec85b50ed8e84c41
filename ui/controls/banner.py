"""A message in the flow of the page: what and where, what to do, one action, close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls.button import Button, IconButton
from ui.controls.chip import KINDS
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import CARD_RADIUS
from ui.words import N_, Words


class Banner(Worded, QFrame):
    """A banner of kind info, warn, bad or good; ``closed`` when a person closes it."""

    closed = Signal()

    def __init__(
        self,
        kind: str,
        what: Source,
        todo: Source = "",
        *,
        action: Source = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if kind not in ("info", "warn", "bad", "good"):
            raise ValueError(f"no such banner: {kind!r}")
        self.kind = kind
        self.what = Text(what, weight=600, wrap=True)
        self.todo = Text(todo, tone="text2", wrap=True)
        if not todo:
            self.todo.hide()
        for label in (self.what, self.todo):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = IconButton("x", N_("Close"))
        self.close_button.clicked.connect(self.closed)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.what)
        lines.addWidget(self.todo)
        row = QHBoxLayout(self)
        sized(self, lambda: row.setContentsMargins(fonts.px(48), 10, 8, 10))
        row.setSpacing(12)
        row.addLayout(lines, 1)
        self.action_button: Button | None = None
        if action and act is not None:
            self.action_button = Button(action, "quiet")
            self.action_button.clicked.connect(lambda _checked: act())
            row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        sized(self, lambda: self.setMinimumHeight(fonts.px(52)))
        self.set_spoken(Words(N_("{kind}: {what}"), kind=self._kind_word, what=lambda: said(what)))
        if todo:
            self.set_spoken(description=todo)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint tint and icon."""
        tone, tint, icon = KINDS[self.kind]
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, tint)
        paint.picture(painter, fonts.px(16), self.height() / 2, icon, 20, tone)

    def _kind_word(self) -> str:
        return said(_KIND_WORDS[self.kind])


_KIND_WORDS = {
    "info": N_("Note"),
    "warn": N_("Warning"),
    "bad": N_("Error"),
    "good": N_("Done"),
}
