"""The listings beside the graph: where each is stuck, or the broken part beside the mended one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.arranged import Arranged
from ui.controls.button import Button
from ui.controls.code_view import CodeView
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.tokens import GAP
from ui.words import N_

from .listings import Mark, Sheet, live_marks
from .waits import Graph

_TAGS = 150
"""Room for a tag at the end of a line."""
_TAGGED = re.compile(r"\bwith |\bawait following|acquire|outbox")
"""Where somebody may hold or wait."""
_MOST = 2


class CodePanel(Arranged, QWidget):
    """One listing, or two: beside each other where there is room, else below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: tuple[Sheet, ...] = ()
        self._marks: list[list[Mark]] = []
        self.title = Text(weight=600)
        self.copy = Button(N_("Copy stacks"), "ghost", "copy")
        self.copy.set_spoken(
            tip=N_("Copies who is stuck on which line, and who waits for whom, as text")
        )
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.copy)
        self._boxes = [_Box() for _ in range(_MOST)]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GAP)
        for box in self._boxes:
            self._row.addWidget(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._row)

    def show_sheets(self, title: Source, sheets: Sequence[Sheet]) -> None:
        """Show other listings, as yet without a run."""
        self.title.set_source(title)
        self._sheets = tuple(sheets)
        self._marks = [[] for _ in sheets]
        for place, box in enumerate(self._boxes):
            box.setVisible(place < len(sheets))
            if place < len(sheets):
                box.title.set_source(sheets[place].title)
                box.code.set_text(sheets[place].part.text)
                box.code.set_spoken(sheets[place].title)
        self._dress()
        self.arrange()

    def show_run(self, figures: Mapping[str, Any], graph: Graph, scenario: str) -> None:
        """Mark who holds what and who is stuck where."""
        marks = [live_marks(sheet, figures, graph, scenario) for sheet in self._sheets]
        if marks != self._marks:
            self._marks = marks
            self._dress()

    @property
    def codes(self) -> list[CodeView]:
        """The listings shown."""
        return [box.code for box in self._boxes[: len(self._sheets)]]

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest listing: then they stand below each other."""
        least = super().minimumSizeHint()
        return QSize(max(code.minimumSizeHint().width() for code in self.codes), least.height())

    def arrange(self) -> None:
        """Beside each other, or below."""
        codes = self.codes
        needed = sum(
            _needed(code) if sheet.live else code.sizeHint().width()
            for sheet, code in zip(self._sheets, codes, strict=True)
        )
        beside = needed + GAP * (len(codes) - 1) <= self.width()
        lines = max((len(code.text.splitlines()) for code in codes), default=0) if beside else 0
        for code in codes:
            code.keep_lines(lines)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)

    def _dress(self) -> None:
        for sheet, marks, code in zip(self._sheets, self._marks, self.codes, strict=True):
            code.clear_marks()
            for mark in (*sheet.marks, *marks):
                code.mark(mark.line, mark.tone, mark.tag, mark.tag_tone)


def _needed(code: CodeView) -> int:
    """The width of a listing with room for tags where there may be any."""
    lines = [line for line in code.text.splitlines() if _TAGGED.search(line)]
    column = fonts.metrics(12, mono=True).horizontalAdvance("0")
    tagged = fonts.px(48) + max(map(len, lines), default=0) * column + fonts.px(_TAGS)
    return round(max(code.sizeHint().width(), tagged))


class _Box(QWidget):
    """A listing below its title."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Text(size=12, weight=500, tone="text2")
        self.code = CodeView("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.code)
        column.addStretch(1)
