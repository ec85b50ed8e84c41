"""Choose one of many: a combo box with an optional hint before the chosen text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.controls.focus import CalmWheel, KeyboardFocus
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import CONTROL_RADIUS


class _Tall(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint: QSize = super().sizeHint(option, index)
        return QSize(hint.width() + 16, fonts.px(30))


class Choice(KeyboardFocus, CalmWheel, Worded, QComboBox):
    """A list to drop down; ``chosen`` brings the data of the item a person has picked."""

    chosen = Signal(object)

    def __init__(self, hint: Source = "", name: Source = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._sources: list[Source] = []
        self._why_not: dict[int, Source] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(_Tall(self))
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_name(name or hint)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def add_item(self, source: Source, data: Any = None, why_not: Source = "") -> None:
        """Add an item; with ``why_not`` it is listed but cannot be picked, and says why."""
        self._sources.append(source)
        self.addItem(said(source), data)
        if why_not:
            row = self.count() - 1
            self._why_not[row] = why_not
            self.setItemData(row, said(why_not), Qt.ItemDataRole.ToolTipRole)
            self.setItemData(row, 0, Qt.ItemDataRole.UserRole - 1)

    def set_hint(self, hint: Source) -> None:
        """Show another hint before the chosen text, or none where there is little room."""
        if hint != self._hint:
            self._hint = hint
            self.updateGeometry()
            self.update()

    def set_name(self, name: Source) -> None:
        """Name the choice for a screen reader, and the list that drops down."""
        self.set_spoken(name)
        self.view().setAccessibleName(said(name))

    def clear_items(self) -> None:
        """Take all items away."""
        self._sources.clear()
        self._why_not.clear()
        self.clear()

    def set_current(self, data: Any) -> None:
        """Show the item with this data, without emitting :attr:`chosen`; none when not found."""
        found = next((row for row in range(self.count()) if self.itemData(row) == data), -1)
        self.setCurrentIndex(found)

    @property
    def current(self) -> Any:
        """The data of the item shown."""
        return self.currentData()

    def sizeHint(self) -> QSize:
        """Wide enough for the longest item with the hint before it."""
        widest = max((fonts.width(said(source), 13, 500) for source in self._sources), default=60)
        hint = fonts.width(said(self._hint), 13) + 6 if self._hint else 0
        return QSize(round(hint + widest + fonts.px(44)), fonts.px(32))

    def minimumSizeHint(self) -> QSize:
        """The hint, a few letters and the arrow."""
        hint = fonts.width(said(self._hint), 13) + 6 if self._hint else 0
        return QSize(round(hint + fonts.px(80)), fonts.px(32))

    def retranslate(self) -> None:
        """Write all items in the language of now."""
        for row, source in enumerate(self._sources):
            self.setItemText(row, said(source))
        for row, why_not in self._why_not.items():
            self.setItemData(row, said(why_not), Qt.ItemDataRole.ToolTipRole)
        self.view().setAccessibleName(self.accessibleName())
        self.updateGeometry()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the box, the hint, the chosen text and the arrow."""
        rect = QRectF(self.rect())
        able = self.isEnabled()
        back = "hover" if able and self.underMouse() else "surface"
        paint.box(painter, rect, CONTROL_RADIUS, back, "control" if able else "border")
        middle = self.height() / 2
        base = paint.baseline(middle, 13, 500)
        x = float(fonts.px(10))
        if self._hint:
            x += paint.words(painter, x, base, said(self._hint), 13, 400, "text3") + 6
        room = self.width() - x - fonts.px(30)
        shown = fonts.metrics(13, 500).elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        paint.words(painter, x, base, shown, 13, 500, "text" if able else "text3")
        self.set_whole(self.currentText() if shown != self.currentText() else "")
        paint.picture(painter, self.width() - fonts.px(24), middle, "caret-down", 14, "text2")
        if self.shows_ring:
            paint.ring(painter, rect, CONTROL_RADIUS)
