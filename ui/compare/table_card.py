"""The table of all candidates, with its data to be copied."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from ui.charts.compare.study_table import StudyTable
from ui.controls.button import Button
from ui.controls.text import Text
from ui.run.tabular import comma_text
from ui.words import N_


class TableCard(QFrame):
    """A row a candidate, sortable."""

    open_asked = Signal(int)
    code_asked = Signal(int)
    """What is to be done with the chosen candidate, by its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.table = StudyTable()
        self._place: int | None = None
        self.open = Button(N_("Open in Bench"), "ghost", "pulse")
        self.code = Button(N_("Show the code"), "ghost", "code")
        for button, signal in ((self.open, self.open_asked), (self.code, self.code_asked)):
            button.clicked.connect(partial(self._ask, signal))
            button.hide()
        self.table.chosen.connect(self._offer)
        self.copy = Button(N_("Copy as CSV"), "ghost", "copy")
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.setContentsMargins(15, 8, 8, 0)
        head.addWidget(Text(N_("Shapes compared"), weight=600))
        head.addStretch(1)
        head.addWidget(self.open)
        head.addWidget(self.code)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_digest(self, digest: Digest | None, recommended: int | None) -> None:
        """Show a study's figures; ``recommended`` is the place of the one with the badge."""
        self.table.show_digest(digest, recommended)
        if digest is None:
            self._offer(None)
        self.copy.setEnabled(digest is not None)

    def set_chosen(self, place: int) -> None:
        """Let a candidate stand out, and offer what can be done with it."""
        self.table.set_chosen(place)
        self._offer(place)

    def _offer(self, place: int | None) -> None:
        self._place = place
        for button in (self.open, self.code):
            button.setVisible(place is not None)

    def _ask(self, signal: SignalInstance, _checked: bool = False) -> None:
        if self._place is not None:
            signal.emit(self._place)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(comma_text(*self.table.data()))
