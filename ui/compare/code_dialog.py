"""The code: a short program on the plain standard library that does what was recommended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lab.advice.code import program
from lab.spec import Experiment
from ui.controls.button import Button
from ui.controls.highlight import Highlighter
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.run.services import Services
from ui.theme import fonts
from ui.words import N_, Words, tr


class CodeDialog(Worded, QDialog):
    """Shows the program; it can be copied or saved, and run as it is."""

    def __init__(
        self, experiment: Experiment, title: Source, services: Services, parent: QWidget
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self.source = program(experiment)
        self.text = QPlainTextEdit(self.source)
        self.text.setReadOnly(True)
        self.text.setFont(fonts.font(12, mono=True))
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
        foot.addWidget(
            Text(N_("Plain standard library; Python 3.10 or newer runs it."), tone="text3"), 1
        )
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Text(title, size=16, weight=600, wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(fonts.px(760), fonts.px(560))
        self.retranslate()

    def retranslate(self) -> None:
        """Name the dialog in the language of now."""
        self.setWindowTitle(tr(N_("The code")))
        self.text.setAccessibleName(tr(N_("The code")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.source)
        self._services.note(N_("Copied"), "check")

    def _save(self) -> None:
        self._services.tasks.start(self._write(), "save the code")

    async def _write(self) -> None:
        from lab.records.atomic import write_atomically

        path = await self._services.ask_save(
            N_("Save the code"), "work.py", [(N_("Python program"), "py")], "py"
        )
        if path is not None:
            write_atomically(path, self.source.encode())
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")
