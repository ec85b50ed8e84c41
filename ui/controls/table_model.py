"""What a table shows: columns, and rows of written cells that can be put in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.controls.worded import Source, said

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; one that is ``spare`` is left out of sight where there is no room for it."""

    key: str
    title: Source
    figures: bool = False
    """Right-aligned."""
    falling: bool = False
    """Whether the first click puts the largest first."""
    spare: bool = False
    tip: Source = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one cell shows, written in the reader's language.

    ``rank`` is what it is sorted by; None comes last in either order. ``aside`` is in a quieter
    tone beside the figure and may be left out where there is no room.
    """

    text: str
    rank: float | str | None = None
    aside: str = ""
    weight: int = 400
    tone: str = "text"
    glyph: str = ""
    badge: str = ""
    warning: str = ""
    """Shown as a sign; the words are its tool tip."""


@dataclass(frozen=True)
class Line:
    """One row; ``key`` tells it apart from the others, whatever the order."""

    key: int
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """The rows in their present order."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: list[Line] = []
        self.sorted_by: tuple[int, bool] = (0, False)
        """Column and whether falling."""

    def show(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Show other rows, in the order that is chosen."""
        self.beginResetModel()
        if [c.key for c in columns] != [c.key for c in self.columns]:
            self.sorted_by = (0, False)
        self.columns = tuple(columns)
        self.lines = self._in_order(lines)
        self.endResetModel()

    def sort_by(self, column: int, falling: bool) -> None:
        """Put the rows in another order; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        self.sorted_by = (column, falling)
        before = self.persistentIndexList()
        keys = [self.lines[index.row()].key for index in before]
        self.lines = self._in_order(self.lines)
        rows = {line.key: row for row, line in enumerate(self.lines)}
        after = [
            self.index(rows[key], index.column()) for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def row_of(self, key: int) -> int | None:
        """Where the row with this key stands now."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), None)

    def cell(self, row: int, column: int) -> Cell:
        """One cell."""
        return self.lines[row].cells[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, what a screen reader says, tool tip and alignment."""
        if not index.isValid():
            return None
        cell, column = self.cell(index.row(), index.column()), self.columns[index.column()]
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return " ".join(filter(None, (cell.text, cell.aside, cell.badge)))
        if role == roles.AccessibleTextRole:
            words = (said(column.title), cell.text, cell.aside, cell.badge, cell.warning)
            return " ".join(filter(None, words))
        if role == roles.ToolTipRole:
            return cell.warning or None
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(column.title)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return said(column.tip)
        return None

    def _in_order(self, lines: Sequence[Line]) -> list[Line]:
        column, falling = self.sorted_by
        known = [line for line in lines if line.cells[column].rank is not None]
        unknown = [line for line in lines if line.cells[column].rank is None]

        def rank(line: Line) -> tuple[bool, float | str]:
            value = line.cells[column].rank
            return isinstance(value, str), value if value is not None else 0.0

        return sorted(known, key=rank, reverse=falling) + unknown
