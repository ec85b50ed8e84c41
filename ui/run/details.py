"""A traceback or a log, to be read and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, tr


class _Details(Worded, QDialog):
    def retranslate(self) -> None:
        self.setWindowTitle(tr(N_("Details")))


@dataclass(frozen=True)
class Deed:
    """Something that can be done with what is shown; ``ends`` closes the window after it."""

    words: Source
    icon: str
    act: Callable[[], object]
    ends: bool = False


def show_details(
    parent: QWidget, what: Source, details: str, deeds: Sequence[Deed] = (), where: Source = ""
) -> QDialog:
    """Open a window with ``details``; it does not hold up the rest.

    ``where`` is said below what it is about; ``deeds`` have a button each, beside *Copy*.
    """
    dialog = _Details(parent.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.retranslate()
    text = QPlainTextEdit(details)
    text.setReadOnly(True)
    sized(text, lambda: text.setFont(fonts.font(12, mono=True)))
    text.setAccessibleName(tr(N_("Details")))
    title = Text(what, size=14, weight=600, wrap=True)
    place = Text(where, size=12, tone="text2", wrap=True)
    place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    place.setVisible(bool(where))
    copy = Button(N_("Copy"), "quiet", "copy")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    close = Button(N_("Close"), "primary")
    close.clicked.connect(dialog.accept)
    foot = QHBoxLayout()
    for deed in deeds:
        button = Button(deed.words, "quiet", deed.icon)
        button.clicked.connect(lambda _checked, act=deed.act: act())
        if deed.ends:
            button.clicked.connect(dialog.accept)
        foot.addWidget(button)
    foot.addStretch(1)
    foot.addWidget(copy)
    foot.addWidget(close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(title)
    column.addWidget(place)
    column.addWidget(text, 1)
    column.addLayout(foot)
    dialog.resize(720, 420)
    dialog.open()
    return dialog
