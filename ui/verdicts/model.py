"""Claims as a table for Qt's views: groups are lines that cannot be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.controls.worded import said
from ui.words import N_, Words, tr

from .rows import Group, Line, Row
from .wording import MARKS, RUNNING, WAITING, interval_text, rule_line, spoken, value_text

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
SHARE = Qt.ItemDataRole.UserRole + 1
CLAIM, EXPERIMENT, MEASURED, VERDICT, ACT = range(5)
TITLES = (N_("Claim"), N_("Experiment"), N_("Measured here"), N_("Verdict"), "")


class ClaimModel(QAbstractTableModel):
    """The lines in view; `show_lines` is told of all of them whenever something has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.share = 0.0
        """How far the claim that is running is, 0..1."""
        self.left: Words | str = ""
        """How long it still takes, in words."""

    def show_lines(self, lines: Sequence[Line]) -> bool:
        """List ``lines``; True when they are not the same claims as before."""
        if [_key(line) for line in lines] == [_key(line) for line in self.lines]:
            changed = [row for row, line in enumerate(lines) if line != self.lines[row]]
            self.lines = list(lines)
            for row in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, ACT))
            return False
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()
        return True

    def show_progress(self, share: float, left: Words | str) -> None:
        """How far the running claim is, and how long it still takes."""
        self.share, self.left = share, left
        for row, line in enumerate(self.lines):
            if isinstance(line, Row) and line.state == RUNNING:
                cell = self.index(row, MEASURED)
                self.dataChanged.emit(cell, cell, [SHARE])

    def retranslate(self) -> None:
        """The language has changed: all rows say something else."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, ACT))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, ACT)

    def row_of(self, claim: str) -> int | None:
        """Where the claim with this id is listed."""
        for row, line in enumerate(self.lines):
            if isinstance(line, Row) and line.claim.id == claim:
                return row
        return None

    def row_at(self, index: Index) -> Row | None:
        """The claim's row at an index; None for a group."""
        line = self.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Row) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Claim, experiment, figure, verdict, button."""
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups are read, not chosen."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line itself, its words, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == SHARE:
            return self.share, said(self.left)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(line, index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(line, Group):
            return tr(line.title) if index.column() == 0 else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == CLAIM:
            return f"{tr(line.claim.title)}. {spoken(line.finding, line.state)}"
        return cell_text(line, index.column())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(TITLES[section])
        return None


def cell_text(row: Row, column: int) -> str:
    """What one cell says, in the reader's language."""
    claim = row.claim
    match column:
        case 0:
            return f"{tr(claim.title)}\n{rule_line(claim)}"
        case 1:
            return f"{tr(claim.experiment)}\n{tr(claim.figure)}"
        case 2:
            return "\n".join(filter(None, measured_lines(row)))
        case 3:
            return tr(MARKS[row.state].words)
        case _:
            return tr(act_of(row))


def tip(line: Line, column: int) -> str | None:
    """What is said of a figure or a verdict under the pointer: the sentence, and the reason."""
    if isinstance(line, Group) or line.finding is None or column not in (MEASURED, VERDICT):
        return None
    judgement = line.finding.judgement
    said = judgement.says if column == MEASURED else judgement.reason
    return tr(said) or None


def measured_lines(row: Row) -> tuple[str, str]:
    """The figure and what stands below it; without a figure a sentence, and nothing below."""
    if row.state == WAITING:
        return "", tr(N_("Next in line"))
    if row.finding is None:
        return "", "–"
    judgement = row.finding.judgement
    value, interval = value_text(judgement), interval_text(judgement)
    if value:
        return value, interval
    return "", tr(judgement.reason or judgement.says)


def act_of(row: Row) -> str:
    """What the row's button does, marked."""
    if row.state == RUNNING:
        return N_("Cancel")
    if row.state == WAITING:
        return N_("Leave out")
    return N_("Run") if row.finding is None else N_("Again")


ACT_ICONS = {"Cancel": "x", "Leave out": "x", "Run": "play-fill", "Again": "arrows-clockwise"}
"""By the words of :func:`act_of`."""


def _key(line: Line) -> str:
    return f"#{line.key}" if isinstance(line, Group) else line.claim.id
