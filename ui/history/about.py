"""What the chosen entry is, its name, note and tags to be written, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.history import Entry
from ui.controls.button import Button, IconButton
from ui.controls.chip import Chip
from ui.controls.line_field import LineField
from ui.controls.note_field import NoteField
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.room import size
from ui.words import N_, Words, tr

from .wording import KINDS_OF_ENTRY, meta, state_of, title_of


class AboutCard(Worded, QFrame):
    """One entry. Signals bring its id with what was written."""

    renamed = Signal(int, str)
    noted = Signal(int, str)
    tagged = Signal(int, list)
    pin_asked = Signal()
    again_asked = Signal()
    open_asked = Signal()
    export_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._entry: Entry | None = None
        self.title = LineField(N_("Name"), quiet=True, size=16, weight=600)
        self.title.editingFinished.connect(self._rename)
        self.state = Chip("", "plain")
        self.pin = IconButton("push-pin", N_("Pin: never removed to make room"))
        self.pin.clicked.connect(self.pin_asked)
        self.line = Text(tone="text2", wrap=True)
        self.trouble = Text(tone="bad", wrap=True)
        self.tags = LineField(N_("Tags, separated by blanks"), "tag", quiet=True)
        self.tags.editingFinished.connect(self._tag)
        self.note = NoteField(N_("Note"))
        self.note.entered.connect(self._note)
        self.again = Button(N_("Run again"), "primary", "arrows-clockwise")
        self.again.clicked.connect(self.again_asked)
        self.open = Button(N_("Show in Compare"), "quiet", "scales")
        self.open.clicked.connect(self.open_asked)
        self.export = Button(N_("Export"), "quiet", "export")
        self.export.clicked.connect(self.export_asked)
        self.delete = IconButton("trash", N_("Delete"))
        self.delete.clicked.connect(self.delete_asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        head.addWidget(self.pin)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(8, 4, 0, 0)
        for button in (self.again, self.open, self.export):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.delete)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 4, 0)
        inner.setSpacing(4)
        inner.addWidget(self.line)
        inner.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(inner)
        column.addWidget(self.tags)
        column.addWidget(self.note)
        column.addLayout(foot)
        self.set_spoken(N_("The chosen entry"))

    def show_entry(self, entry: Entry) -> None:
        """Show an entry; what was being written about another one is kept with that."""
        if self._entry is not None and self._entry.id != entry.id:
            self.flush()
        self._entry = entry
        if not self.tags.hasFocus() or not self.tags.isModified():
            self.tags.setText(" ".join(entry.tags))
        self.note.set_note(entry.note)
        self.pin.set_icon_name("push-pin-fill" if entry.pinned else "push-pin")
        words = N_("Take the pin off") if entry.pinned else N_("Pin: never removed to make room")
        self.pin.set_spoken(words, tip=words)
        self.trouble.set_source(entry.problem)
        self.trouble.setVisible(bool(entry.problem))
        study = entry.kind != "run"
        self.open.setVisible(study)
        self.again.setEnabled(entry.state != "running")
        self.delete.setEnabled(entry.state != "running")
        self.retranslate()

    def flush(self) -> None:
        """Keep what has been written so far."""
        self.note.flush()
        self._rename()
        self._tag()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        entry = self._entry
        if entry is None:
            return
        words, kind = state_of(entry)
        self.state.set_chip(words, kind)
        if not self.title.isModified():
            self.title.setText(tr(entry.title))  # A preset's name is in the reader's language.
        self.title.setPlaceholderText(title_of(entry) if not entry.title else "")
        kept = Words(N_("{size} kept"), size=size(entry.bytes))
        self.line.set_source(f"{meta(entry)} · {kept}")
        self.set_spoken(description=f"{title_of(entry)}, {Words(KINDS_OF_ENTRY[entry.kind])}")

    def _rename(self) -> None:
        if self._entry is not None and self.title.isModified():
            self.title.setModified(False)
            name = self.title.text().strip()
            if name != tr(self._entry.title):
                self.renamed.emit(self._entry.id, name)

    def _tag(self) -> None:
        if self._entry is not None and self.tags.isModified():
            self.tags.setModified(False)
            tags = self.tags.text().replace(",", " ").split()
            if tags != list(self._entry.tags):
                self.tagged.emit(self._entry.id, tags)

    def _note(self, text: str) -> None:
        if self._entry is not None:
            self.noted.emit(self._entry.id, text)
