"""The entries as a list for Qt's views: as many as there are, only those in view are painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from lab.history import Entry
from ui.words import tr

from .styles import Style
from .wording import spoken, title_of

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1


class EntryModel(QAbstractListModel):
    """Entries in the order of the query. Editing a row names the entry anew."""

    renamed = Signal(int, str)
    """Id and name, as typed by a person; the model waits for the history to say so, too."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._rows: dict[int, int] = {}
        self._badges: dict[int, Style] = {}

    @property
    def entries(self) -> Sequence[Entry]:
        """What is listed."""
        return self._entries

    def entry(self, number: int) -> Entry | None:
        """The listed entry with this id."""
        row = self._rows.get(number)
        return None if row is None else self._entries[row]

    def row(self, number: int) -> int | None:
        """Where the entry with this id is listed."""
        return self._rows.get(number)

    def show_entries(self, entries: Sequence[Entry]) -> bool:
        """List other entries; True when the rows are not the same entries as before."""
        same = [entry.id for entry in entries] == [entry.id for entry in self._entries]
        if same:
            self._entries = list(entries)
            self._repaint()
            return False
        self.beginResetModel()
        self._entries = list(entries)
        self._rows = {entry.id: row for row, entry in enumerate(entries)}
        self.endResetModel()
        return True

    def show_badges(self, badges: Mapping[int, Style]) -> None:
        """Number and colour the chosen entries."""
        changed = self._badges.keys() | badges.keys()
        self._badges = dict(badges)
        for number in changed:
            row = self._rows.get(number)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row), [BADGE])

    def retranslate(self) -> None:
        """The language has changed: all rows say something else."""
        self._repaint()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself, its words, or its badge."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(entry)
            case Qt.ItemDataRole.EditRole:
                return tr(entry.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return entry.note or None
            case _ if role == ENTRY:
                return entry
            case _ if role == BADGE:
                return self._badges.get(entry.id)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a name that a person has typed."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        entry = self._entries[index.row()]
        name = str(value).strip()
        if name != tr(entry.title):
            self.renamed.emit(entry.id, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every entry can be chosen and named."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _repaint(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
