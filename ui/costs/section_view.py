"""One section of the costs: its sentence, its charts, its table, all made from one result."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lab.costs.kinds import CostFigure, Section
from lab.costs.result import CostResult
from lab.costs.rows import CostRow, rows_of
from lab.costs.sentences import sentences
from lab.costs.study import study_of
from ui.charts.costs.curves import CostCurves
from ui.charts.costs.dots import CostDots
from ui.charts.costs.table import CostTable
from ui.charts.costs.wording import titled
from ui.controls.card import Card
from ui.controls.sentence import Sentence
from ui.controls.text import Text
from ui.run.tabular import tab_text
from ui.theme import fonts
from ui.theme.tokens import GAP
from ui.words import N_, Words, from_lab, number, tr

from .state_line import StateLine
from .table_card import TableCard

CHART, TABLE = 280, 260
"""The least heights of a row of charts and of the table; the page scrolls where there is less."""
TWO_FROM = 900
"""From this width on two charts stand beside each other."""


class SectionView(QWidget):
    """What is chosen or pointed at in one chart or in the table is so in all."""

    panel_asked = Signal(str)
    """A person wants one chart saved; the key of its figure."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.result: CostResult | None = None
        self.state = StateLine()
        self.sentence = Sentence()
        self.missing = Text(size=12, tone="text3", wrap=True)
        make = CostCurves if section.size_key else CostDots
        figures = [section.figure(key) for key in section.charts]
        self.charts = [make(figure) for figure in figures]
        self.cards = [self._card(chart, of) for chart, of in zip(self.charts, figures, strict=True)]
        self.table = CostTable(section)
        self.table_card = TableCard(self.table)
        self.table_card.setMinimumHeight(fonts.px(TABLE))
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        self._across = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.state)
        column.addWidget(self.sentence)
        column.addLayout(self._grid, 3)
        column.addWidget(self.table_card, 2)
        column.addWidget(self.missing)
        for one in (*self.charts, self.table):
            one.chosen.connect(self._choose)
            one.hovered.connect(self._hover)
        self._arrange(2)
        self.show_result(None)

    def show_result(self, result: CostResult | None) -> None:
        """Show what was measured, so far or in all; None is nothing yet."""
        self.result = result
        rows = rows_of(result) if result is not None else ()
        self._show_rows(rows)
        self._say(result)
        self.missing.setVisible(result is not None and bool(result.missing))
        if result is not None:
            self.missing.set_source(Words("{names}", names=partial(_missing, result)))

    def show_standing(self) -> None:
        """Say above the figures how things stand while nothing goes on."""
        if self.result is None:
            self.state.show_wish(study_of(self.section.key, seed=0))
        else:
            self.state.show_ended(self.result)

    def _show_rows(self, rows: tuple[CostRow, ...]) -> None:
        for chart in self.charts:
            chart.show_rows(rows)
        self.table.show_rows(rows)
        self.table_card.copy.setEnabled(bool(rows))

    def _say(self, result: CostResult | None) -> None:
        said = sentences(result) if result is not None else ()
        if not said:
            self.sentence.set_words(self.section.about)
            return
        self.sentence.set_words(Words("{all}", all=partial(_joined, said)), self.section.about)

    def _card(self, chart: CostDots | CostCurves, of: CostFigure) -> Card:
        card = Card(titled(of) if isinstance(chart, CostDots) else of.title, body=chart)
        card.setMinimumHeight(fonts.px(CHART))
        card.add_action(
            N_("Save this chart…"), "image", lambda: self.panel_asked.emit(chart.of.key)
        )
        card.add_action(N_("Copy its data"), "copy", lambda: _copy(chart))
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Charts stand beside each other where there is room."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= fonts.px(TWO_FROM) else 1)

    def _arrange(self, across: int) -> None:
        across = min(across, len(self.cards))
        if across == self._across:
            return
        self._across = across
        for card in self.cards:
            self._grid.removeWidget(card)
        for index, card in enumerate(self.cards):
            alone = index == len(self.cards) - 1 and index % across == 0
            self._grid.addWidget(card, index // across, index % across, 1, across if alone else 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _choose(self, place: int) -> None:
        for one in (*self.charts, self.table):
            if one is not self.sender():
                one.set_chosen(place)

    def _hover(self, place: int) -> None:
        for one in (*self.charts, self.table):
            if one is not self.sender():
                one.set_hovered(place if place >= 0 else None)


def _joined(said: tuple[str, ...]) -> str:
    """The sentences one after the other, the first one stronger."""
    first, *others = (str(from_lab(text)) for text in said)
    return " ".join([f"<b>{first}</b>", *others])


def _missing(result: CostResult) -> str:
    lines = []
    for one in result.missing:
        name = tr(result.study.of.kind(one.kind).title)
        if one.size is not None:
            name = f"{name}, {number(one.size)}"
        lines.append(tr(N_("{name}: not measured, {why}."), name=name, why=from_lab(one.reason)))
    return " ".join(lines)


def _copy(chart: CostDots | CostCurves) -> None:
    """Put what a chart shows on the clipboard, as a table for a spreadsheet."""
    QGuiApplication.clipboard().setText(tab_text(*chart.data()))
