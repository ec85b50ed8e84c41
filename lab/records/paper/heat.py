"""A sweep over two settings on paper: a map of the throughput, the figures in its cells."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lab.advice.digest import Digest
from lab.records import describe
from lab.spec import N_, Axis, Value

from .notes import title
from .style import AXIS, LEGEND, Style, label_ticks, plain_axes

MOST_LABELS = 144
"""More cells than this hold no figures: they could not be read."""
_PALEST = 0.06
_FULL = 0.55


def heat(axes: Axes, digest: Digest, style: Style) -> None:
    """The first axis from left to right, the second from bottom to top; the best cell is framed.

    Cells are one colour, the more opaque the more throughput: light and dark need no second scale.
    """
    across, up = digest.result.study.axes
    cells = values(digest)
    low, high = (np.nanmin(cells), np.nanmax(cells)) if digest.ranking else (0.0, 1.0)
    best = digest.ranking[0] if digest.ranking else None
    for place, row in enumerate(digest.rows):
        x, y = divmod(place, len(up.values))
        if row.throughput_per_s is None:
            continue
        part = float((cells[y, x] - low) / ((high - low) or 1.0))
        _cell(axes, style, (x, y), part, framed=place == best)
        if cells.size <= MOST_LABELS:
            _figure(axes, style, (x, y), row.throughput_per_s.value, part, strong=place == best)
    axes.set_xlim(-0.5, len(across.values) - 0.5)
    axes.set_ylim(-0.5, len(up.values) - 0.5)
    plain_axes(axes, style)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="both", length=0)
    axes.set_xticks(range(len(across.values)), [_tick(across, v, style) for v in across.values])
    axes.set_yticks(range(len(up.values)), [_tick(up, v, style) for v in up.values])
    label_ticks(axes, style)
    title(axes, style, style.say(N_("Throughput, tasks/s")), left=75, above=14)


def _cell(axes: Axes, style: Style, at: tuple[int, int], part: float, *, framed: bool) -> None:
    corner = (at[0] - 0.49, at[1] - 0.47)
    colour = style.palette.threads
    alpha = _PALEST + (1 - _PALEST) * part
    axes.add_patch(Rectangle(corner, 0.98, 0.94, facecolor=colour, alpha=alpha, linewidth=0))
    if framed:
        ink = style.palette.text
        axes.add_patch(Rectangle(corner, 0.98, 0.94, fill=False, ec=ink, lw=1.4, zorder=4))


def values(digest: Digest) -> NDArray[np.float64]:
    """Throughput by cell, second axis x first axis; NaN where nothing was measured."""
    across, up = digest.result.study.axes
    found = [row.throughput_per_s.value if row.throughput_per_s else np.nan for row in digest.rows]
    cells: NDArray[np.float64] = np.array(found).reshape(len(across.values), len(up.values)).T
    return cells


def _tick(axis: Axis, value: Value, style: Style) -> str:
    return describe.setting(axis.setting, value, style.wording)


def _figure(
    axes: Axes, style: Style, at: tuple[int, int], value: float, part: float, *, strong: bool
) -> None:
    palette = style.palette
    axes.annotate(
        style.wording.number(value),
        at,
        ha="center",
        va="center",
        # On a full cell the paper's own colour is what stands out, in both themes.
        color=palette.surface if part > _FULL else palette.text,
        fontproperties=style.font(LEGEND if strong else AXIS, "semibold" if strong else "regular"),
    )
