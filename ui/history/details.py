"""The right side of the page: what is chosen, its course, its figures, and how two compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lab.history import Entry
from lab.history.comparison import Comparison
from lab.session.result import Result
from lab.spec import Study
from ui.controls.button import Button
from ui.controls.card import Card
from ui.controls.scrolling import scrolling
from ui.controls.sentence import Sentence
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP
from ui.words import N_

from .about import AboutCard
from .contrast import words_of
from .figure_grid import FigureGrid
from .figure_table import Column, FigureTable, pairs
from .overlay import OverlayCard
from .several import SeveralCard
from .styles import MOST, Style, numbers, styles

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

    from .findings import Findings, Found


LOWEST = 208
"""The chart and the table are at least so high."""


class Details(Worded, QWidget):
    """Follows what is chosen: nothing, one, or several entries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = AboutCard()
        self.several = SeveralCard()
        self.hint = _hint()
        self.chart = OverlayCard()
        self.sentence = Sentence()
        self.findings: Findings | None = None
        self.table = FigureTable()
        self.figures = Card(N_("Figures"), body=self.table)
        self.grid = FigureGrid()
        self.one = Card(N_("Figures"), body=self.grid)
        self.settle = Button(N_("Compare them"), "quiet", "scales")
        self.settle.hide()
        self._entries: tuple[Entry, ...] = ()
        self._columns: list[Column] = []
        self.study: Study | None = None
        """What would settle how the two runs in view compare."""
        sized(self, lambda: self.chart.setMinimumHeight(fonts.px(LOWEST)))
        sized(self, lambda: self.figures.setMinimumHeight(fonts.px(LOWEST)))
        for card in (self.about, self.several, self.one):
            # Where there is too little room for all, the page scrolls and no card is squeezed.
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # This one breaks its lines, and is as high as they are.
        self.several.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inner = QWidget()
        inner.setObjectName("page")
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.hint, 1)
        column.addWidget(self.about)
        column.addWidget(self.several)
        column.addWidget(self.chart, 5)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.sentence, 1)
        foot.addWidget(self.settle)
        column.addLayout(foot)
        column.addWidget(self.one)
        column.addWidget(self.figures, 4)
        self.area = scrolling(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.area)
        self.show_entries([])

    @property
    def drawn(self) -> list[Entry]:
        """The chosen runs that are in the chart."""
        return [entry for entry in self._entries if entry.kind == "run"][:MOST]

    @property
    def badges(self) -> dict[int, Style]:
        """The number and colour of each run in the chart; one alone needs none.

        Where nothing is drawn the entries have numbers all the same, to be spoken of.
        """
        if len(self._entries) < 2:
            return {}
        shown = self.drawn
        looks = styles(entry.approaches[0] for entry in shown)
        if not shown:
            shown = list(self._entries[:MOST])
            looks = numbers(len(shown))
        return {entry.id: look for entry, look in zip(shown, looks, strict=True)}

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show who is chosen; their results come by :meth:`show_results`."""
        changed = self._entries != tuple(entries)
        self._entries = tuple(entries)
        if not entries:
            self.about.flush()
            self._head_is(self.hint)
        elif len(entries) == 1:
            self.about.show_entry(entries[0])
            self._head_is(self.about)
        else:
            self.about.flush()
            self.several.show_entries(entries)
            self._head_is(self.several)
        self.chart.setVisible(bool(self.drawn))
        study = len(entries) == 1 and not self.drawn
        if study or self.findings is not None:
            self._findings().setVisible(study)
        if study and changed:
            self._findings().show_found(None)
        self.figures.setVisible(len(entries) > 1)
        self.one.setVisible(len(entries) == 1)
        if changed or len(entries) != 2:
            self.show_contrast(None, None)
        if changed:
            # What is read already stays; no other's figures stand beside this name meanwhile.
            self.show_results({entry.id: result for entry, result in self.chart.runs})

    def _head_is(self, card: QWidget) -> None:
        for one in (self.hint, self.about, self.several):
            one.setVisible(one is card)

    def show_results(self, results: Mapping[int, Result | StudyResult]) -> None:
        """Draw and tabulate what was measured."""
        runs = [
            (entry, result)
            for entry in self.drawn
            if isinstance(result := results.get(entry.id), Result)
        ]
        self.chart.show_runs(runs)
        known = {entry.id: result for entry, result in runs}
        looks = self.badges
        self._columns = [
            Column(entry, known.get(entry.id), looks.get(entry.id))
            for entry in self._entries[:MOST]
        ]
        self.table.show_columns(self._columns if len(self._entries) > 1 else [])
        self.retranslate()

    def show_found(self, found: Found | None) -> None:
        """Show what the chosen study found."""
        self._findings().show_found(found)

    def _findings(self) -> Findings:
        """Made when the first study is chosen: its charts are not needed before."""
        if self.findings is None:
            from .findings import Findings

            self.findings = Findings()
            self.findings.hide()
            self._column.insertWidget(self._column.indexOf(self.chart) + 1, self.findings, 5)
        return self.findings

    def show_contrast(self, found: Comparison | None, study: Study | None) -> None:
        """Say how the two compare; ``study`` is what would settle it."""
        self.sentence.setVisible(found is not None)
        self.settle.setVisible(found is not None and study is not None)
        self.study = study
        if found is not None:
            runs = len(self.drawn) == 2
            self.sentence.set_words(*words_of(found, runs=runs))

    def retranslate(self) -> None:
        """Write the figures of one entry in the language of now."""
        if len(self._columns) == 1:
            self.grid.show_pairs(pairs(self._columns[0]))


def _hint() -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    text = Text(
        N_("Choose a run to see its course. With Ctrl or Shift several are drawn in one chart."),
        tone="text2",
        wrap=True,
    )
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column = QVBoxLayout(frame)
    column.setContentsMargins(32, 24, 32, 24)
    column.addWidget(text)
    return frame
