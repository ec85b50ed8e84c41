"""The scale of a heat map: viridis, perceptually uniform and told apart by colour-blind people.

Lightness alone orders it, from dark to bright, so it reads the same in a light and a dark window
and in grey. Its colours are those of matplotlib (CC0), at nine points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor

_VIRIDIS = (
    "#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59",
    "#B4DE2C", "#FDE725",
)  # fmt: skip
_LOG_FROM = 30.0
"""From this ratio of highest to lowest on, colours stand for the logarithm."""


@dataclass(frozen=True)
class Span:
    """From the lowest to the highest figure, linear or logarithmic."""

    low: float
    high: float

    @property
    def logarithmic(self) -> bool:
        """Whether equal steps of colour are equal ratios."""
        return self.low > 0 and self.high / self.low >= _LOG_FROM

    def share(self, value: float) -> float:
        """Where ``value`` lies, 0..1."""
        if self.high <= self.low:
            return 0.5
        if self.logarithmic:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)


def shade(share: float) -> QColor:
    """The colour at ``share`` (0..1) of the scale."""
    at = min(max(share, 0.0), 1.0) * (len(_VIRIDIS) - 1)
    index = min(int(at), len(_VIRIDIS) - 2)
    one, other, part = QColor(_VIRIDIS[index]), QColor(_VIRIDIS[index + 1]), at - index
    return QColor(
        round(one.red() * (1 - part) + other.red() * part),
        round(one.green() * (1 - part) + other.green() * part),
        round(one.blue() * (1 - part) + other.blue() * part),
    )


def ink_on(ground: QColor) -> QColor:
    """Black or white, whichever is read better on ``ground``: always at least 4.5:1."""
    light = luminance(ground)
    return QColor("#FFFFFF") if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else QColor("#000000")


def luminance(of: QColor) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (of.redF(), of.greenF(), of.blueF())
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
