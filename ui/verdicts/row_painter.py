"""How a claim's row is painted: two lines of words, a figure with its scale, a chip, a button."""

from __future__ import annotations

import logging

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.controls.chip import KINDS
from ui.controls.table_model import Index
from ui.theme import fonts, paint
from ui.theme.tokens import CHIP_RADIUS, CONTROL_RADIUS, colour, current, mix
from ui.words import N_, ntr, tr

from .mini_scale import paint_scale
from .model import (
    ACT,
    ACT_ICONS,
    CLAIM,
    EXPERIMENT,
    LINE,
    MEASURED,
    SHARE,
    act_of,
    measured_lines,
)
from .rows import Group, Row
from .wording import MARKS, RUNNING, rule_line
from .wrapping import line_height, wrapped

GROUP_HIGH, ROW_HIGH = 32, 50
_EDGE, _GAP, _PAD = 16, 12, 8
_SCALE = 116
_log = logging.getLogger(__name__)


class RowPainter(QStyledItemDelegate):
    """Paints one cell after the other. ``hot`` is the row whose button the pointer is on."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.hot = -1
        self.hovered = -1
        self.ringed = False
        """Whether the current row has the ring of the keyboard's focus."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Heights are given by the view."""
        return QSize(0, fonts.px(ROW_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; an error is logged, for one that leaves here ends the process."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            line = index.data(LINE)
            if isinstance(line, Group):
                self._group(painter, option.rect, line)
            elif isinstance(line, Row):
                self._row(painter, option.rect, line, index)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("a claim cannot be painted")
        finally:
            painter.restore()

    def _group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        painter.fillRect(rect, colour("bg"))
        _rule(painter, rect)
        middle = rect.center().y() + 0.5
        x = float(rect.left() + fonts.px(_EDGE))
        base = paint.baseline(middle, 12, 600)
        x += paint.words(painter, x, base, tr(group.title), 12, 600) + fonts.px(10)
        paint.words(painter, x, paint.baseline(middle, 12), group_note(group), 12, 400, "text3")

    def _row(self, painter: QPainter, rect: QRect, row: Row, index: Index) -> None:
        table = self._table
        chosen = table.selectionModel().isRowSelected(index.row(), QModelIndex())
        if chosen:
            painter.fillRect(rect, mix("surface", "accent", 0.12 if current().is_dark else 0.06))
        elif index.row() == self.hovered:
            painter.fillRect(rect, colour("hover"))
        elif row.state == RUNNING:
            painter.fillRect(rect, mix("surface", "accent", 0.08 if current().is_dark else 0.04))
        _rule(painter, rect)
        column = index.column()
        inner = QRectF(rect).adjusted(left_edge(column), 0, -right_edge(column), 0)
        match column:
            case 0:
                _two(painter, inner, tr(row.claim.title), rule_line(row.claim))
            case 1:
                _two(painter, inner, tr(row.claim.experiment), tr(row.claim.figure))
            case 2 if row.state == RUNNING:
                share, left = index.data(SHARE)
                _progress(painter, inner, share, left)
            case 2:
                _measured(painter, inner, row)
            case 3:
                _chip(painter, inner, row)
            case _:
                _button(painter, button_rect(rect, row), row, hot=self.hot == index.row())
        if self.ringed and index.row() == table.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), colour("accent"))
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), colour("accent"))


def left_edge(column: int) -> int:
    """The room before a cell's content, in logical pixels."""
    return fonts.px(_EDGE if column == 0 else _GAP)


def right_edge(column: int) -> int:
    """The room after a cell's content, in logical pixels."""
    return fonts.px(_EDGE if column == ACT else _GAP)


def group_note(group: Group) -> str:
    """How many of a group's claims are measured: ``3 of 4 measured, 1 running``."""
    said = tr(N_("{done} of {all} measured"), done=group.measured, all=group.claims)
    if group.running:
        said += ", " + ntr("{n} running", "{n} running", group.running)
    return said


def row_height(row: Row, widths: list[int]) -> int:
    """How high a row has to be for all its words, in logical pixels."""
    texts = {
        CLAIM: (tr(row.claim.title), rule_line(row.claim)),
        EXPERIMENT: (tr(row.claim.experiment), tr(row.claim.figure)),
    }
    high = fonts.px(ROW_HIGH)
    for column, (first, second) in texts.items():
        room = float(widths[column] - left_edge(column) - right_edge(column))
        high = max(high, _two_high(first, second, room) + fonts.px(_PAD * 2))
    room = _measured_room(float(widths[MEASURED] - left_edge(MEASURED) - right_edge(MEASURED)), row)
    first, second = measured_lines(row)
    lines = len(wrapped(second, room, 12))
    if not first and row.state != RUNNING:
        high = max(high, lines * line_height(12) + fonts.px(_PAD * 2))
    else:
        high = max(high, line_height(13) + lines * line_height(12) + fonts.px(_PAD * 2))
    return high


