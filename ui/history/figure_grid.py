"""The figures of one entry: name above value, as many beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, tr

_CELL = 46
_MIN_WIDE = 150


class FigureGrid(Worded, QWidget):
    """Pairs of a marked name and a function that writes the value in the language of now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: tuple[tuple[str, str], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Figures"))

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these; the names are marked, the values are written already."""
        self._pairs = tuple(pairs)
        said = ", ".join(f"{tr(name)} {value}" for name, value in self._pairs)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Four columns."""
        return QSize(fonts.px(4 * _MIN_WIDE), self.heightForWidth(fonts.px(4 * _MIN_WIDE)))

    def minimumSizeHint(self) -> QSize:
        """One column's width, and one row."""
        return QSize(fonts.px(_MIN_WIDE), fonts.px(_CELL))

    def hasHeightForWidth(self) -> bool:
        """A narrow grid is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many rows as that width needs."""
        columns = self._columns(width)
        return -(-max(1, len(self._pairs)) // columns) * fonts.px(_CELL)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint names and values."""
        columns = self._columns(self.width())
        wide = self.width() / columns
        for place, (name, value) in enumerate(self._pairs):
            row, column = divmod(place, columns)
            x, y = column * wide, row * fonts.px(_CELL)
            label = paint.baseline(y + fonts.px(12), 12)
            paint.words(painter, x, label, tr(name), 12, 400, "text3")
            base = paint.baseline(y + fonts.px(30), 13, 600)
            paint.words(painter, x, base, value, 13, 600)

    def _columns(self, width: int) -> int:
        widest = max(
            (
                max(fonts.width(tr(name), 12), fonts.width(value, 13, 600))
                for name, value in self._pairs
            ),
            default=0.0,
        )
        return max(1, min(5, int(width // max(fonts.px(100), widest + fonts.px(16)))))
