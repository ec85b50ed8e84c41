"""What can be done with the chosen entries, by menu and by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lab.history import Entry
from ui.controls.worded import Source, Worded, said
from ui.theme import icons
from ui.words import N_


class Actions(Worded, QWidget):
    """Owns the actions; it is a child of the page, never seen, so that it hears of the language."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.hide()
        self._page = page
        self._all: list[tuple[QAction, Source, str]] = []
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._dress)
        self.open = self._add(N_("Open"), "arrow-right")
        self.again = self._add(N_("Run again"), "arrows-clockwise", "Ctrl+R")
        self.menu.addSeparator()
        self.rename = self._add(N_("Rename"), "pencil-simple", "F2")
        self.pin = self._add(N_("Pin"), "push-pin", "Ctrl+P")
        self.export = self._add(N_("Export…"), "export", "Ctrl+E")
        self.menu.addSeparator()
        self.delete = self._add(N_("Delete"), "trash", "Del")
        self.undo = self._add(N_("Undo delete"), "arrow-counter-clockwise", "Ctrl+Z")
        self.undo.setEnabled(False)
        self.search = QAction(self)
        self.search.setShortcut(QKeySequence("Ctrl+F"))
        page.addAction(self.search)
        self.show_chosen([])
        self.retranslate()

    def show_chosen(self, entries: Sequence[Entry]) -> None:
        """Offer what can be done with these."""
        one = len(entries) == 1
        still = any(entry.state == "running" for entry in entries)
        for action in (self.open, self.again):
            action.setEnabled(one and not still)
        self.rename.setEnabled(one)
        self.pin.setEnabled(bool(entries))
        self.export.setEnabled(bool(entries))
        self.delete.setEnabled(bool(entries) and not all(e.state == "running" for e in entries))
        pinned = bool(entries) and all(entry.pinned for entry in entries)
        source = N_("Take the pin off") if pinned else N_("Pin")
        self._all = [
            (action, source if action is self.pin else words, icon)
            for action, words, icon in self._all
        ]
        self.retranslate()

    def connect_to(self, **acts: Callable[[], object]) -> None:
        """Say what is done: the names are those of the actions."""
        for name, act in acts.items():
            action: QAction = getattr(self, name)
            action.triggered.connect(lambda _on=False, act=act: act())

    def only_in(self, view: QWidget) -> None:
        """Let Del, F2 and Enter act where the list has the focus: in a field they are the field's.

        Ctrl+Z undoes a deletion there only, too.
        """
        for action in (self.rename, self.delete, self.undo):
            self._page.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            view.addAction(action)

    def popup(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu.popup(place)

    def retranslate(self) -> None:
        """Say the actions in the language of now."""
        for action, words, _icon in self._all:
            action.setText(said(words))

    def _add(self, words: str, icon: str, keys: str = "") -> QAction:
        action = QAction(self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        self.menu.addAction(action)
        self._page.addAction(action)
        self._all.append((action, words, icon))
        return action

    def _dress(self) -> None:
        for action, _words, icon in self._all:
            action.setIcon(icons.icon(icon))