def button_rect(cell: QRect, row: Row) -> QRect:
    """Where the row's button stands in its cell."""
    wide = button_width(tr(act_of(row)))
    high = max(24, fonts.px(26))
    return QRect(
        cell.right() + 1 - right_edge(ACT) - wide, cell.center().y() - high // 2, wide, high
    )


def button_width(text: str) -> int:
    """How wide a button with this word is."""
    return round(fonts.width(text, 12, 500)) + fonts.px(36)


def chip_width(text: str) -> int:
    """How wide a chip with this word is."""
    return round(fonts.width(text, 12, 500) + fonts.px(37))


def _rule(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("grid"))


def _two_high(first: str, second: str, room: float) -> int:
    lines = len(wrapped(first, room, 13, 500)) * line_height(13)
    return lines + len(wrapped(second, room, 12)) * line_height(12)


def _two(painter: QPainter, area: QRectF, first: str, second: str) -> None:
    """A title and what stands below it, both in as many lines as they need."""
    y = area.center().y() - _two_high(first, second, area.width()) / 2
    y = _lines(painter, area.left(), y, wrapped(first, area.width(), 13, 500), 13, 500, "text")
    _lines(painter, area.left(), y, wrapped(second, area.width(), 12), 12, 400, "text3")


def _lines(
    painter: QPainter,
    x: float,
    y: float,
    lines: tuple[str, ...],
    size: int,
    weight: int,
    tone: str,
) -> float:
    step = line_height(size)
    for line in lines:
        base = paint.baseline(y + step / 2, size, weight)
        paint.words(painter, x, base, line, size, weight, tone)
        y += step
    return y


def _measured_room(width: float, row: Row) -> float:
    """The room beside the small scale, or the whole where there is no figure."""
    judgement = row.finding.judgement if row.finding is not None else None
    if judgement is None or judgement.figure is None or not has_scale(row):
        return width
    return width - fonts.px(_SCALE + 12)


def has_scale(row: Row) -> bool:
    """Whether a row shows the small scale."""
    judgement = row.finding.judgement if row.finding is not None else None
    if judgement is None or judgement.figure is None:
        return False
    return judgement.low is not None or judgement.high is not None


def _measured(painter: QPainter, area: QRectF, row: Row) -> None:
    first, second = measured_lines(row)
    room = _measured_room(area.width(), row)
    below = wrapped(second, room, 12) if second else ()
    high = (line_height(13) if first else 0) + len(below) * line_height(12)
    y = area.center().y() - high / 2
    if first:
        y = _lines(painter, area.left(), y, (first,), 13, 600, "text")
    _lines(painter, area.left(), y, below, 12, 400, "text3")
    if first and row.finding is not None and room < area.width():
        wide = fonts.px(_SCALE)
        scale = QRectF(area.right() - wide, area.top(), wide, area.height())
        paint_scale(painter, scale, row.finding.judgement)


def _progress(painter: QPainter, area: QRectF, share: float, left: str) -> None:
    step = line_height(12)
    y = area.center().y() - step
    _lines(painter, area.left(), y, (left,), 12, 500, "text2")
    bar = QRectF(area.left(), area.center().y() + fonts.px(5), area.width(), fonts.px(6))
    paint.box(painter, bar, bar.height() / 2, "raised" if current().is_dark else "sunken")
    done = QRectF(bar)
    done.setWidth(max(bar.height(), bar.width() * min(1.0, share)))
    paint.box(painter, done, bar.height() / 2, "accent")


def _chip(painter: QPainter, area: QRectF, row: Row) -> None:
    mark = MARKS[row.state]
    tone, tint, _icon = KINDS[mark.kind]
    if tint == "sunken" and current().is_dark:
        tint = "raised"
    text, high = tr(mark.words), fonts.px(24)
    wide = chip_width(text)
    rect = QRectF(area.left(), round(area.center().y() - high / 2), wide, high)
    edge = "border" if mark.kind == "none" else None
    paint.box(painter, rect, CHIP_RADIUS, tint, edge)
    middle = rect.center().y()
    paint.picture(painter, rect.left() + fonts.px(7), middle, mark.icon, 16, tone)
    base = paint.baseline(middle, 12, 500)
    paint.words(painter, rect.left() + fonts.px(27), base, text, 12, 500, tone)


def _button(painter: QPainter, rect: QRect, row: Row, *, hot: bool) -> None:
    area = QRectF(rect)
    paint.box(painter, area, CONTROL_RADIUS, "hover" if hot else "surface", "border")
    words = act_of(row)
    middle = area.center().y()
    paint.picture(painter, area.left() + fonts.px(8), middle, ACT_ICONS[words], 14, "text2")
    base = paint.baseline(middle, 12, 500)
    paint.words(painter, area.left() + fonts.px(27), base, tr(words), 12, 500)
