"""What a study found, all made from one digest: recommendation, bars, curves and the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import LEVELS, Study
from ui.charts.compare.figure_card import FigureCard
from ui.charts.compare.recommendation import RecommendationCard
from ui.run.tabular import tab_text
from ui.theme import fonts
from ui.theme.tokens import GAP
from ui.words import N_

from .scaling_card import ScalingCard
from .table_card import TableCard

if TYPE_CHECKING:
    from lab.advice.recommendation import Recommendation

ROW = 330
"""The least height of a row of cards; the page scrolls where there is less room."""
MOST_ROWS = 14
"""Bars that are in view without scrolling."""
WIDE, NARROW = 400, 350
NARROW_BELOW = 1250


class Results(QScrollArea):
    """Cards in two rows. What is chosen or pointed at in one is so in all."""

    panel_asked = Signal(str)
    """A person wants one chart saved; the name of its panel on paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = RecommendationCard()
        self.figure = FigureCard()
        self.scaling = ScalingCard()
        self.table = TableCard()
        inner = QWidget()
        inner.setObjectName("page")
        self._grid = QVBoxLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        # Rows are widgets: a layout of layouts forgets the least height of what has no width of
        # its own to be high for.
        self._upper, lower = QWidget(), QWidget()
        for row, cards in (
            (self._upper, ((self.advice, 0), (self.figure, 1))),
            (lower, ((self.scaling, 36), (self.table, 58))),
        ):
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(GAP)
            row.setMinimumHeight(fonts.px(ROW))
            for card, stretch in cards:
                across.addWidget(card, stretch)
            self._grid.addWidget(row, 1)
        for card in (self.figure, self.scaling, self.table):
            # What a card would like to be must not move the others when it changes.
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._linked = (self.figure, self.scaling.chart, self.table.table)
        for one in self._linked:
            one.chosen.connect(self._choose)
            one.hovered.connect(self._hover)
        for chart in (self.figure, self.scaling):
            asked = partial(self._ask_panel, chart)
            chart.add_action(N_("Save this chart…"), "image", asked)
            chart.add_action(N_("Copy its data"), "copy", partial(_copy, chart))

    def begin(self, study: Study) -> None:
        """A new study begins: nothing of the last one is left."""
        self.show_digest(None, None)
        approaches = [candidate.approach for candidate in study.candidates]
        curves = any(approaches.count(approach) > 1 for approach in approaches)
        varied = [axis.setting for axis in study.axes]
        self.scaling.setVisible(curves and (not varied or varied in [[level] for level in LEVELS]))
        self.figure.begin(study)
        rows = 0 if study.axes else min(len(study.candidates), MOST_ROWS)
        self._upper.setMinimumHeight(fonts.px(max(ROW, 82 + 24 * rows)))

    def show_digest(self, digest: Digest | None, recommendation: Recommendation | None) -> None:
        """Show what is known so far."""
        winner = recommendation.winner if recommendation is not None else None
        self.advice.show_found(recommendation, digest if recommendation is not None else None)
        self.figure.show_digest(digest)
        self.scaling.show_digest(digest)
        if recommendation is not None:
            # Intervals from the first few blocks were wide, and so was what had to be in view.
            for chart in (self.figure.chart, self.scaling.chart):
                chart.show_all()
        self.table.show_digest(digest, winner)

    def _ask_panel(self, chart: FigureCard | ScalingCard) -> None:
        self.panel_asked.emit(chart.panel if isinstance(chart, FigureCard) else "scaling")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The recommendation is narrower where there is little room."""
        super().resizeEvent(event)
        self.advice.setFixedWidth(fonts.px(NARROW if self.width() < NARROW_BELOW else WIDE))

    def _choose(self, place: int) -> None:
        for one in (self.figure, self.scaling.chart, self.table):
            if one is not self.sender():
                one.set_chosen(place)

    def _hover(self, place: int) -> None:
        for chart in (self.figure, self.scaling.chart, self.table.table):
            if chart is not self.sender():
                chart.set_hovered(place if place >= 0 else None)


def _copy(card: FigureCard | ScalingCard) -> None:
    """Put what a chart shows on the clipboard, as a table for a spreadsheet."""
    QGuiApplication.clipboard().setText(tab_text(*card.chart.data()))
