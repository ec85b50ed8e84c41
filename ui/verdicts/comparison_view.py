"""The course's comparison table: each claimed cell with what was measured of it here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import APPROACHES as WAYS
from lab.verdicts.cells import TABLE
from lab.verdicts.table import APPROACHES, COMBINED, TableRow
from ui.controls.glyph import glyph_pixmap
from ui.controls.rule import Rule
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import mix
from ui.words import N_, Words, tr

from .rows import Board
from .table_cell import TableCell

_FIRST = 172
_BAR = 12
"""Room for the scroll bar, so that the head stands above its columns."""


class ComparisonView(QFrame):
    """``measure_asked`` brings the ids of the claims that are to be measured."""

    measure_asked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.cells: dict[tuple[str, str], TableCell] = {}
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(16, 0, 16, 8)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._columns(self._grid)
        for place, row in enumerate(TABLE):
            self._add(2 * place, row)
        self._grid.setRowStretch(2 * len(TABLE), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Rule())
        column.addWidget(scrolling(body), 1)

    def show_board(self, board: Board, *, free: bool) -> None:
        """Fill all cells from what was found; nothing can be asked for unless ``free``."""
        under_way = {board.running, *board.waiting}
        for cell in self.cells.values():
            cell.show_found(board.findings, under_way, free=free)

    def _add(self, place: int, row: TableRow) -> None:
        title = Text(row.title, weight=600, wrap=True)
        title.setContentsMargins(0, 8, 0, 8)
        self._grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
        for column, (approach, cell) in enumerate(row.cells.items(), 1):
            name = Words(
                N_("{row}, {approach}"),
                row=lambda row=row: tr(row.title),
                approach=lambda approach=approach: tr(WAYS[approach].title),
            )
            shown = TableCell(cell, name)
            shown.measure_asked.connect(self.measure_asked)
            self.cells[row.key, approach] = shown
            span = len(APPROACHES) if approach == COMBINED else 1
            self._grid.addWidget(shown, place, column, 1, span)
        self._grid.addWidget(Rule(), place + 1, 0, 1, 1 + len(APPROACHES))

    def _head(self) -> QWidget:
        head = QWidget()
        grid = QGridLayout(head)
        sized(self, lambda: grid.setContentsMargins(16, 10, 16 + fonts.px(_BAR), 10))
        grid.setHorizontalSpacing(20)
        self._columns(grid)
        about = Text(N_("Claimed, and measured here"), size=12, tone="text3", wrap=True)
        grid.addWidget(about, 0, 0)
        for column, approach in enumerate(APPROACHES, 1):
            grid.addWidget(_ApproachHead(approach), 0, column)
        return head

    def _columns(self, grid: QGridLayout) -> None:
        sized(self, lambda: grid.setColumnMinimumWidth(0, fonts.px(_FIRST)))
        for column in range(1, 1 + len(APPROACHES)):
            grid.setColumnStretch(column, 1)


class _ApproachHead(QWidget):
    def __init__(self, approach: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Glyph(approach))
        row.addWidget(Text(WAYS[approach].title, size=14, weight=600))
        row.addStretch(1)


class _Glyph(QWidget):
    def __init__(self, approach: str) -> None:
        super().__init__()
        self._approach = approach
        sized(self, lambda: self.setFixedSize(self.sizeHint()))

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(30), fonts.px(30))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        paint.box(painter, QRectF(self.rect()), 8, mix("surface", self._approach, 0.14))
        side = fonts.px(20)
        place = (self.width() - side) // 2
        ratio = paint.ratio(painter)
        painter.drawPixmap(place, place, glyph_pixmap(self._approach, side, ratio=ratio))
