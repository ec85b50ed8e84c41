"""The columns of words beside bars: names and details on the left, figures on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.advice.digest import Row
from ui.charts.compare import naming
from ui.charts.compare.figures import Figure, spread, written
from ui.theme import fonts
from ui.words import tr

_LEAST_BAR = 120
"""Where less room than this is left for bars, intervals are not written."""


@dataclass(frozen=True)
class BarColumns:
    """Where the words stand, in logical pixels."""

    name: float = 0.0
    detail: float = 0.0
    detail_room: float = 0.0
    stacked: bool = False
    """Whether details stand below names."""
    spreads: bool = True
    """Whether intervals are written after the figures."""
    left: float = 0.0
    """The room that names and details need, from the left edge on."""
    right: float = 0.0
    """The room that figures need after the end of the longest bar."""


def bar_columns(rows: Sequence[Row], figure: Figure, width: float) -> BarColumns:
    """Columns in a plot of this ``width``.

    Where both columns of the names would take half of it, they stand below each other.
    """
    unit = fonts.px
    titles = [fonts.width(tr(naming.title(row.candidate)), 13, 500) for row in rows]
    details = [fonts.width(naming.detail(row.candidate), 12) for row in rows]
    name, title, room = float(unit(34)), max(titles, default=0.0), max(details, default=0.0)
    detail = name + title + unit(16)
    stacked = detail + room + unit(16) > 0.45 * width
    if stacked:
        detail = name
        room = min(room, 0.5 * width - name)
    left = max(detail + room, name + title) + unit(16)
    found = [value for row in rows if (value := figure.of(row)) is not None]
    values = [fonts.width(written(value), 13, 600) for value in found]
    around = [fonts.width(spread(value), 12) for value in found]
    value_room = max(values, default=0.0) + unit(14)
    right = value_room + max(around, default=0.0) + unit(8)
    spreads = width - left - right >= unit(_LEAST_BAR)
    return BarColumns(name, detail, room, stacked, spreads, left, right if spreads else value_room)
