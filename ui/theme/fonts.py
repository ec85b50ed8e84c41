"""Type: the bundled families, and sizes that follow the system's text size."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from lab.assets import resource

SANS = "Inter"
MONO = "JetBrains Mono"
BODY = 13
"""Size of body text on the design's scale: what the system's own text size stands for."""

_log = logging.getLogger(__name__)
_TABULAR = QFont.Tag("tnum")
_scale: list[float] = []


def load() -> None:
    """Register the bundled fonts with Qt; needs a QGuiApplication."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            _log.warning("font cannot be read: %s", path.name)


def scale() -> float:
    """How much larger than designed all text is: 1.0 at an ordinary system text size."""
    if not _scale:
        system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        _scale.append(_step(system.pixelSize() / BODY))
    return _scale[0]


def set_scale(factor: float | None) -> None:
    """Set the text size, 0.75 to 3 times the design's; ``None`` follows the system again."""
    _scale.clear()
    if factor is not None:
        _scale.append(min(max(factor, 0.75), 3.0))
    font.cache_clear()
    metrics.cache_clear()


def _step(factor: float) -> float:
    # Desktops call 9 to 11 points ordinary; within that the design's own sizes are sharpest.
    return 1.0 if 0.85 <= factor <= 1.16 else min(max(factor, 0.75), 3.0)


def px(length: float) -> int:
    """A length of the design that holds text, in logical pixels at the present text size."""
    return round(length * scale())


@lru_cache(maxsize=128)
def font(size: float = BODY, weight: int = 400, *, mono: bool = False) -> QFont:
    """A font of the design's scale (11, 12, 13, 14, 16, 20, 28), digits all of one width."""
    face = QFont(MONO if mono else SANS)
    face.setPixelSize(max(1, px(size)))
    face.setWeight(QFont.Weight(weight))
    face.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if not mono:
        face.setFeature(_TABULAR, 1)
        if size >= 20:
            # Set tighter, as a display cut is; Inter's own has digits of unequal width.
            face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    return face


@lru_cache(maxsize=128)
def metrics(size: float = BODY, weight: int = 400, *, mono: bool = False) -> QFontMetricsF:
    """The metrics of :func:`font`, kept: they are asked for at every repaint."""
    return QFontMetricsF(font(size, weight, mono=mono))


def width(text: str, size: float = BODY, weight: int = 400) -> float:
    """How wide ``text`` is on one line, in logical pixels."""
    return metrics(size, weight).horizontalAdvance(text)
