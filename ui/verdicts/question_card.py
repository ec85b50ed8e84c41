"""One question with its answers: one stop for Tab, arrows choose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from lab.verdicts.questions import Question
from ui.controls.text import Text
from ui.controls.tiling import Tiling
from ui.controls.worded import Worded
from ui.words import Words, tr

from .option_tile import OptionTile

_TWO_ROWS_FROM = 4


class QuestionCard(Worded, QWidget):
    """``answered`` brings the question's key and that of the answer chosen."""

    answered = Signal(str, str)

    def __init__(self, question: Question, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.title = Text(
            Words("{number}. {question}", number=number, question=lambda: tr(question.text)),
            weight=600,
            wrap=True,
        )
        self.tiles: dict[str, OptionTile] = {}
        self._group = QButtonGroup(self)
        columns = 2 if len(question.options) >= _TWO_ROWS_FROM else len(question.options)
        for option in question.options:
            tile = OptionTile(option)
            self.tiles[option.key] = tile
            self._group.addButton(tile)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(Tiling(tuple(self.tiles.values()), columns, gap=8))
        self._group.buttonToggled.connect(self._toggled)
        self._settle()
        self.set_spoken(question.text)

    @property
    def answer(self) -> str | None:
        """The key of the answer chosen; None before there is one."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), None)

    def choose(self, key: str) -> None:
        """Give an answer."""
        self.tiles[key].setChecked(True)

    def clear(self) -> None:
        """Take the answer back."""
        self._group.setExclusive(False)
        for tile in self.tiles.values():
            tile.setChecked(False)
        self._group.setExclusive(True)
        self._settle()

    def _toggled(self, _tile: object, on: bool) -> None:
        self._settle()
        if on and self.answer is not None:
            self.answered.emit(self.question.key, self.answer)

    def _settle(self) -> None:
        """The chosen answer, or the first while there is none, is the question's stop for Tab."""
        chosen = self.answer or next(iter(self.tiles))
        for key, tile in self.tiles.items():
            stop = Qt.FocusPolicy.StrongFocus if key == chosen else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(stop)
