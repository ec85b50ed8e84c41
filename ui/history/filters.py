"""What the list shows: a search as one types, and filters that say what they leave out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.history import Query
from lab.spec import APPROACHES
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.flow import Flow
from ui.controls.line_field import LineField
from ui.words import N_

from .wording import STATES

_KINDS = (
    ("run", N_("Runs")),
    ("comparison", N_("Comparisons")),
    ("sweep", N_("Sweeps")),
)
_ORDERS = (
    ("newest", N_("Newest first")),
    ("oldest", N_("Oldest first")),
    ("fastest", N_("Fastest first")),
    ("largest", N_("Largest first")),
    ("title", N_("By name")),
)


class Search(LineField):
    """The search field; Down goes on to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter leave for the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """``changed`` brings the query that search and filters stand for."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = Search(N_("Search"), "magnifying-glass")
        self.search.set_spoken(
            N_("Search in History"),
            help_=N_(
                "Words in name, note, tags, approach, kind of task or date; all of them must occur."
            ),
        )
        self.search.setClearButtonEnabled(True)
        self.kind = _choice(N_("Kind"), _KINDS)
        self.approach = _choice(
            N_("Approach"), [(name, approach.title) for name, approach in APPROACHES.items()]
        )
        self.state = _choice(N_("State"), [(name, words) for name, (words, _) in STATES.items()])
        self.tag = _choice(N_("Tag"), [])
        self.order = Choice(name=N_("Order"))
        for name, words in _ORDERS:
            self.order.add_item(words, name)
        self.pinned = Button(N_("Pinned"), "quiet", "push-pin")
        self.pinned.setCheckable(True)
        self.clear = Button(N_("Show all"), "link")
        self.clear.clicked.connect(self.reset)
        row = Flow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 3)
        for part in (self.kind, self.approach, self.state, self.tag):
            row.addWidget(part, 2)
        row.addWidget(self.pinned)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.order, 2)
        self.search.textChanged.connect(self._changed)
        for part in (self.kind, self.approach, self.state, self.tag, self.order):
            part.chosen.connect(self._changed)
        self.pinned.toggled.connect(self._changed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show_clear()
        self._keep_widths()

    @property
    def query(self) -> Query:
        """What is asked for now."""
        return Query(
            text=self.search.text(),
            kind=self.kind.current,
            approach=self.approach.current,
            state=self.state.current,
            tag=self.tag.current,
            pinned=True if self.pinned.isChecked() else None,
            order=self.order.current,
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.query != Query(order=self.order.current)

    def show_tags(self, tags: Mapping[str, int]) -> None:
        """Offer the tags that are in use."""
        kept = self.tag.current
        self.tag.clear_items()
        self.tag.add_item(N_("any"), None)
        for tag in tags:
            self.tag.add_item(tag, tag)
        self.tag.set_current(kept if kept in tags else None)
        self.tag.setEnabled(bool(tags))
        self._keep_widths()
        if kept is not None and kept not in tags:
            self._changed()

    def reset(self) -> None:
        """Leave nothing out."""
        self.search.setText("")
        for part in (self.kind, self.approach, self.state, self.tag):
            part.set_current(None)
        self.pinned.setChecked(False)
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        """Other words need other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._keep_widths()

    def _keep_widths(self) -> None:
        """No choice grows far beyond its longest item."""
        for part in (self.kind, self.approach, self.state, self.tag, self.order):
            part.setMaximumWidth(part.sizeHint().width() + 24)

    def _changed(self, *_what: object) -> None:
        self._show_clear()
        self.changed.emit(self.query)

    def _show_clear(self) -> None:
        self.clear.setVisible(self.narrowed)


def _choice(hint: str, items: object) -> Choice:
    made = Choice(hint, hint)
    made.add_item(N_("any"), None)
    for name, words in items:  # type: ignore[attr-defined]
        made.add_item(words, name)
    return made
