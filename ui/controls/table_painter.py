"""How a table looks: its head, its cells, and the room that both need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.controls.glyph import glyph_pixmap
from ui.controls.table_model import Cell, Index, TableModel
from ui.controls.worded import said
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix

ROW = 40
HEAD = 32
_EDGE = 16
_BETWEEN = 12
_GLYPH = 20


@dataclass
class Dress:
    """What of the cells is on show, and which row stands out."""

    asides: bool = True
    badges: bool = True
    hovered_row: int = -1
    ringed: bool = False
    """Whether the current row has the ring of the keyboard's focus."""


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
        return QSize(super().sizeHint().width(), fonts.px(HEAD))

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
        left, right = rect.left() + left_edge(index), rect.right() + 1 - right_edge(model, index)
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


class CellPainter(QStyledItemDelegate):
    """Paints cells."""

    def __init__(self, table: QTableView, dress: Dress) -> None:
        super().__init__(table)
        self._table = table
        self._dress = dress

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, fonts.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TableModel):
            return
        table, dress, rect = self._table, self._dress, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selection = table.selectionModel()
        if selection.isRowSelected(index.row(), QModelIndex()):
            painter.fillRect(rect, mix("surface", "accent", 0.12 if current().is_dark else 0.06))
        elif index.row() == dress.hovered_row:
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("grid"))
        cell = model.cell(index.row(), index.column())
        middle = rect.center().y() + 0.5
        base = paint.baseline(middle, 13, cell.weight)
        if model.columns[index.column()].figures:
            x = float(rect.right() + 1 - right_edge(model, index.column()))
            if cell.aside and dress.asides:
                x -= paint.words(painter, x, base, cell.aside, 12, 400, "text3", "right")
                x -= fonts.px(8)
            paint.words(painter, x, base, cell.text, 13, cell.weight, cell.tone, "right")
        else:
            self._words(painter, rect, cell, index.column())
        if dress.ringed and index.row() == table.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), colour("accent"))
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), colour("accent"))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, cell: Cell, column: int) -> None:
        unit = fonts.px
        middle = rect.center().y() + 0.5
        x = float(rect.left() + left_edge(column))
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
            badge = cell.badge if self._dress.badges else "★"
            wide = fonts.width(badge, 11, 600) + unit(14)
            area = QRectF(round(x), round(middle - unit(19) / 2), round(wide), unit(19))
            paint.box(painter, area, 5, "accent_tint")
            words = paint.baseline(middle, 11, 600)
            paint.words(painter, area.center().x(), words, badge, 11, 600, "accent", "centre")
            x += wide
        if cell.warning:
            paint.picture(painter, x + unit(8), middle, "warning", 16, "warn")


def needed_width(cell: Cell, dress: Dress) -> float:
    """The room that a cell's content needs, in logical pixels."""
    unit = fonts.px
    need = fonts.width(cell.text, 13, cell.weight)
    if cell.aside and dress.asides:
        need += unit(8) + fonts.width(cell.aside, 12)
    if cell.glyph:
        need += unit(30)
    if cell.badge:
        need += unit(24) + fonts.width(cell.badge if dress.badges else "★", 11, 600)
    if cell.warning:
        need += unit(24)
    return need


def left_edge(column: int) -> int:
    """The room before a cell's content, in logical pixels."""
    return fonts.px(_EDGE if column == 0 else _BETWEEN)


def right_edge(model: TableModel, column: int) -> int:
    """The room after a cell's content, in logical pixels."""
    return fonts.px(_EDGE if column == len(model.columns) - 1 else _BETWEEN)


def _arrow(painter: QPainter, x: float, middle: float, falling: bool) -> None:
    painter.setPen(paint.pen("text", 1.4, round_=True))
    half, down = fonts.px(4), 1 if falling else -1
    tip = QPointF(x, middle + half * down)
    painter.drawLine(QPointF(x, middle - half * down), tip)
    for side in (-1, 1):
        painter.drawLine(tip, QPointF(x + side * half * 0.75, tip.y() - half * 0.75 * down))
