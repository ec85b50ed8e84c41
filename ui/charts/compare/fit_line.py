"""The fitted law's parameters in one line under the scaling curves, or why there is no fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.advice.digest import Scaling
from lab.analysis.fits import Fit
from lab.analysis.interval import Interval
from lab.spec import APPROACHES
from ui.charts.compare.figures import written
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.words import N_, number, tr

if TYPE_CHECKING:
    from ui.charts.compare.scaling import ScalingPlot

_LINES = 2
"""Room for so many lines from the start, so that nothing moves when another fit is shown."""


class FitLine(Worded, QWidget):
    """α, β and peak with intervals of the curve in focus; it follows its plot."""

    def __init__(self, plot: ScalingPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        plot.focused.connect(self._follow)
        self.set_spoken(
            N_("Fit"),
            help_=N_(
                "The Universal Scalability Law: α is the share of the work that only one lane at a"
                " time can do, β what each pair of lanes costs to keep in step. With β there is a"
                " peak: more lanes than that do less."
            ),
        )
        self._follow("")

    def text(self) -> str:
        """What is said."""
        return self._text

    def retranslate(self) -> None:
        """Say it in the language of now."""
        self._follow("")

    def sizeHint(self) -> QSize:
        """Two lines, whatever is said."""
        return QSize(fonts.px(200), round(fonts.metrics(12).lineSpacing() * _LINES) + fonts.px(4))

    def minimumSizeHint(self) -> QSize:
        """As the hint."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the line, broken between its parts where it is too long."""
        lines = _broken(self._text, self.width())
        metrics = fonts.metrics(12)
        for index, line in enumerate(lines[:_LINES]):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            base = metrics.ascent() + index * metrics.lineSpacing() + fonts.px(2)
            paint.words(painter, 0, base, shown, 12, 400, "text3")

    def _follow(self, _approach: str) -> None:
        curve = self._plot.focus
        self._text = fit_text(curve, self._plot.reference()) if curve is not None else ""
        self.setAccessibleDescription(self._text)
        self.setToolTip(self._text)
        self.update()


_PARTS = " · "


def fit_text(curve: Scaling, one: float | None) -> str:
    """*Processes: α 0.004 (0–0.010) · β 0.0012 (…) · peak 13.9× at 29 lanes*; ``one`` is 1×."""
    title = tr(APPROACHES[curve.approach].title)
    fit = curve.usl
    if not isinstance(fit, Fit):
        return tr(N_("{approach}: no fit. {why}"), approach=title, why=tr(fit.why))
    parts = [f"{title}: α {_parameter(fit.alpha)}", f"β {_parameter(fit.beta)}"]
    if fit.peak_lanes is not None and fit.peak is not None and one:
        parts.append(
            tr(
                N_("peak {times}× at {lanes} lanes"),
                times=written(Interval(fit.peak / one, None, None, 0)),
                lanes=number(fit.peak_lanes),
            )
        )
    elif fit.limit is not None and one:
        times = written(Interval(fit.limit / one, None, None, 0))
        parts.append(tr(N_("never above {times}×"), times=times))
    else:
        parts.append(tr(N_("no peak seen")))
    return _PARTS.join(parts)


def _parameter(found: Interval) -> str:
    """A parameter with two digits that count, its interval alike."""
    edges = [abs(edge) for edge in (found.low, found.high, found.value) if edge]
    size = max(edges, default=0.0)
    decimals = min(9, max(0, 1 - math.floor(math.log10(size)))) if size > 0 else 0
    value = _plain(found.value, decimals)
    if found.low is None or found.high is None:
        return value
    return f"{value} ({_plain(found.low, decimals)}–{_plain(found.high, decimals)})"


def _plain(value: float, decimals: int) -> str:
    return number(value, decimals if round(value, decimals) else 0)


def _broken(text: str, width: float) -> list[str]:
    """Lines that fit: broken between parts, and a part that is too long between its words."""
    lines = [""]
    for part in text.split(_PARTS):
        joined = _PARTS.join(filter(None, (lines[-1], part)))
        if fonts.width(joined, 12) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for word in part.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and fonts.width(longer, 12) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines
