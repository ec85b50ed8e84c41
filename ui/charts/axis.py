"""An axis of a finished run, with figures in the reader's format."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg

from ui.charts.scale import decimals
from ui.theme import fonts
from ui.theme.tokens import colour
from ui.words import NBSP, number


class Axis(pg.AxisItem):
    """The axis on one side of a plot; ``unit`` follows each figure where it is given."""

    def __init__(self, side: str, unit: str = "") -> None:
        super().__init__(side)
        self._unit = unit
        self._upright = side == "left"
        self.setStyle(
            tickLength=0 if self._upright else 3, tickTextOffset=6, hideOverlappingLabels=False
        )

    def dress(self) -> None:
        """Take up the present theme and type size; only a lying axis has a line."""
        self.setPen(colour("surface" if self._upright else "control"))
        self.setTextPen(colour("text3"))
        self.setStyle(tickFont=fonts.font(11))

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        """The labels of the ticks."""
        places = decimals(spacing)
        return [number(v, places) + (f"{NBSP}{self._unit}" if self._unit else "") for v in values]
