"""Widgets in a grid of as many columns as there is room for, all of one width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.controls.arranged import Arranged
from ui.theme.tokens import GAP


class Tiling(Arranged, QWidget):
    """``most`` columns at most; fewer are halves of it, so that no row is left with a gap."""

    def __init__(
        self,
        tiles: Sequence[QWidget],
        most: int,
        *,
        gap: int = GAP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tiles, self._most, self._gap = tuple(tiles), most, gap
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        self._put(most)

    @property
    def across(self) -> int:
        """How many columns there are now."""
        return self._across

    def minimumSizeHint(self) -> QSize:
        """One column is room enough."""
        hint: QSize = super().minimumSizeHint()
        return QSize(self._least(), hint.height())

    def arrange(self) -> None:
        """Take as many columns as fit."""
        across = self._most
        while across > 1 and across * (self._least() + self._gap) - self._gap > self.width():
            across = -(-across // 2)
        if across != self._across:
            self._put(across)

    def _least(self) -> int:
        # Not `minimumSize`: a tile that gives way in a layout would be narrower than its words.
        return max(tile.minimumSizeHint().width() for tile in self._tiles)

    def _put(self, across: int) -> None:
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // across, place % across)
        for column in range(self._most):
            self._grid.setColumnStretch(column, int(column < across))
        self._across = across
        self.updateGeometry()
