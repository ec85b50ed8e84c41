"""The code: short programs on the plain standard library that do what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.highlight import Highlighter
from ui.controls.segmented import Segmented
from ui.controls.tab_order import ReadingOrder
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

_PLAIN = N_("Plain standard library; Python 3.10 or newer runs it.")
_WITH_LIBRARIES = N_("Python 3.10 or newer runs it, with the libraries named at its top.")


@dataclass(frozen=True)
class Listing:
    """A program to be shown: its title, its text, and the name it is saved under."""

    title: Source
    text: str
    file: str = "work.py"
    libraries: bool = False
    """Whether it needs more than the standard library; it then says so at its top."""


class CodeDialog(ReadingOrder, Worded, QDialog):
    """Shows one of the programs at a time; it can be copied or saved, and run as it is.

    ``first`` is the place of the one that is shown first.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        title: Source,
        services: Services,
        parent: QWidget,
        *,
        first: int = 0,
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._listings = tuple(listings)
        self._shown = self._listings[first]
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        sized(self, lambda: self.text.setFont(fonts.font(12, mono=True)))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.document().setDocumentMargin(10)
        self._highlighter = Highlighter(self.text.document())
        self.copy = Button(N_("Copy"), "quiet", "copy")
        self.copy.clicked.connect(self._copy)
        self.save = Button(N_("Save…"), "quiet", "floppy-disk")
        self.save.clicked.connect(self._save)
        close = Button(N_("Close"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.needs = Text(tone="text3")
        foot.addWidget(self.needs, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Text(title, size=16, weight=600, wrap=True))
        self.choice: Segmented | None = None
        if len(self._listings) > 1:
            items = [(str(n), listing.title) for n, listing in enumerate(self._listings)]
            self.choice = Segmented(items, N_("Program"))
            self.choice.set_current(str(first))
            self.choice.changed.connect(lambda key: self._show(self._listings[int(key)]))
            column.addWidget(self.choice)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self._show(self._shown)
        self.resize(fonts.px(760), fonts.px(560))
        self.retranslate()

    @property
    def source(self) -> str:
        """The program in view."""
        return self._shown.text

    def retranslate(self) -> None:
        """Name the dialog in the language of now."""
        self.setWindowTitle(tr(N_("The code")))
        self.text.setAccessibleName(tr(N_("The code")))

    def changeEvent(self, event: QEvent) -> None:
        """Colour the program as the new theme does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlighter"):
            self._highlighter.read()

    def _show(self, listing: Listing) -> None:
        self._shown = listing
        self.text.setPlainText(listing.text)
        self._highlighter.read()
        self.needs.set_source(_WITH_LIBRARIES if listing.libraries else _PLAIN)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.source)
        self._services.note(N_("Copied"), "check")

    def _save(self) -> None:
        self._services.tasks.start(self._write(), "save the code")

    async def _write(self) -> None:
        from lab.records.atomic import write_atomically

        listing = self._shown
        path = await self._services.ask_save(
            N_("Save the code"), listing.file, [(N_("Python program"), "py")], "py"
        )
        if path is not None:
            write_atomically(path, listing.text.encode())
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")
