"""Type: the bundled families, and sizes that follow the system's text size."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from lab.assets import resource
from ui.theme import measures

SANS = "Inter"
MONO = "JetBrains Mono"
BODY = 13
"""Size of body text on the design's scale: what the system's own text size stands for."""

LEAST, MOST = 0.75, 3.0
"""Text smaller or larger than that times the design's is of no use."""

LARGE_FROM = 1.25
"""Up to here the design's own rows hold."""

_log = logging.getLogger(__name__)
_TABULAR = QFont.Tag("tnum")
_system: list[float] = []
_zoom = [1.0]


def load() -> None:
    """Register the bundled fonts with Qt; needs a QGuiApplication."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            _log.warning("font cannot be read: %s", path.name)


def scale() -> float:
    """How much larger than designed all text is: the system's text size times the person's own."""
    if not _system:
        _system.append(_step(_system_px() / BODY))
    return min(max(_system[0] * _zoom[0], LEAST), MOST)


def is_large() -> bool:
    """Whether text is so much larger than designed that rows have to be broken."""
    return scale() > LARGE_FROM


def set_zoom(factor: float) -> None:
    """Make all text ``factor`` times as large as the system has it; the system is asked again."""
    _zoom[0] = factor
    _system.clear()
    font.cache_clear()
    metrics.cache_clear()
    width.cache_clear()


def _system_px() -> float:
    """The size of the system's own text, found without reading a font: see ui/shell/skeleton.py."""
    face = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if face.pixelSize() > 0:
        return face.pixelSize()
    return face.pointSizeF() * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72.0


def _step(factor: float) -> float:
    # Desktops call 9 to 11 points ordinary; within that the design's own sizes are sharpest.
    # A system without any font has no size either.
    return 1.0 if 0.85 <= factor <= 1.16 or factor <= 0 else factor


def px(length: float) -> int:
    """A length of the design that holds text, in logical pixels at the present text size."""
    return round(length * scale())


def rail_has_words(window: float) -> bool:
    """Whether a window so high has room for the rail's words below its icons."""
    return measures.rail_has_words(scale(), window)


def rail_icon() -> int:
    """The side of the rail's icons."""
    return measures.rail_icon(scale())


def column(window: float) -> int:
    """How wide the controls' column is in a window so wide."""
    return measures.column(scale(), window)


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


@lru_cache(maxsize=4096)
def width(text: str, size: float = BODY, weight: int = 400) -> float:
    """How wide ``text`` is on one line, in logical pixels; kept, for layouts keep asking."""
    return metrics(size, weight).horizontalAdvance(text)
