"""Several finished runs in one chart, each from its own start; a number stands at every curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.charts.curve import Curve
from ui.charts.finished import FinishedPlot
from ui.theme import fonts
from ui.theme.tokens import colour, current

Floats = NDArray[np.float64]
_MOST_POINTS = 1_500
"""Points along the time axis: more than there are pixels are not seen."""


@dataclass(frozen=True)
class Course:
    """One run: its curve, and its values (of one figure) at the ends of the rows."""

    curve: Curve
    t_s: Floats
    values: Floats


class OverlayPlot(FinishedPlot):
    """The finished plot for several runs: they share a time axis that begins with each."""

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        self._ends: list[pg.TextItem] = []
        self._courses: tuple[Course, ...] = ()
        super().__init__(unit, parent)

    @property
    def courses(self) -> tuple[Course, ...]:
        """What is drawn."""
        return self._courses

    def show_courses(self, courses: Sequence[Course], unit: str) -> None:
        """Show other runs, or another figure of them."""
        self._courses = tuple(courses)
        self.unit = unit
        grid = _grid(courses)
        self._curves = tuple(course.curve for course in courses)
        self.show_series(
            grid, {course.curve.key: _on(grid, course) for course in courses if len(course.t_s)}
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the focus or with Ctrl; else the page scrolls."""
        if self.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _dress(self) -> None:
        super()._dress()
        self._ends.clear()
        if len(self._courses) < 2:
            return
        for number, course in enumerate(self._courses, 1):
            known = np.flatnonzero(np.isfinite(course.values))
            if not len(known):
                continue
            last = float(course.t_s[known[-1]])
            # At the very end of the axis it would be cut off.
            at_end = last > 0.97 * float(self._t[-1])
            mark = pg.TextItem(str(number), anchor=(1.0 if at_end else 0.5, 0.5))
            mark.setFont(fonts.font(11, 600))
            mark.setColor(colour("#14171F" if current().is_dark else "#FFFFFF"))
            mark.fill = pg.mkBrush(colour(course.curve.token))
            mark.border = pg.mkPen(colour("surface"))
            mark.setZValue(15)
            mark.setPos(last, float(course.values[known[-1]]))
            self.getPlotItem().addItem(mark, ignoreBounds=True)
            self._ends.append(mark)


def _grid(courses: Sequence[Course]) -> Floats:
    """Times for all of them: those of a single run, else evenly spaced to the longest one's end."""
    ends = [course.t_s for course in courses if len(course.t_s)]
    if len(ends) == 1:
        return ends[0]
    longest = max((float(t_s[-1]) for t_s in ends), default=1.0)
    most = max((len(t_s) for t_s in ends), default=2)
    return np.linspace(0.0, longest, min(_MOST_POINTS, max(2, 2 * most)))


def _on(grid: Floats, course: Course) -> Floats:
    """The run's values at the times of the grid; nothing before its start and after its end."""
    if grid is course.t_s:
        return course.values
    known = np.isfinite(course.values)
    if not known.any():
        return np.full(len(grid), np.nan)
    values: Floats = np.interp(
        grid, course.t_s[known], course.values[known], left=np.nan, right=np.nan
    )
    return values
