"""The cursor of a finished run: a line at one time, and beside it what was measured then."""

from __future__ import annotations

import pyqtgraph as pg

from ui.theme import fonts
from ui.theme.tokens import colour


class Cursor:
    """An upright line with a label at its top, on the side that has more room."""

    def __init__(self) -> None:
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._label = pg.TextItem(anchor=(0, 0))

    def dress(self, plot: pg.PlotItem) -> None:
        """Add it to a plot that was cleared, hidden and in the present theme."""
        self._line.setPen(pg.mkPen(colour("accent")))
        self._label.setColor(colour("text"))
        self._label.setFont(fonts.font(11, 500))
        self._label.fill = pg.mkBrush(colour("raised"))
        self._label.border = pg.mkPen(colour("control"))
        self.hide()
        for item in (self._line, self._label):
            item.setZValue(20)
            plot.addItem(item, ignoreBounds=True)

    def hide(self) -> None:
        """Take it away."""
        self._line.hide()
        self._label.hide()

    def show(self, t_s: float, words: str, view: pg.ViewBox) -> None:
        """Put it at ``t_s``, with lines of ``words``."""
        (left, right), (_, high) = view.viewRange()
        self._line.setPos(t_s)
        self._label.setText(words)
        self._label.setAnchor((1, 0) if t_s > (left + right) / 2 else (0, 0))
        self._label.setPos(t_s, high)
        self._line.show()
        self._label.show()
