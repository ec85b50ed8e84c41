"""How wide the window's fixed parts are at a text size: no more than figures, for the first paint.

``scale`` is how much larger than designed text is, ``window`` a size of the window in pixels.
"""

from __future__ import annotations

from ui.theme.tokens import (
    COLUMN,
    COLUMN_MOST,
    COLUMN_NARROW,
    NARROW_BELOW,
    RAIL,
    RAIL_HIGH,
    STATUS,
)

RAIL_ICON = 20
RAIL_ICON_MOST = 32
"""Without words the rail's icons need not be as large as those would be."""


def rail_has_words(scale: float, window: float) -> bool:
    """Whether a window so high has room for the rail's words below its icons."""
    return (RAIL_HIGH + STATUS) * scale <= window


def rail_icon(scale: float) -> int:
    """The side of the rail's icons."""
    return min(round(RAIL_ICON * scale), RAIL_ICON_MOST)


def rail(scale: float, window: float) -> int:
    """How wide the rail is in a window so high."""
    if rail_has_words(scale, window):
        return round(RAIL * scale)
    return rail_icon(scale) + 36


def column(scale: float, window: float) -> int:
    """How wide the controls' column is in a window so wide; beyond a share of it it scrolls.

    Labels and fields need twice the room at twice the size; sliders do not.
    """
    wide = COLUMN if window >= NARROW_BELOW else COLUMN_NARROW
    return min(round(wide * scale), max(wide, round(window * COLUMN_MOST)))
