"""How an entry of the list is painted: what it was, when, its figure, its tags."""

from __future__ import annotations

import logging

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lab.history import Entry
from ui.controls.glyph import paint_glyph
from ui.controls.line_field import LineField
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix
from ui.words import N_, tr

from .entries import BADGE, ENTRY
from .styles import Style
from .wording import aside, headline, meta, state_of, title_of

HIGH = 60
_TILE = 36
_LEFT = 16
_RIGHT = 16
_log = logging.getLogger(__name__)
Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Paints rows and edits their names."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height: only those in view are ever measured."""
        return QSize(fonts.px(240), fonts.px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; an error is logged, for one that leaves here ends the process."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            _paint(painter, option, index)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("a row cannot be painted")
        finally:
            painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """A field for the name, in the row."""
        field = LineField(parent=parent)
        field.set_spoken(N_("Name"))
        field.setMaxLength(300)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The name as it is; what it is called without one is the hint."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.setPlaceholderText(str(index.data(Qt.ItemDataRole.DisplayRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand the name on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())  # type: ignore[attr-defined]

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Where the name stands."""
        rect: QRect = option.rect
        left = rect.left() + fonts.px(_LEFT + _TILE + 4)
        wide = min(rect.right() - left - fonts.px(_RIGHT), fonts.px(420))
        editor.setGeometry(left, rect.top() + fonts.px(5), wide, fonts.px(28))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Space belongs to the name while it is edited, whatever it does elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(super().eventFilter(editor, event))


_TONES = {"bad": "bad", "busy": "accent", "warn": "warn"}
"""States that are said in the row, by their chip's kind; the others are the ordinary end."""


def _paint(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    entry = index.data(ENTRY)
    badge = index.data(BADGE)
    if not isinstance(entry, Entry):
        return
    rect = QRectF(option.rect)
    state: QStyle.StateFlag = option.state
    _ground(painter, rect, state)
    unit = fonts.px
    top, low = rect.top() + unit(22), rect.top() + unit(41)
    left = rect.left() + unit(_LEFT)
    _tile(painter, left, rect.center().y(), entry, badge if isinstance(badge, Style) else None)
    right = _figures(painter, rect.right() - unit(_RIGHT), top, low, entry)
    x = left + unit(_TILE + 12)
    room = right - unit(16) - x
    title = fonts.metrics(13, 600).elidedText(title_of(entry), Qt.TextElideMode.ElideRight, room)
    used = paint.words(painter, x, paint.baseline(top, 13, 600), title, 13, 600)
    at = x + used + unit(8)
    if entry.pinned and at + unit(14) <= x + room:
        paint.picture(painter, at, top, "push-pin-fill", 14, "accent")
        at += unit(22)
    _tags(painter, at, x + room, top, entry.tags)
    at, room = x, rect.right() - unit(_RIGHT) - _below(entry) - unit(16) - x
    words, kind = state_of(entry)
    if kind in _TONES:
        tone = _TONES[kind]
        at += paint.words(painter, at, paint.baseline(low, 12), tr(words), 12, 500, tone) + unit(6)
    said = fonts.metrics(12).elidedText(meta(entry), Qt.TextElideMode.ElideRight, x + room - at)
    paint.words(painter, at, paint.baseline(low, 12), said, 12, 400, "text3")


def _ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hot = bool(state & QStyle.StateFlag.State_MouseOver)
    inner = rect.adjusted(6, 2, -6, -2)
    if chosen:
        paint.box(painter, inner, 8, mix("surface", "accent", 0.16 if current().is_dark else 0.09))
    elif hot:
        paint.box(painter, inner, 8, "hover")
    if (
        state & QStyle.StateFlag.State_HasFocus
        and state & QStyle.StateFlag.State_KeyboardFocusChange
    ):
        paint.ring(painter, inner, 8)


def _tile(painter: QPainter, x: float, middle: float, entry: Entry, badge: Style | None) -> None:
    side = fonts.px(_TILE)
    area = QRectF(x, middle - side / 2, side, side)
    icon = fonts.px(22)
    at = round(area.center().x() - icon / 2), round(area.center().y() - icon / 2)
    if entry.kind == "run" and len(entry.approaches) == 1:
        name = entry.approaches[0]
        paint.box(painter, area, 8, mix("surface", name, 0.14))
        paint_glyph(painter, name, *at, icon)
    else:
        paint.box(painter, area, 8, "raised" if current().is_dark else "sunken")
        shown = {"comparison": "scales", "sweep": "table"}.get(entry.kind, "pulse")
        paint.picture(painter, at[0], middle, shown, 22, "text2")
    if badge is not None:
        disc = QRectF(area.right() - fonts.px(9), area.top() - fonts.px(7), *(fonts.px(17),) * 2)
        paint.box(painter, disc.adjusted(-2, -2, 2, 2), disc.width(), "surface")
        paint.box(painter, disc, disc.width() / 2, colour(badge.token))
        base = paint.baseline(disc.center().y(), 11, 600)
        ink = "#14171F" if current().is_dark else "#FFFFFF"
        paint.words(painter, disc.center().x(), base, str(badge.number), 11, 600, ink, "centre")


def _figures(painter: QPainter, right: float, top: float, low: float, entry: Entry) -> float:
    """Paint the figure at the right; returns where it begins."""
    value, unit = headline(entry)
    gap = fonts.px(4)
    base = paint.baseline(top, 13, 600)
    wide = paint.words(painter, right, base, unit, 12, 400, "text3", "right")
    wide += gap + paint.words(painter, right - wide - gap, base, value, 13, 600, "text", "right")
    below = aside(entry)
    if below:
        paint.words(painter, right, paint.baseline(low, 12), below, 12, 400, "text3", "right")
    return right - wide


def _below(entry: Entry) -> float:
    below = aside(entry)
    return fonts.width(below, 12) if below else 0.0


def _tags(painter: QPainter, x: float, right: float, middle: float, tags: tuple[str, ...]) -> None:
    high = fonts.px(18)
    for place, tag in enumerate(tags):
        wide = fonts.width(tag, 11, 500) + fonts.px(12)
        if x + wide > right:
            more = f"+{len(tags) - place}"
            if x + fonts.width(more, 11, 500) <= right:
                paint.words(painter, x, paint.baseline(middle, 11), more, 11, 500, "text3")
            return
        area = QRectF(x, middle - high / 2, wide, high)
        paint.box(painter, area, 5, "raised" if current().is_dark else "sunken")
        base = paint.baseline(middle, 11, 500)
        paint.words(painter, x + fonts.px(6), base, tag, 11, 500, "text2")
        x += wide + fonts.px(6)
