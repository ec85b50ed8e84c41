"""A table to be sorted, read and copied: figures right-aligned, intervals in a quieter tone.

Rows are given whole and written already, so that the table knows nothing of what they are. Click a
head, or press S in a column, to sort by it and again to turn the order; Ctrl+C copies what is
selected as tab-separated text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.controls.ringed_view import RingedView
from ui.controls.table_model import Cell, Column, Line, TableModel
from ui.controls.table_painter import (
    HEAD,
    ROW,
    CellPainter,
    Dress,
    TableHead,
    left_edge,
    needed_width,
    right_edge,
)
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts
from ui.words import N_

__all__ = ["Cell", "Column", "Line", "Table", "TableModel"]


class Table(RingedView, Worded, QTableView):
    """Rows of cells. ``chosen`` brings the key of the row that becomes the current one;
    ``hovered`` that of the row under the pointer, -1 when there is none.
    """

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, name: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress = Dress()
        self._quiet = False
        self._model = TableModel(())
        self.setModel(self._model)
        self.setHorizontalHeader(TableHead(self))
        self.setItemDelegate(CellPainter(self, self.dress))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.entered.connect(self._entered)
        self.set_spoken(
            name,
            help_=N_(
                "Up and Down go through the rows, Left and Right through the columns. S sorts by"
                " the column, and again turns the order. Ctrl+C copies the rows selected."
            ),
        )

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def rows(self) -> TableModel:
        """The model: rows in their present order."""
        return self._model

    def show_lines(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Show other rows; the row that was chosen stays so where it is still there."""
        kept = self.chosen_key
        self._model.show(columns, lines)
        self.dress.hovered_row = -1
        self.verticalHeader().setDefaultSectionSize(fonts.px(ROW))
        self.set_chosen(kept)
        self.fit_columns()

    @property
    def chosen_key(self) -> int | None:
        """The key of the current row."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else None

    def set_chosen(self, key: int | None) -> None:
        """Choose a row by its key, without a signal; None chooses none."""
        row = None if key is None else self._model.row_of(key)
        self._quiet = True
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif key != self.chosen_key or not self.selectionModel().hasSelection():
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self._model.index(row, column))
        self._quiet = False
        self.viewport().update()

    def set_hovered(self, key: int | None) -> None:
        """Mark the row of what is pointed at elsewhere, without a signal; None marks none."""
        row = None if key is None else self._model.row_of(key)
        self.dress.hovered_row = -1 if row is None else row
        self.viewport().update()

    def sort_by(self, column: int, falling: bool | None = None) -> None:
        """Sort by a column; None turns the order where it is sorted by it already."""
        by, now = self._model.sorted_by
        if falling is None:
            falling = not now if column == by else self._model.columns[column].falling
        self._model.sort_by(column, falling)
        self.dress.hovered_row = -1
        self.fit_columns()
        self.horizontalHeader().viewport().update()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def text(self, *, selected: bool = False) -> str:
        """Head and rows in the reader's format, tab-separated; those ``selected``, or all."""
        rows = range(len(self._model.lines))
        if selected and self.selectionModel().hasSelection():
            rows_chosen = {index.row() for index in self.selectionModel().selectedRows()}
            kept = [row for row in rows if row in rows_chosen]
        else:
            kept = list(rows)
        columns = range(len(self._model.columns))
        head = [said(column.title) for column in self._model.columns]
        lines = [
            [
                " ".join(filter(None, (cell.text, cell.aside)))
                for cell in (self._model.cell(row, column) for column in columns)
            ]
            for row in kept
        ]
        return "".join("\t".join(line) + "\n" for line in [head, *lines])

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def fit_columns(self) -> None:
        """Give each column the room it needs and the first one what is left.

        Where there is too little: spare columns go, then badges become a star, then asides go; then
        the table scrolls.
        """
        model, head = self._model, self.horizontalHeader()
        if not model.columns:
            return
        room = self.viewport().width()
        hidden: set[int] = set()
        self.dress.asides = self.dress.badges = True
        spare = [c for c, column in enumerate(model.columns) if column.spare]
        while sum(wide := self._widths(hidden)) > room:
            if spare:
                hidden.add(spare.pop())
            elif self.dress.badges:
                self.dress.badges = False
            elif self.dress.asides:
                self.dress.asides = False
            else:
                break
        wide[0] += max(0, room - sum(wide))
        for column in range(len(model.columns)):
            head.setSectionHidden(column, column in hidden)
            head.resizeSection(column, max(1, wide[column]))
        self.viewport().update()

    def _widths(self, hidden: set[int]) -> list[int]:
        wide = []
        for index, column in enumerate(self._model.columns):
            if index in hidden:
                wide.append(0)
                continue
            # The arrow of figures stands in the gap; beside words it always has its room, so that
            # nothing moves when another column is sorted by.
            head = fonts.width(said(column.title), 12, 600)
            head += 0 if column.figures else fonts.px(16)
            cells = (needed_width(line.cells[index], self.dress) for line in self._model.lines)
            need = max(head, max(cells, default=0.0))
            wide.append(round(need + left_edge(index) + right_edge(self._model, index)) + 1)
        return wide

    def minimumSizeHint(self) -> QSize:
        """The head and three rows."""
        return QSize(fonts.px(240), fonts.px(HEAD + 3 * ROW))

    def sizeHint(self) -> QSize:
        """All rows."""
        rows = max(3, len(self._model.lines))
        return QSize(fonts.px(640), fonts.px(HEAD + rows * ROW) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and type size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self.verticalHeader().setDefaultSectionSize(fonts.px(ROW))
            self.fit_columns()

    # ── hands ─────────────────────────────────────────────────────────────────────────────
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and sort; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text(selected=True))
            return
        current_index = self.currentIndex()
        if event.key() == Qt.Key.Key_S and not event.modifiers() and self._model.columns:
            self.sort_by(max(0, current_index.column()))
        elif not current_index.isValid() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._model.lines:
                self.setCurrentIndex(self._model.index(0, 0))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            event.ignore()  # the page's: it starts and stops, or cancels
        else:
            super().keyPressEvent(event)
        self._ring_head()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        self._ring_head()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring_head()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """No row is under a pointer below the last one."""
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hover(-1)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def _entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _hover(self, row: int) -> None:
        if row != self.dress.hovered_row:
            self.dress.hovered_row = row
            self.hovered.emit(self._model.lines[row].key if row >= 0 else -1)
            self.viewport().update()

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(self._model.lines[now.row()].key)

    def _ring_head(self) -> None:
        self.dress.ringed = self.shows_ring
        head = self.horizontalHeader()
        if isinstance(head, TableHead):
            ringed = self.currentIndex().column() if self.shows_ring else -1
            if ringed != head.ringed:
                head.ringed = ringed
                head.viewport().update()
