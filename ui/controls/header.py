"""The head of a page: its title, what it works on, and its actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from ui.controls.arranged import Arranged
from ui.controls.button import Button
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.controls.worded import Source, said
from ui.theme import fonts, icons
from ui.theme.sizing import sized
from ui.theme.tokens import HEADER


class Header(Arranged, QFrame):
    """Title at the left with widgets after it; widgets at the right, some with a menu."""

    def __init__(self, title: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.title = Text(title, size=20, weight=600)
        self._left = 1
        self._right: list[QWidget] = []
        self._menus: list[tuple[QAction, Source, str]] = []
        self._row = Flow(self, between=0)
        self._row.setContentsMargins(24, 0, 16, 1)
        self._row.addWidget(self.title)
        self._row.addStretch()
        sized(self, self._keep_height)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_left(self, widget: QWidget) -> None:
        """Add a widget after the title."""
        if self._left == 1:
            self.title.setContentsMargins(0, 0, 8, 0)
        self._row.insertWidget(self._left, widget)
        self._left += 1

    def add_right(self, widget: QWidget) -> None:
        """Add a widget at the right end."""
        self._right.append(widget)
        self._row.addWidget(widget)

    def arrange(self) -> None:
        """Where not all fits on a line, buttons at the right show their icon only."""
        buttons = [one for one in self._right if isinstance(one, Button) and one.may_be_bare]
        saved = sum(button.full_width() - button.sizeHint().width() for button in buttons)
        bare = self._row.line_width() + saved > self.width()
        for button in buttons:
            button.set_bare(bare)

    def _keep_height(self) -> None:
        self._row.set_line(fonts.px(HEADER) - 1)
        self.setMinimumHeight(fonts.px(HEADER))

    def add_menu(self, button: Button, menu: QMenu) -> None:
        """Have ``button`` open ``menu`` below itself, in the language and colours of then."""
        menu.aboutToShow.connect(self._dress)
        button.clicked.connect(lambda _checked: _drop(button, menu))

    def add_entry(
        self, menu: QMenu, words: Source, icon: str, keys: str, act: Callable[[], object]
    ) -> QAction:
        """Add an action to one of the menus; ``keys`` may be empty."""
        action = QAction(said(words), self)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked: act())
        menu.addAction(action)
        # The header owns the action too, so that its keys work while the menu is closed.
        self.addAction(action)
        self._menus.append((action, words, icon))
        return action

    def add_submenu(self, menu: QMenu, words: Source, icon: str) -> QMenu:
        """Add a menu within one of the menus."""
        inner = QMenu(self)
        self._menus.append((menu.addMenu(inner), words, icon))
        return inner

    def _dress(self) -> None:
        for action, words, icon in self._menus:
            action.setText(said(words))
            action.setIcon(icons.icon(icon))


def _drop(button: Button, menu: QMenu) -> None:
    corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
