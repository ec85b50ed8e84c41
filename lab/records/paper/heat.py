"""A sweep over two settings on paper: a map of the throughput, the figures in its cells."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from numpy.typing import NDArray

from lab.advice.digest import Digest
from lab.records import describe
from lab.spec import N_, Axis, Value

from .notes import title
from .style import AXIS, LEGEND, Style, label_ticks, plain_axes

MOST_LABELS = 144
"""More cells than this hold no figures: they could not be read."""


def heat(axes: Axes, digest: Digest, style: Style) -> None:
    """The first axis from left to right, the second from bottom to top; the best cell is framed."""
    across, up = digest.result.study.axes
    cells = values(digest)
    palette = style.palette
    # From the paper's own colour to the accent of the best: light or dark, more is further from it.
    ramp = LinearSegmentedColormap.from_list("heat", [palette.grid, palette.threads])
    low = float(np.nanmin(cells)) if np.isfinite(cells).any() else 0.0
    high = float(np.nanmax(cells)) if np.isfinite(cells).any() else 1.0
    span = (high - low) or 1.0
    axes.imshow(
        np.ma.masked_invalid((cells - low) / span),
        cmap=ramp,
        vmin=0,
        vmax=1,
        origin="lower",
        aspect="auto",
        interpolation="nearest",
    )
    best = digest.ranking[0] if digest.ranking else None
    for place, row in enumerate(digest.rows):
        x, y = divmod(place, len(up.values))
        if row.throughput_per_s is None:
            continue
        if cells.size <= MOST_LABELS:
            shade = ramp((cells[y, x] - low) / span)
            _figure(axes, style, (x, y), row.throughput_per_s.value, shade, strong=place == best)
        if place == best:
            frame = ([x - 0.48, x + 0.48, x + 0.48, x - 0.48, x - 0.48],
                     [y - 0.48, y - 0.48, y + 0.48, y + 0.48, y - 0.48])  # fmt: skip
            axes.plot(*frame, color=palette.text, linewidth=1.4, zorder=4)
    plain_axes(axes, style)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="both", length=0)
    axes.set_xticks(range(len(across.values)), [_tick(across, v, style) for v in across.values])
    axes.set_yticks(range(len(up.values)), [_tick(up, v, style) for v in up.values])
    label_ticks(axes, style)
    title(axes, style, style.say(N_("Throughput, tasks/s")), left=75, above=14)


def values(digest: Digest) -> NDArray[np.float64]:
    """Throughput by cell, second axis x first axis; NaN where nothing was measured."""
    across, up = digest.result.study.axes
    found = [row.throughput_per_s.value if row.throughput_per_s else np.nan for row in digest.rows]
    cells: NDArray[np.float64] = np.array(found).reshape(len(across.values), len(up.values)).T
    return cells


def _tick(axis: Axis, value: Value, style: Style) -> str:
    return describe.setting(axis.setting, value, style.wording)


def _figure(
    axes: Axes,
    style: Style,
    at: tuple[int, int],
    value: float,
    shade: tuple[float, ...],
    *,
    strong: bool,
) -> None:
    palette = style.palette
    # The ink that stands out more against the cell.
    inks = sorted((palette.text, palette.surface), key=lambda ink: _distance(ink, shade))
    axes.annotate(
        style.wording.number(value),
        at,
        ha="center",
        va="center",
        color=inks[-1],
        fontproperties=style.font(LEGEND if strong else AXIS, "semibold" if strong else "regular"),
    )


def _distance(ink: str, shade: tuple[float, ...]) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    own = sum(w * c for w, c in zip(weights, to_rgb(ink), strict=True))
    return abs(own - sum(w * c for w, c in zip(weights, shade[:3], strict=True)))
