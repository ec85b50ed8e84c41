"""A table to be sorted, read and copied: figures right-aligned, intervals in a quieter tone.

Rows are given whole and written already, so that the table knows nothing of what they are. Click a
head, or press S in a column, to sort by it and again to turn the order; Ctrl+C copies what is
selected as tab-separated text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.controls.focus import KeyboardFocus
from ui.controls.glyph import glyph_pixmap
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix
from ui.words import N_

Index = QModelIndex | QPersistentModelIndex
_ROW = 40
_HEAD = 32
_EDGE = 16
_BETWEEN = 12
_GLYPH = 20


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; one that is ``spare`` is left out of sight where there is no room for it."""

    key: str
    title: Source
    figures: bool = False
    """Right-aligned."""
    falling: bool = False
    """Whether the first click puts the largest first."""
    spare: bool = False
    tip: Source = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one cell shows, written in the reader's language.

    ``rank`` is what it is sorted by; None comes last in either order. ``aside`` is in a quieter
    tone beside the figure and may be left out where there is no room.
    """

    text: str
    rank: float | str | None = None
    aside: str = ""
    weight: int = 400
    tone: str = "text"
    glyph: str = ""
    badge: str = ""
    warning: str = ""
    """Shown as a sign; the words are its tool tip."""


@dataclass(frozen=True)
class Line:
    """One row; ``key`` tells it apart from the others, whatever the order."""

    key: int
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """The rows in their present order."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: list[Line] = []
        self.sorted_by: tuple[int, bool] = (0, False)
        """Column and whether falling."""

    def show(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Show other rows, in the order that is chosen."""
        self.beginResetModel()
        if [c.key for c in columns] != [c.key for c in self.columns]:
            self.sorted_by = (0, False)
        self.columns = tuple(columns)
        self.lines = self._in_order(lines)
        self.endResetModel()

    def sort_by(self, column: int, falling: bool) -> None:
        """Put the rows in another order; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        self.sorted_by = (column, falling)
        before = self.persistentIndexList()
        keys = [self.lines[index.row()].key for index in before]
        self.lines = self._in_order(self.lines)
        rows = {line.key: row for row, line in enumerate(self.lines)}
        after = [
            self.index(rows[key], index.column()) for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def row_of(self, key: int) -> int | None:
        """Where the row with this key stands now."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), None)

    def cell(self, row: int, column: int) -> Cell:
        """One cell."""
        return self.lines[row].cells[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, what a screen reader says, tool tip and alignment."""
        if not index.isValid():
            return None
        cell, column = self.cell(index.row(), index.column()), self.columns[index.column()]
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return " ".join(filter(None, (cell.text, cell.aside, cell.badge)))
        if role == roles.AccessibleTextRole:
            words = (said(column.title), cell.text, cell.aside, cell.badge, cell.warning)
            return " ".join(filter(None, words))
        if role == roles.ToolTipRole:
            return cell.warning or None
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(column.title)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return said(column.tip)
        return None

    def _in_order(self, lines: Sequence[Line]) -> list[Line]:
        column, falling = self.sorted_by
        known = [line for line in lines if line.cells[column].rank is not None]
        unknown = [line for line in lines if line.cells[column].rank is None]

        def rank(line: Line) -> tuple[bool, float | str]:
            value = line.cells[column].rank
            return isinstance(value, str), value if value is not None else 0.0

        return sorted(known, key=rank, reverse=falling) + unknown


class TableHead(QHeaderView):
    """Titles of the columns, the one sorted by with an arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.ringed = -1

    def sizeHint(self) -> QSize:
        """As high as in the design."""
        return QSize(super().sizeHint().width(), fonts.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        """Paint one title."""
        model = self.model()
        if not isinstance(model, TableModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("border"))
        column = model.columns[index]
        by, falling = model.sorted_by
        on = index == by
        weight, tone = (600, "text") if on else (500, "text3")
        base = paint.baseline(rect.center().y() + 0.5, 12, weight)
        text = said(column.title)
        left, right = rect.left() + _left(index), rect.right() + 1 - _right(model, index)
        if column.figures:
            if on:
                _arrow(painter, right + fonts.px(8), rect.center().y() + 0.5, falling)
            paint.words(painter, right, base, text, 12, weight, tone, "right")
        else:
            used = paint.words(painter, left, base, text, 12, weight, tone)
            if on:
                _arrow(painter, left + used + fonts.px(10), rect.center().y() + 0.5, falling)
        if index == self.ringed:
            inside = QRectF(rect).adjusted(2, 2, -2, -3)
            paint.ring(painter, inside, 5)
        painter.restore()


class _Painter(QStyledItemDelegate):
    """Paints cells."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, fonts.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TableModel):
            return
        table, rect = self._table, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selection = table.selectionModel()
        if selection.isRowSelected(index.row(), QModelIndex()):
            painter.fillRect(rect, mix("surface", "accent", 0.12 if current().is_dark else 0.06))
        elif index.row() == table.hovered_row:
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("grid"))
        cell = model.cell(index.row(), index.column())
        middle = rect.center().y() + 0.5
        base = paint.baseline(middle, 13, cell.weight)
        if model.columns[index.column()].figures:
            x = float(rect.right() + 1 - _right(model, index.column()))
            if cell.aside and table.shows_asides:
                x -= paint.words(painter, x, base, cell.aside, 12, 400, "text3", "right")
                x -= fonts.px(8)
            paint.words(painter, x, base, cell.text, 13, cell.weight, cell.tone, "right")
        else:
            self._words(painter, rect, cell, index.column())
        if table.shows_ring and index.row() == table.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), colour("accent"))
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), colour("accent"))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, cell: Cell, column: int) -> None:
        unit = fonts.px
        middle = rect.center().y() + 0.5
        x = float(rect.left() + _left(column))
        if cell.glyph:
            side = unit(_GLYPH)
            ratio = painter.deviceTransform().m11()
            drawn = glyph_pixmap(cell.glyph, side, ratio=ratio)
            painter.drawPixmap(QPointF(round(x), round(middle - side / 2)), drawn)
            x += unit(30)
        base = paint.baseline(middle, 13, cell.weight)
        x += paint.words(painter, x, base, cell.text, 13, cell.weight, cell.tone)
        if cell.badge:
            x += unit(10)
            badge = cell.badge if self._table.shows_badges else "★"
            wide = fonts.width(badge, 11, 600) + unit(14)
            area = QRectF(round(x), round(middle - unit(19) / 2), round(wide), unit(19))
            paint.box(painter, area, 5, "accent_tint")
            words = paint.baseline(middle, 11, 600)
            paint.words(painter, area.center().x(), words, badge, 11, 600, "accent", "centre")
            x += wide
        if cell.warning:
            paint.picture(painter, x + unit(8), middle, "warning", 16, "warn")


