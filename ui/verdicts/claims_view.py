"""The first view: search and filters, the list of claims, what is known of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme.tokens import GAP
from ui.words import N_

from .claim_table import ClaimTable
from .details import Details
from .filters import Filters
from .rows import Board, Row
from .runner import Standing
from .times import rough_left


class ClaimsView(Worded, QWidget):
    """Shows a `Board`; ``act_asked`` brings the id of a claim whose button is meant."""

    act_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = Board((), {})
        self.filters = Filters()
        self.table = ClaimTable()
        self.details = Details()
        self.details.hide()
        self.nothing = _Nothing()
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.nothing)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addWidget(self.details)
        self.filters.changed.connect(self._list)
        self.filters.search.left.connect(self.table.enter_list)
        self.table.chosen.connect(self._choose)
        self.table.act_asked.connect(self.act_asked)
        self.details.act_asked.connect(self.act_asked)
        self.details.closed.connect(self.close_details)
        self.nothing.asked.connect(self.filters.reset)

    @property
    def current(self) -> Row | None:
        """The chosen claim's row, while the list has the focus."""
        return self.table.current if self.table.hasFocus() else None

    def show_board(self, board: Board) -> None:
        """Show all claims as they stand."""
        self._board = board
        self.filters.show_counts(board.counts())
        self._list()

    def show_standing(self, standing: Standing) -> None:
        """How far the running claim is."""
        self.table.rows.show_progress(standing.part, rough_left(standing.claim_left_s))

    def search(self) -> None:
        """Ctrl+F: search."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def leave_search(self) -> bool:
        """Esc in the search empties it, or leaves it; False when it is not in use."""
        search = self.filters.search
        if not search.hasFocus():
            return False
        if search.text():
            search.clear()
        else:
            self.table.enter_list()
        return True

    def close_details(self) -> bool:
        """Take the details away; False when there are none."""
        if self.details.isHidden():
            return False
        self.details.hide()
        return True

    def retranslate(self) -> None:
        """What a search finds is another matter in another language."""
        self._list()

    def _list(self) -> None:
        lines = self._board.lines(self.filters.verdict, self.filters.text)
        self.table.show_lines(lines)
        self._stack.setCurrentIndex(0 if lines or not self._board.claims else 1)
        row = self.table.current
        if row is not None and not self.details.isHidden():
            self.details.show_row(row)

    def _choose(self, _claim: str) -> None:
        row = self.table.current
        if row is None:
            self.details.hide()
            return
        self.details.show_row(row)
        self.details.show()
        # The list is lower now: what was chosen stays in view.
        self._column.activate()
        self.table.scrollTo(self.table.currentIndex())


class _Nothing(QFrame):
    """Said in the list's place when no claim is left to show."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.line = Text(N_("No claim has all these words and this verdict."), tone="text2")
        self.button = Button(N_("Show all"), "quiet")
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
