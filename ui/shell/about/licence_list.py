"""The components in a table, and beside it the licence of the one chosen, in full."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.controls.table import Cell, Column, Line, Table
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.shell.about.licences import Component
from ui.theme import fonts
from ui.words import N_, Words, tr

_COLUMNS = (
    Column(key="name", title=N_("Component")),
    Column(key="version", title=N_("Version")),
)


class LicenceList(Worded, QWidget):
    """A text is read when its component is chosen; at first that is the first one."""

    def __init__(self, components: Sequence[Component], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._components = components
        self.table = Table(N_("Components and their licences"))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFixedWidth(fonts.px(270))
        self.name = Text(size=14, weight=600, wrap=True)
        self.note = Text(size=12, tone="text2", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(fonts.font(11, mono=True))
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(8)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table)
        row.addLayout(column, 1)
        self.table.chosen.connect(self._show)
        self.table.show_lines(_COLUMNS, [_line(key, one) for key, one in enumerate(components)])
        self.table.set_chosen(0)
        self._show(0)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the text in the language of now."""
        self.text.setAccessibleName(tr(N_("Licence text")))

    def _show(self, key: int) -> None:
        one = self._components[key]
        licence = one.licence or N_("Licence not named")
        self.name.set_source(
            Words("{name}: {licence}", name=one.name, licence=partial(tr, licence))
        )
        self.note.set_source(one.note)
        self.note.setVisible(bool(one.note))
        text = one.text()
        self.text.setPlainText(
            text or tr(N_("This component brings no text; its licence is named above."))
        )


def _line(key: int, one: Component) -> Line:
    # By name in the order they are given in: what all else stands on comes first.
    name = Cell(text=one.name, rank=key, weight=600)
    return Line(key, (name, Cell(text=one.version, rank=one.version, tone="text2")))
