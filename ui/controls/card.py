"""A card: title, legend, a menu of actions, and whatever it holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.controls.arranged import Arranged
from ui.controls.button import IconButton
from ui.controls.legend import Legend
from ui.controls.note import Note
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.theme import icons
from ui.theme.sizing import strut
from ui.words import N_, Words

_PAD = (16, 8, 12, 12)


class Card(Arranged, Worded, QFrame):
    """A surface with a title. The legend, or what is chosen, stands beside it, or below.

    Actions added with :meth:`add_action` are in the ``…`` menu and in the context menu.
    """

    def __init__(
        self,
        title: Source,
        *,
        legend: Legend | None = None,
        aside: Segmented | None = None,
        body: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title_source = title
        self.title = Text(title, weight=600)
        self._lead: QWidget = self.title
        self.legend = legend
        self._actions: list[tuple[QAction, Source, str]] = []
        self._aside = aside or legend
        self._below = False
        self._body: QWidget | None = None
        self._names_body = False

        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._dress_menu)
        self.menu_button = IconButton("dots-three", Words(N_("{title}: actions"), title=self._said))
        self.menu_button.clicked.connect(self._open_menu)
        self.menu_button.hide()

        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        if self._aside is not None:
            self._aside.setParent(self)
            self._head.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.menu_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_PAD)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        strut(self, self._head, 32)
        self.set_spoken(title)
        if body is not None:
            self.set_body(body)

    def set_title(self, title: Source) -> None:
        """Name the card."""
        self._title_source = title
        self.title.set_source(title)
        self.set_spoken(title)
        self._name_body()

    def lead_with(self, widget: QWidget) -> None:
        """Let a control (what the body shows, say) stand in the title's place."""
        self._head.replaceWidget(self._lead, widget)
        self._lead.hide()
        self._lead = widget

    def set_body(self, body: QWidget) -> None:
        """Put ``body`` below the head; it takes the room there is, and the title for a name."""
        self._body = body
        self._column.addWidget(body, 1)
        self._name_body()

    def keep_note(self) -> Note:
        """Keep a line below the body for words that come later, so that nothing moves then."""
        note = Note()
        self._column.addWidget(note)
        return note

    def add_action(self, source: Source, icon: str, act: Callable[[], object]) -> QAction:
        """Add an action to the menu; ``source`` is a verb with its object (*Save chart…*)."""
        action = QAction(said(source), self)
        action.triggered.connect(lambda _checked: act())
        self._actions.append((action, source, icon))
        self.menu.addAction(action)
        self.menu_button.show()
        return action

    def retranslate(self) -> None:
        """Show the actions in the language of now."""
        for action, source, _icon in self._actions:
            action.setText(said(source))
        self._name_body()
        self.arrange()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same actions where the mouse (or the menu key) is."""
        if self._actions:
            self.menu.popup(event.globalPos())
        else:
            event.ignore()

    def arrange(self) -> None:
        """Move what stands beside the title where it fits."""
        aside = self._aside
        if aside is None:
            return
        button = self.menu_button.sizeHint().width() + 8 if self._actions else 0
        needed = self._lead.sizeHint().width() + 16 + aside.line_width() + button
        below = needed > self.width() - _PAD[0] - _PAD[2]
        if below == self._below:
            return
        self._below = below
        if below:
            self._head.removeWidget(aside)
            self._column.insertWidget(1, aside)
        else:
            self._column.removeWidget(aside)
            place = self._head.indexOf(self.menu_button)
            self._head.insertWidget(place, aside, 0, Qt.AlignmentFlag.AlignVCenter)

    def _name_body(self) -> None:
        # A table has a name of its own; a chart is what the title says.
        if self._body is not None and (self._names_body or not self._body.accessibleName()):
            self._names_body = True
            self._body.setAccessibleName(self._said())

    def _said(self) -> str:
        return said(self._title_source)

    def _dress_menu(self) -> None:
        for action, _source, icon in self._actions:
            action.setIcon(icons.icon(icon))

    def _open_menu(self) -> None:
        button = self.menu_button
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 2))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))
        self.menu.setFocus(Qt.FocusReason.PopupFocusReason)
