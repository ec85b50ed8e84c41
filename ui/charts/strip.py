"""Strip chart: curves over time, live while a run goes on, to be explored once it has ended.

Live it is a plain widget that copies a ring image; pyqtgraph draws the finished run. The ring
inside a pyqtgraph PlotItem was measured too (``python -m tests.bench.display``): a frame costs the
same, about a hundredth of a plain pyqtgraph window's, so the rest decides. A plain widget needs no
pyqtgraph before the first paint (0.7 s), and its labels, gaps and markers are its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.charts.curve import APPROACH, Curve
from ui.charts.live_strip import LiveStrip

if TYPE_CHECKING:
    from ui.charts.finished import FinishedPlot

__all__ = ["APPROACH", "Curve", "StripChart"]


class StripChart(QWidget):
    """Curves with one ``unit`` over the last ``span_s`` seconds, then over a whole run."""

    def __init__(self, unit: str, span_s: float = 30.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = LiveStrip(unit, span_s)
        self._finished: FinishedPlot | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._live)
        self.setFocusProxy(self._live)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(self._live.sizePolicy())

    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these curves from now on; histories are kept, also of those left out."""
        self._live.set_curves(curves)
        if self._finished is not None:
            self._finished.set_curves(self._live.curves)

    def set_approach(self, token: str) -> None:
        """Give curves whose token is :data:`APPROACH` this token's colour."""
        self._live.set_approach(token)
        if self._finished is not None:
            self._finished.set_approach(token)

    def set_least(self, least: float) -> None:
        """Have the axis reach at least so high: then charts with one ``least`` can be compared."""
        self._live.set_least(least)
        if self._finished is not None:
            self._finished.set_least(least)

    def append(self, t_s: float, values: Mapping[str, float | None]) -> None:
        """Add a sample at ``t_s`` seconds since the run's start; None leaves a gap."""
        self._live.append(t_s, values)

    def add_marker(self, t_s: float, label: object) -> None:
        """Mark a change at ``t_s`` with a dashed line; ``label`` is text, or words to translate."""
        self._live.add_marker(t_s, label)

    def clear(self) -> None:
        """Forget everything, for a new run, and be live again."""
        self._live.clear()
        self.set_live(True)

    def set_live(self, live: bool) -> None:
        """Switch between the moving picture and the finished run's plot (see ``show_series``)."""
        shown = self._live if live or self._finished is None else self._finished
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)

    @property
    def live(self) -> bool:
        """Whether the moving picture is on show."""
        return self._stack.currentWidget() is self._live

    def show_series(
        self,
        t_s: NDArray[np.float64],
        values: Mapping[str, NDArray[np.float64]],
        markers: Sequence[tuple[float, object]] = (),
    ) -> None:
        """Show a whole run, to be zoomed and read off; arrays of one length, NaN for gaps."""
        if self._finished is None:
            # Imported late: pyqtgraph would hold up the window's first paint by 0.7 s.
            from ui.charts.finished import FinishedPlot

            self._finished = FinishedPlot(self._live.unit)
            self._finished.set_curves(self._live.curves)
            self._finished.set_approach(self._live.approach)
            self._finished.set_least(self._live.least)
            self._finished.setAccessibleName(self.accessibleName())
            self._stack.addWidget(self._finished)
        self._finished.show_series(t_s, values, markers)
        self.set_live(False)

    def figures(self) -> str:
        """What is on show in words: each curve's newest value, or the finished run's figures."""
        if not self.live and self._finished is not None:
            return str(self._finished.figures())
        return self._live.figures()

    def setAccessibleName(self, name: str) -> None:
        """Name the chart; what has the focus in it has the same name."""
        super().setAccessibleName(name)
        for part in (self._live, self._finished):
            if part is not None:
                part.setAccessibleName(name)

    def accessibleDescription(self) -> str:
        """The text alternative of what is on show, as a screen reader is told."""
        shown = self._live if self.live or self._finished is None else self._finished
        return str(shown.accessibleDescription())

    def data(self) -> tuple[list[str], list[list[float]]]:
        """What is on show as a table: column names with units, and rows of figures."""
        if not self.live and self._finished is not None:
            return self._finished.data()
        return self._live.data()
