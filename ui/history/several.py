"""What can be done with several chosen entries at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lab.history import Entry
from ui.controls.button import Button, IconButton
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.room import size
from ui.words import N_, Words, ntr

from .styles import MOST


class SeveralCard(Worded, QFrame):
    """How many are chosen, what of them is drawn, and actions on all of them."""

    pin_asked = Signal()
    export_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._entries: tuple[Entry, ...] = ()
        self.title = Text(size=16, weight=600)
        self.line = Text(tone="text2", wrap=True)
        self.pin = Button(N_("Pin"), "quiet", "push-pin")
        self.pin.clicked.connect(self.pin_asked)
        self.export = Button(N_("Export"), "quiet", "export")
        self.export.clicked.connect(self.export_asked)
        self.delete = IconButton("trash", N_("Delete"))
        self.delete.clicked.connect(self.delete_asked)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.title)
        lines.addWidget(self.line)
        row = Flow(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(8)
        row.addLayout(lines, 1)
        for button in (self.pin, self.export, self.delete):
            row.addWidget(button)
        self.set_spoken(N_("The chosen entries"))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show how many there are."""
        self._entries = tuple(entries)
        self.pin.set_source(N_("Take the pins off") if self.all_pinned else N_("Pin"))
        self.retranslate()

    @property
    def all_pinned(self) -> bool:
        """Whether pinning them means taking the pins off."""
        return all(entry.pinned for entry in self._entries)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        count = len(self._entries)
        if not count:
            return
        self.title.set_source(ntr("{n} chosen", "{n} chosen", count))
        runs = sum(entry.kind == "run" for entry in self._entries)
        kept = Words(N_("{size} kept"), size=size(sum(entry.bytes for entry in self._entries)))
        parts = [str(kept)]
        if runs > MOST:
            parts.append(str(Words(N_("the first {n} runs are drawn"), n=MOST)))
        elif runs < count:
            parts.append(str(Words(N_("comparisons and sweeps are not drawn here"))))
        self.line.set_source(" · ".join(parts))
        self.set_spoken(description=f"{self.title.text()}, {self.line.text()}")
