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

from ui.controls.arranged import Arranged
from ui.controls.focus import KeyboardFocus, one_stop
from ui.controls.logo import Logo
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, icons, paint
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
    _worded = True

    def set_worded(self, worded: bool) -> None:
        """Show the word below the icon, or in the tool tip only."""
        self.set_whole("" if worded else said(self._source))
        if worded != self._worded:
            self._worded = worded
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail, or as the longest word needs."""
        if not self._worded:
            return QSize(fonts.rail_icon() + 35, fonts.rail_icon() + 16)
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
        centre, half = self.width() / 2, fonts.rail_icon() / 2
        middle = fonts.px(19) if self._worded else self.height() / 2
        ratio = painter.device().devicePixelRatioF()
        drawn = icons.pixmap(self._icon, fonts.rail_icon(), tone, ratio)
        painter.drawPixmap(QPointF(round(centre - half), round(middle - half)), drawn)
        if self._worded:
            weight = 600 if on else 500
            base = paint.baseline(fonts.px(40), 11, weight)
            paint.words(painter, centre, base, said(self._source), 11, weight, tone, "centre")
        if self._badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.ink("accent"))
            painter.drawEllipse(QPointF(centre + half + 2, middle - half + 2), 4, 4)
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


class Rail(Arranged, Worded, QFrame):
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
        self._logo = Logo()
        column.addWidget(self._logo)
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

    def arrange(self) -> None:
        """Show words below the icons where there is room for them."""
        worded = fonts.rail_has_words(self.window().height())
        for item in (*self._items.values(), self.help_button, self.settings_button):
            item.set_worded(worded)
        side = round(fonts.rail_icon() * 1.8)
        wide = fonts.px(RAIL) - 1 if worded else fonts.rail_icon() + 35
        self._logo.set_pixels(side, wide, round(side * 62 / 36))

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

    @property
    def pages(self) -> tuple[RailItem, ...]:
        """The items of all pages."""
        return tuple(self._items.values())

    def item(self, key: str) -> RailItem:
        """The item of one page."""
        return self._items[key]

    def _toggled(self, button: QRadioButton, on: bool) -> None:
        if on and isinstance(button, RailItem) and button.key != self._current:
            self._current = button.key
            self.chosen.emit(button.key)
