"""The rail: the pages at the left, help and settings at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.controls.focus import KeyboardFocus, one_stop
from ui.controls.logo import Logo
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import RAIL
from ui.words import N_


@dataclass(frozen=True)
class RailPage:
    """A page as the rail knows it."""

    key: str
    source: Source
    icon: str


class _Drawn(KeyboardFocus, Worded):
    """What pages and actions of the rail have in common: icon above word."""

    _icon = ""
    _source: Source = ""
    _badge = False

    def sizeHint(self) -> QSize:
        """As wide as the rail, or as the longest word needs."""
        wide = max(fonts.px(RAIL) - 1, round(fonts.width(said(self._source), 11, 600)) + 16)
        return QSize(wide, fonts.px(56))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def draw(self, painter: QPainter, *, on: bool) -> None:
        """Paint icon and word; the page in view stands on a tint."""
        pill = QRectF(self.rect()).adjusted(8, 2, -8, -2)
        if on:
            paint.box(painter, pill, 10, "accent_tint")
        elif self.underMouse():
            paint.box(painter, pill, 10, "hover")
        tone = "accent" if on else "text2"
        centre = self.width() / 2
        paint.picture(painter, centre - fonts.px(10), fonts.px(19), self._icon, 20, tone)
        weight = 600 if on else 500
        base = paint.baseline(fonts.px(40), 11, weight)
        paint.words(painter, centre, base, said(self._source), 11, weight, tone, "centre")
        if self._badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.ink("accent"))
            painter.drawEllipse(
                QPointF(centre + fonts.px(12), fonts.px(11)), fonts.px(4), fonts.px(4)
            )
        if self.shows_ring:
            paint.ring(painter, pill, 10)


class RailItem(_Drawn, QRadioButton):
    """One page."""

    def __init__(self, page: RailPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = page.key
        self._icon, self._source = page.icon, page.source
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_spoken(page.source)

    def set_busy(self, busy: bool) -> None:
        """Show a dot: something is running on that page."""
        if busy != self._badge:
            self._badge = busy
            self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole item can be clicked."""
        return self.rect().contains(pos)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the item."""
        self.draw(painter, on=self.isChecked())


class RailAction(_Drawn, QPushButton):
    """Help or settings."""

    def __init__(self, icon: str, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._source = icon, source
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(source)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the item."""
        self.draw(painter, on=self.isDown())


class Rail(Worded, QFrame):
    """The pages that exist. ``chosen`` brings a page's key."""

    chosen = Signal(str)
    help_asked = Signal()
    settings_asked = Signal()

    def __init__(self, pages: Sequence[RailPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 8)
        column.setSpacing(4)
        column.addWidget(Logo())
        for page in pages:
            item = RailItem(page, self)
            self._items[page.key] = item
            self._group.addButton(item)
            column.addWidget(item)
        column.addStretch(1)
        self.help_button = RailAction("question", N_("Help"), self)
        self.settings_button = RailAction("gear-six", N_("Settings"), self)
        self.help_button.clicked.connect(self.help_asked)
        self.settings_button.clicked.connect(self.settings_asked)
        column.addWidget(self.help_button)
        column.addWidget(self.settings_button)
        self._current = pages[0].key
        self._items[self._current].setChecked(True)
        one_stop(self._group)
        self._group.buttonToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.set_spoken(N_("Pages"))

    @property
    def current(self) -> str:
        """The key of the page in view."""
        return self._current

    def set_current(self, key: str) -> None:
        """Mark a page as the one in view, without emitting :attr:`chosen`."""
        self._current = key
        focused = any(item.hasFocus() for item in self._items.values())
        self._items[key].setChecked(True)
        if focused:
            self._items[key].setFocus()

    def item(self, key: str) -> RailItem:
        """The item of one page."""
        return self._items[key]

    def _toggled(self, button: QRadioButton, on: bool) -> None:
        if on and isinstance(button, RailItem) and button.key != self._current:
            self._current = button.key
            self.chosen.emit(button.key)
