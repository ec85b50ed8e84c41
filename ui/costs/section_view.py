"""One section of the costs: its sentence, its charts, its table, all made from one result."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.costs.kinds import Section
from lab.costs.result import CostResult
from lab.costs.rows import CostRow, rows_of
from lab.costs.sentences import sentences
from lab.costs.study import study_of
from ui.charts.costs.table import CostTable
from ui.controls.sentence import Sentence
from ui.controls.text import Text
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP
from ui.words import N_, Words, from_lab, number, tr

from .chart_card import CHART, ChartCard
from .state_line import StateLine
from .table_card import TableCard

TABLE = 260
"""The least height of the table; the page scrolls where there is less."""
TABLE_MS = 60
"""After so long the table follows the charts."""
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
        self._rows: tuple[CostRow, ...] = ()
        self._table_soon = QTimer(self, singleShot=True, interval=TABLE_MS)
        self._table_soon.timeout.connect(self._show_table)
        self.state = StateLine()
        self.sentence = Sentence()
        self.missing = Text(size=12, tone="text3", wrap=True)
        self.cards = [ChartCard(section, figures) for figures in section.charts]
        self.charts = [card.chart for card in self.cards]
        self.table = CostTable(section)
        self.table_card = TableCard(self.table)
        sized(self, lambda: self.table_card.setMinimumHeight(fonts.px(TABLE)))
        for card in (*self.cards, self.table_card):
            # What a card would like to be must not move the others when figures come.
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        # The row of charts is a widget: a layout of layouts forgets the least height of what has no
        # width of its own to be high for.
        self._row = QWidget()
        self._row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._grid = QGridLayout(self._row)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._across = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.state)
        column.addWidget(self.sentence)
        column.addWidget(self._row, 3)
        column.addWidget(self.table_card, 2)
        column.addWidget(self.missing)
        for card in self.cards:
            card.panel_asked.connect(self.panel_asked)
        for one in (*self.charts, self.table):
            one.chosen.connect(self._choose)
            one.hovered.connect(self._hover)
        self._arrange(2)
        self.show_result(None)

    def show_result(self, result: CostResult | None, *, live: bool = False) -> None:
        """Show what was measured, so far or in all; None is nothing yet.

        While a study goes on (``live``) the table follows a moment later, in a turn of its own.
        """
        same = self.result is not None and result is not None and self.result.study == result.study
        self.result = result
        self._rows = rows_of(result, self._rows if same else ()) if result is not None else ()
        for chart in self.charts:
            chart.show_rows(self._rows)
        if live:
            self._table_soon.start()
        else:
            self._show_table()
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

    def _show_table(self) -> None:
        self._table_soon.stop()
        self.table.show_rows(self._rows)
        self.table_card.copy.setEnabled(bool(self._rows))

    def _say(self, result: CostResult | None) -> None:
        said = sentences(result, self._rows) if result is not None else ()
        if not said:
            self.sentence.set_words(self.section.about)
            return
        self.sentence.set_words(Words("{all}", all=partial(_joined, said)), self.section.about)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Charts stand beside each other where there is room."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= fonts.px(TWO_FROM) else 1)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As high as everything at least is at this width: words need more rows on less."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and self.width() >= hint.width():
            hint.setHeight(layout.minimumHeightForWidth(self.width()))
        return hint

    def _arrange(self, across: int) -> None:
        across = min(across, len(self.cards))
        if across == self._across:
            return
        self._across = across
        rows = -(-len(self.cards) // across)
        self._row.setMinimumHeight(rows * fonts.px(CHART) + (rows - 1) * GAP)
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
