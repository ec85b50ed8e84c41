"""The load of the cores on paper: one strip for each where they are few, else their mean."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from lab.session.result import Result
from lab.spec import N_

from .notes import Swatch, legend, markers, title
from .panels import seconds
from .style import AXIS, Style, label_ticks, plain_axes, share_axis, time_axis

FEW = 8
_STRIP = 0.82
"""Height of a core's strip; the rest is the gap to the next one."""


def cores(axes: Axes, result: Result, style: Style) -> None:
    """Load by core over time: this experiment at the bottom, everything else above it."""
    rows, palette = result.series.rows, style.palette
    count = sum(1 for name in rows if name.startswith("core") and name.endswith("_load"))
    t = rows["t_s"]
    if 0 < count <= FEW:
        for core in range(count):
            # The first core on top, as one reads.
            base = float(count - 1 - core)
            _strip(axes, result, style, core, base)
        axes.set_ylim(0, count - 1 + _STRIP)
        axes.set_yticks([])
    elif count:
        ours = np.mean([rows[f"core{i}_experiment"] for i in range(count)], axis=0)
        load = np.mean([rows[f"core{i}_load"] for i in range(count)], axis=0)
        axes.fill_between(t, 0, ours, color=style.colour, linewidth=0)
        axes.fill_between(t, ours, np.maximum(ours, load), color=palette.other, linewidth=0)
        share_axis(axes, style)
    plain_axes(axes, style)
    time_axis(axes, style, seconds(result))
    label_ticks(axes, style)
    text = style.say(N_("Core load"))
    if count > FEW:
        text = style.say(N_("Load of {count} cores, mean"), count=count)
    title(axes, style, text)
    swatches = [
        Swatch(style.say(N_("this experiment")), style.colour),
        Swatch(style.say(N_("everything else")), palette.other),
    ]
    legend(axes, style, swatches, text)
    markers(axes, style, result.markers, seconds(result))


def _strip(axes: Axes, result: Result, style: Style, core: int, base: float) -> None:
    rows = result.series.rows
    t = rows["t_s"]
    ours = np.clip(rows[f"core{core}_experiment"], 0, 1)
    load = np.clip(np.maximum(ours, rows[f"core{core}_load"]), 0, 1)
    axes.axhspan(base, base + _STRIP, color=style.palette.grid, alpha=0.55, linewidth=0)
    axes.fill_between(t, base, base + _STRIP * ours, color=style.colour, linewidth=0)
    axes.fill_between(
        t, base + _STRIP * ours, base + _STRIP * load, color=style.palette.other, linewidth=0
    )
    middle = base + _STRIP / 2
    axes.annotate(
        style.say(N_("Core {number}"), number=core),
        (0, middle),
        xytext=(-6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right",
        va="center",
        color=style.palette.text2,
        fontproperties=style.font(AXIS),
    )
    if not np.isfinite(load).any():
        return
    axes.annotate(
        style.wording.percent(float(np.nanmean(load))),
        (1, middle),
        xytext=(6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=style.palette.text2,
        fontproperties=style.font(AXIS, "semibold"),
    )
