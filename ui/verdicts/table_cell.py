"""A cell of the comparison table: what is claimed, and below it what was measured here."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.verdicts.table import Cell, Findings, MeasuredCell, Phrase, measured_cell
from ui.controls.button import Button
from ui.controls.chip import KINDS
from ui.controls.text import Text
from ui.controls.worded import Source, Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.words import N_, Words, ntr, tr

from .wording import MARKS


class TableCell(Worded, QWidget):
    """``measure_asked`` brings the ids of the claims that are still to be measured for it."""

    measure_asked = Signal(list)

    def __init__(self, cell: Cell, name: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell = cell
        self.measured: MeasuredCell | None = None
        self.lines: list[PhraseLine] = []
        self._busy = False
        self.claimed = Text(cell.claimed, tone="text2", wrap=True)
        self._phrases = QVBoxLayout()
        self._phrases.setSpacing(2)
        self.missing = Text(size=12, tone="text3")
        self.measure = Button(N_("Measure"), "link", "play-fill")
        self.measure.clicked.connect(self._ask)
        self._more = QWidget()
        more = QHBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(4)
        more.addWidget(self.missing)
        more.addWidget(self.measure)
        more.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.claimed)
        column.addLayout(self._phrases)
        column.addWidget(self._more)
        column.addStretch(1)
        self.set_spoken(name)
        self.measure.set_spoken(Words(N_("Measure: {what}"), what=name))

    def show_found(self, findings: Findings, under_way: Collection[str], *, free: bool) -> None:
        """Fill it from what was found; ``under_way`` are ids of claims that are being measured.

        Nothing can be asked for unless the page is ``free``.
        """
        found = measured_cell(self.cell, findings)
        busy = any(claim in under_way for claim in found.missing)
        if (found, busy) != (self.measured, self._busy):
            self.measured, self._busy = found, busy
            self._show(found)
        if not free and self.measure.hasFocus():
            self.measure.clearFocus()
        self.measure.setEnabled(free)

    def retranslate(self) -> None:
        """Describe it in the language of now."""
        self._describe()

    def _show(self, found: MeasuredCell) -> None:
        for line in self.lines:
            self._phrases.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [PhraseLine(phrase) for phrase in found.phrases]
        for line in self.lines:
            self._phrases.addWidget(line)
        self._more.setVisible(bool(found.missing))
        self.measure.setVisible(not self._busy)
        count = len(found.missing)
        if self._busy:
            self.missing.set_source(N_("Being measured…"))
        elif found.phrases:
            left = Words("{n}", n=lambda: ntr("{n} claim more", "{n} claims more", count))
            self.missing.set_source(left)
        else:
            self.missing.set_source(N_("Not measured yet"))
        self._describe()

    def _describe(self) -> None:
        said = [tr(self.cell.claimed), *(line.spoken for line in self.lines)]
        if self.measured is not None and self.measured.missing:
            said.append(self.missing.text())
        self.setAccessibleDescription(". ".join(said))

    def _ask(self) -> None:
        if self.measured is not None:
            self.measure_asked.emit(list(self.measured.missing))


class PhraseLine(QWidget):
    """One phrase with the sign of its verdict; why it is no better one is its tool tip."""

    def __init__(self, phrase: Phrase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = phrase
        self.text = Text(phrase.text, weight=500, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        sized(self, lambda: row.setSpacing(fonts.px(7)))
        row.addWidget(_Sign(phrase.verdict), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        if phrase.reason and phrase.reason != phrase.text:
            self.text.set_spoken(tip=phrase.reason)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def spoken(self) -> str:
        """Verdict and figures in words."""
        return f"{tr(MARKS[self.phrase.verdict].words)}: {self.text.text()}"


class _Sign(Worded, QWidget):
    def __init__(self, verdict: str) -> None:
        super().__init__()
        self._mark = MARKS[verdict]
        sized(self, lambda: self.setFixedSize(self.sizeHint()))
        self.set_spoken(self._mark.words, tip=self._mark.words)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(16), round(fonts.metrics(13).lineSpacing()) + 1)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        tone = KINDS[self._mark.kind][0]
        paint.picture(painter, 0, self.height() / 2, self._mark.icon, 16, tone)
