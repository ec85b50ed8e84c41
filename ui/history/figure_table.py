"""The figures of the chosen entries side by side: one column each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from lab.history import Entry
from lab.session.result import Result
from ui.controls.ringed_view import RingedView
from ui.controls.worded import Worded
from ui.run.amounts import Cores
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour, current
from ui.words import N_, UNKNOWN, figure, number, percent, quantity, tr

from .styles import Style
from .wording import approaches_text, duration

Index = QModelIndex | QPersistentModelIndex
_ROW = 28


@dataclass(frozen=True)
class Column:
    """What one column shows: an entry, its result where it is a run, its place in the chart."""

    entry: Entry
    result: Result | None
    style: Style | None


def _of(result: Result | None, value: Callable[[Result], str]) -> str:
    return UNKNOWN if result is None else value(result)


def _ms(value: float | None) -> str:
    return UNKNOWN if value is None else quantity(figure(value), "ms")


_ROWS: tuple[tuple[str, Callable[[Column], str]], ...] = (
    (N_("Approach"), lambda at: approaches_text(at.entry)),
    (
        "P × T × C",
        lambda at: _of(
            at.result,
            lambda r: f"{r.topology.processes} × {r.topology.threads} × {r.topology.coroutines}",
        ),
    ),
    (
        N_("Throughput"),
        lambda at: quantity(figure(at.entry.throughput_per_s), tr(N_("tasks/s"))),
    ),
    (
        N_("Latency p50"),
        lambda at: _of(at.result, lambda r: _ms(r.latency_ms.p50 if r.latency_ms else None)),
    ),
    (N_("Latency p95"), lambda at: _ms(at.entry.p95_ms)),
    (
        N_("Latency p99"),
        lambda at: _of(at.result, lambda r: _ms(r.latency_ms.p99 if r.latency_ms else None)),
    ),
    (
        N_("Cores used"),
        lambda at: _of(
            at.result, lambda r: str(Cores(r.cpu_seconds / r.seconds)) if r.seconds else UNKNOWN
        ),
    ),
    (N_("Running"), lambda at: _of(at.result, lambda r: percent(r.shares.running))),
    (N_("Waiting for the GIL"), lambda at: _of(at.result, lambda r: percent(r.shares.gil))),
    (N_("Waiting for a core"), lambda at: _of(at.result, lambda r: percent(r.shares.core))),
    (N_("Waiting for I/O"), lambda at: _of(at.result, lambda r: percent(r.shares.io))),
    (N_("Tasks done"), lambda at: number(at.entry.tasks_done)),
    (
        N_("Tasks failed"),
        lambda at: _of(at.result, lambda r: number(r.tasks_failed)),
    ),
    (N_("Duration"), lambda at: duration(at.entry.seconds)),
)


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.lines: tuple[tuple[str, Callable[[Column], str]], ...] = ()
        """Figures that at least one of them has."""

    def show_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.lines = tuple(
            (words, value)
            for words, value in _ROWS
            if any(value(column) != UNKNOWN for column in columns)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        words, value = self.lines[index.row()]
        first = index.column() == 0
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tr(words) if first else value(self.columns[index.column() - 1])
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return colour("text2" if first else "text")
            case Qt.ItemDataRole.FontRole:
                return fonts.font(13, 400 if first else 500)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section - 1] if 0 < section <= len(self.columns) else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                if column is None:
                    return "" if section else tr(N_("Figure"))
                return str(column.style.number) if column.style else "–"
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


def pairs(column: Column) -> list[tuple[str, str]]:
    """Names (marked) and written values of one entry, those that are known."""
    found = [(words, value(column)) for words, value in _ROWS]
    return [(words, value) for words, value in found if value != UNKNOWN]


class _Head(QHeaderView):
    """A number on its curve's colour above each column."""

    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), fonts.px(28))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("border"))
        columns = self._model.columns
        if 0 < section <= len(columns):
            look, side = columns[section - 1].style, fonts.px(18)
            disc = QRectF(rect.right() - side - 3, rect.center().y() - side / 2 - 1, side, side)
            if look is not None:
                paint.box(painter, disc, side / 2, look.token)
            ink = "text3" if look is None else ("#14171F" if current().is_dark else "#FFFFFF")
            base = paint.baseline(disc.center().y(), 11, 600)
            number_ = str(look.number) if look else "–"
            paint.words(painter, disc.center().x(), base, number_, 11, 600, ink, "centre")
        painter.restore()


class FigureTable(RingedView, Worded, QTableView):
    """Read only; Ctrl+C copies it for a spreadsheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self.setHorizontalHeader(_Head(self._model, self))
        self.setModel(self._model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        sized(self, lambda: self.verticalHeader().setDefaultSectionSize(fonts.px(_ROW)))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.set_spoken(N_("Figures of the chosen entries"))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these entries."""
        self._model.show_columns(columns)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._describe()

    def text(self) -> str:
        """The table for the clipboard: tabs between columns."""
        model = self._model
        rows = [
            "\t".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]
        return "\n".join(rows) + "\n"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying takes all of it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Some rows; it takes more where there is room."""
        return QSize(fonts.px(300), 5 * fonts.px(_ROW))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._model.show_columns(self._model.columns)
        self._describe()

    def changeEvent(self, event: QEvent) -> None:
        """Colours are the model's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_model"):
            self._model.show_columns(self._model.columns)

    def _describe(self) -> None:
        said = "; ".join(
            ", ".join(f"{tr(words)} {value}" for words, value in pairs(column))
            for column in self._model.columns
        )
        self.setAccessibleDescription(said)