class Table(KeyboardFocus, Worded, QTableView):
    """Rows of cells. ``chosen`` brings the key of the row that becomes the current one;
    ``hovered`` that of the row under the pointer, -1 when there is none.
    """

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, name: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shows_asides = True
        self.shows_badges = True
        self.hovered_row = -1
        self._quiet = False
        self._model = TableModel(())
        self.setModel(self._model)
        self.setHorizontalHeader(TableHead(self))
        self.setItemDelegate(_Painter(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
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
        self.hovered_row = -1
        self.verticalHeader().setDefaultSectionSize(fonts.px(_ROW))
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

    def sort_by(self, column: int, falling: bool | None = None) -> None:
        """Sort by a column; None turns the order where it is sorted by it already."""
        by, now = self._model.sorted_by
        if falling is None:
            falling = not now if column == by else self._model.columns[column].falling
        self._model.sort_by(column, falling)
        self.hovered_row = -1
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
        self.shows_asides = self.shows_badges = True
        spare = [c for c, column in enumerate(model.columns) if column.spare]
        while sum(wide := self._widths(hidden)) > room:
            if spare:
                hidden.add(spare.pop())
            elif self.shows_badges:
                self.shows_badges = False
            elif self.shows_asides:
                self.shows_asides = False
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
            cells = (self._needed(line.cells[index]) for line in self._model.lines)
            need = max(head, max(cells, default=0.0))
            wide.append(round(need + _left(index) + _right(self._model, index)) + 1)
        return wide

    def _needed(self, cell: Cell) -> float:
        unit = fonts.px
        need = fonts.width(cell.text, 13, cell.weight)
        if cell.aside and self.shows_asides:
            need += unit(8) + fonts.width(cell.aside, 12)
        if cell.glyph:
            need += unit(30)
        if cell.badge:
            badge = cell.badge if self.shows_badges else "★"
            need += unit(24) + fonts.width(badge, 11, 600)
        if cell.warning:
            need += unit(24)
        return need

    def minimumSizeHint(self) -> QSize:
        """The head and three rows."""
        return QSize(fonts.px(240), fonts.px(_HEAD + 3 * _ROW))

    def sizeHint(self) -> QSize:
        """All rows."""
        rows = max(3, len(self._model.lines))
        return QSize(fonts.px(640), fonts.px(_HEAD + rows * _ROW) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and type size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self.verticalHeader().setDefaultSectionSize(fonts.px(_ROW))
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

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take the ring away from the head with the focus."""
        moved = super().focusNextPrevChild(forward)
        self._ring_head()
        return moved

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
        if row != self.hovered_row:
            self.hovered_row = row
            self.hovered.emit(self._model.lines[row].key if row >= 0 else -1)
            self.viewport().update()

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(self._model.lines[now.row()].key)

    def _ring_head(self) -> None:
        head = self.horizontalHeader()
        if isinstance(head, TableHead):
            ringed = self.currentIndex().column() if self.shows_ring else -1
            if ringed != head.ringed:
                head.ringed = ringed
                head.viewport().update()


def _left(column: int) -> int:
    return fonts.px(_EDGE if column == 0 else _BETWEEN)


def _right(model: TableModel, column: int) -> int:
    return fonts.px(_EDGE if column == len(model.columns) - 1 else _BETWEEN)


def _arrow(painter: QPainter, x: float, middle: float, falling: bool) -> None:
    painter.setPen(paint.pen("text", 1.4, round_=True))
    half, down = fonts.px(4), 1 if falling else -1
    tip = QPointF(x, middle + half * down)
    painter.drawLine(QPointF(x, middle - half * down), tip)
    for side in (-1, 1):
        painter.drawLine(tip, QPointF(x + side * half * 0.75, tip.y() - half * 0.75 * down))


__all__ = ["Cell", "Column", "Line", "Table", "TableHead", "TableModel"]
