"""The list of claims: chosen with arrows or a click, run with Enter or the row's button."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.controls.ringed_view import RingedView
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour
from ui.words import N_, tr

from .model import ACT, CLAIM, TITLES, VERDICT, ClaimModel, cell_text
from .row_painter import (
    GROUP_HIGH,
    RowPainter,
    button_rect,
    button_width,
    chip_width,
    left_edge,
    right_edge,
    row_height,
)
from .rows import Line, Row
from .wording import MARKS

HEAD = 36
_EXPERIMENT, _MEASURED = 0.24, 0.25
"""Shares of the width; verdict and button take what their words need, the claim has the rest."""


class ClaimHead(QHeaderView):
    """Titles of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As high as in the design."""
        return QSize(super().sizeHint().width(), fonts.px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        """Paint one title."""
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("border"))
        base = paint.baseline(rect.center().y() + 0.5, 12, 500)
        x = rect.left() + left_edge(index)
        paint.words(painter, x, base, tr(TITLES[index]), 12, 500, "text2")
        painter.restore()


LEAST = 720
"""In less width claims would be columns of single words."""


class ClaimTable(RingedView, Worded, QTableView):
    """``chosen`` brings the id of the claim that becomes the current one, "" for none.

    ``act_asked`` brings the id of a claim whose button is meant: run, again, cancel or leave out.
    """

    chosen = Signal(str)
    act_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ClaimModel()
        self._painter = RowPainter(self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(ClaimHead(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        sized(self, lambda: self.verticalScrollBar().setSingleStep(fonts.px(24)))
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.set_spoken(
            N_("Claims"),
            help_=N_(
                "Every claim with its experiment, what was measured here and the verdict. Up and"
                " Down choose a claim, Enter measures it, Space measures it or ends it. Ctrl+C"
                " copies the row."
            ),
        )

    # ── data ──────────────────────────────────────────────────────────────────────────────
    @property
    def rows(self) -> ClaimModel:
        """The model: the lines in view."""
        return self._model

    @property
    def current(self) -> Row | None:
        """The chosen claim's row."""
        return self._model.row_at(self.currentIndex())

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines; the claim that was chosen stays so where it is still listed."""
        kept = self.current
        self._quiet = True
        if self._model.show_lines(lines):
            self._span()
            self.choose("" if kept is None else kept.claim.id)
        self._quiet = False
        self.fit()
        now = self.current
        if kept is not None and now is None:
            self.chosen.emit("")

    def choose(self, claim: str) -> None:
        """Make the claim with this id the current one; "" chooses none."""
        row = self._model.row_of(claim) if claim else None
        if row is None:
            self.clearSelection()
            self.selectionModel().setCurrentIndex(
                QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        else:
            self.setCurrentIndex(self._model.index(row, CLAIM))

    def enter_list(self) -> None:
        """Take the focus, and have a claim chosen."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.current is None:
            self._choose_first()

    def retranslate(self) -> None:
        """Other words need another layout."""
        self._model.retranslate()
        self.fit()

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def fit(self) -> None:
        """Give each column its width and each row the height that its words need.

        Where words would have no room at all the table scrolls sideways.
        """
        room = max(self.viewport().width(), fonts.px(LEAST))
        chips = [chip_width(tr(mark.words)) for mark in MARKS.values()]
        verdict = max(chips) + left_edge(VERDICT) + right_edge(VERDICT)
        acts = max(button_width(tr(word)) for word in _ACTS)
        act = acts + left_edge(ACT) + right_edge(ACT)
        widths = [0, round(room * _EXPERIMENT), round(room * _MEASURED), verdict, act]
        widths[CLAIM] = max(1, room - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row, line in enumerate(self._model.lines):
            high = row_height(line, widths) if isinstance(line, Row) else fonts.px(GROUP_HIGH)
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def _span(self) -> None:
        self.clearSpans()
        for row, line in enumerate(self._model.lines):
            if not isinstance(line, Row):
                self.setSpan(row, CLAIM, 1, len(TITLES))

    def minimumSizeHint(self) -> QSize:
        """The head and three rows."""
        return QSize(240, fonts.px(HEAD + 150))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width; what is chosen stays in view."""
        super().resizeEvent(event)
        self.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self.fit()

    # ── hands ─────────────────────────────────────────────────────────────────────────────
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Ctrl+C copies; Space and Esc are the page's; the rest is Qt's."""
        row = self.current
        if event.matches(QKeySequence.StandardKey.Copy):
            if row is not None:
                words = (cell_text(row, column) for column in range(ACT))
                text = "\t".join(cell.replace("\n", " · ") for cell in words)
                QGuiApplication.clipboard().setText(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row is not None:
                self.act_asked.emit(row.claim.id)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            event.ignore()
        elif row is None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._choose_first()
        else:
            super().keyPressEvent(event)
        self._ring()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a button is not yet a choice."""
        if event.button() == Qt.MouseButton.LeftButton and self._button_at(event):
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the row's button."""
        row = self._button_at(event)
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self.act_asked.emit(row.claim.id)
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the pointer is on."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        on = self._button_at(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._hover(index.row(), index.row() if on else -1)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on no row."""
        super().leaveEvent(event)
        self._hover(-1, -1)

    def button_at(self, claim: str) -> QPoint:
        """The middle of a claim's button, in the viewport."""
        row = self._model.row_of(claim)
        assert row is not None, "only a claim that is listed has a button"
        index = self._model.index(row, ACT)
        line = self._model.lines[row]
        assert isinstance(line, Row)
        return button_rect(self.visualRect(index), line).center()

    def _button_at(self, event: QMouseEvent) -> Row | None:
        place = event.position().toPoint()
        index: QModelIndex | QPersistentModelIndex = self.indexAt(place)
        row = self._model.row_at(index)
        if row is None or index.column() != ACT:
            return None
        return row if button_rect(self.visualRect(index), row).contains(place) else None

    def _hover(self, row: int, hot: int) -> None:
        if (row, hot) != (self._painter.hovered, self._painter.hot):
            self._painter.hovered, self._painter.hot = row, hot
            self.viewport().update()

    def _choose_first(self) -> None:
        first = next((line for line in self._model.lines if isinstance(line, Row)), None)
        if first is not None:
            self.choose(first.claim.id)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row_at(now)
        if not self._quiet:
            self.chosen.emit("" if row is None else row.claim.id)

    def _ring(self) -> None:
        self._painter.ringed = self.shows_ring
        self.viewport().update()


_ACTS = (N_("Run"), N_("Again"), N_("Cancel"), N_("Leave out"))
