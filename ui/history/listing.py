"""The list of entries: chosen by mouse and keyboard, several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.controls.ringed_view import RingedView
from ui.controls.worded import Worded
from ui.theme import fonts
from ui.words import N_

from .entries import EntryModel
from .row import EntryDelegate

_Flag = QItemSelectionModel.SelectionFlag


class EntryList(RingedView, Worded, QListView):
    """``chosen`` brings the ids of the chosen entries in the order they were chosen in."""

    chosen = Signal(list)
    menu_asked = Signal(QPoint)
    """The context menu, at a place of the screen."""
    opened = Signal(int)
    """Enter or a double click on an entry."""

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._chosen: list[int] = []
        self._showing = False
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().setSingleStep(fonts.px(24))
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.set_spoken(
            N_("Runs, comparisons and sweeps"),
            help_=N_(
                "Everything that was measured, newest first. Ctrl or Shift with a click or an arrow"
                " chooses several: up to five runs are drawn in one chart. F2 names, Ctrl+P pins,"
                " Del deletes, Enter opens what was measured to be run again."
            ),
        )
        self.selectionModel().selectionChanged.connect(self._changed)
        self.doubleClicked.connect(self._open)

    @property
    def numbers(self) -> list[int]:
        """The ids of the chosen entries, in the order they were chosen in."""
        return list(self._chosen)

    def choose(self, numbers: Sequence[int]) -> None:
        """Choose these entries, those of them that are listed, and bring the first into view."""
        rows = [row for number in numbers if (row := self._model.row(number)) is not None]
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row)
            selection.select(index, index)
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self._model.index(rows[0]), _Flag.NoUpdate)
            self.scrollTo(self._model.index(rows[0]))

    def keep_chosen(self, show: object, entries: Sequence[object]) -> None:
        """Let ``show(entries)`` change the list; what is still there stays chosen and in place."""
        kept, current = list(self._chosen), self._current()
        row = self._model.row(current) if current is not None else None
        bar = self.verticalScrollBar()
        top = bar.value()
        self._showing = True
        try:
            changed = bool(show(entries))  # type: ignore[operator]
            if changed:
                self._restore(kept, current, row, top)
        finally:
            self._showing = False
        if changed:
            self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the list leaves letters alone, so that typing does not jump about."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # Enter ends the naming of an entry, and reaches the list afterwards.
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A list reached by keyboard has a current row, so that the focus can be seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectionModel().setCurrentIndex(self._model.index(0), _Flag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen entries, at the pointer or the current row."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
            self.menu_asked.emit(self.viewport().mapToGlobal(place))
        else:
            self.menu_asked.emit(event.globalPos())

    def toggle_current(self) -> None:
        """Add the current entry to what is chosen, or take it away."""
        index = self.currentIndex()
        if index.isValid():
            self.selectionModel().select(index, _Flag.Toggle)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(fonts.px(360), fonts.px(300))

    def retranslate(self) -> None:
        """Every row says something else now."""
        self._model.retranslate()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.entries[index.row()].id)

    def _current(self) -> int | None:
        index = self.currentIndex()
        return self._model.entries[index.row()].id if index.isValid() else None

    def _restore(self, kept: list[int], current: int | None, row: int | None, top: int) -> None:
        self.choose(kept)
        at = self._model.row(current) if current is not None else None
        if at is None and row is not None and self._model.rowCount():
            at = min(row, self._model.rowCount() - 1)
        if at is not None:
            self.selectionModel().setCurrentIndex(self._model.index(at), _Flag.NoUpdate)
        self.verticalScrollBar().setValue(top)

    def _changed(self) -> None:
        if self._showing:
            return
        entries = self._model.entries
        now = [
            entries[row].id
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        ]
        still = set(now)
        kept = [number for number in self._chosen if number in still]
        known = set(kept)
        chosen = kept + [number for number in now if number not in known]
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosen.emit(chosen)
