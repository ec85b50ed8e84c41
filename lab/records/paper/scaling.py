"""How throughput grows with the lanes, on paper: measured points, the ideal, and the fitted law."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from lab.advice.digest import Digest, Scaling
from lab.analysis.fits import Fit
from lab.records.palette import APPROACH_DASH
from lab.spec import APPROACHES, N_

from .notes import End, Swatch, ends, legend, line_style, title
from .style import LINE, Style, label_ticks, plain_axes, value_axis

MARKS = {
    "sequential": "X",
    "threads": "s",
    "processes": "o",
    "asyncio": "^",
    "combined": "D",
    "interpreters": "*",
}
_POINTS = 120


def scaling(axes: Axes, digest: Digest, style: Style) -> None:
    """Speedup over lanes for each approach; a fit's band is its 95 % interval."""
    curves = [curve for curve in digest.scalings if len(curve.lanes) > 1]
    most = max(max(curve.lanes) for curve in curves)
    highest = max(
        interval.high if interval.high is not None else interval.value
        for curve in curves
        for interval in curve.speedup
    )
    value_axis(axes, style, min(float(most), highest * 1.25), "×")
    palette, top = style.palette, axes.get_ylim()[1]
    axes.set_xlim(0, most * 1.02)
    axes.plot(
        [0, min(most, top)],
        [0, min(most, top)],
        color=palette.text3,
        linewidth=1.0,
        linestyle=(0, (1, 2.4)),
        zorder=2,
    )
    for curve in curves:
        _curve(axes, style, curve)
    plain_axes(axes, style)
    marks = sorted({lanes for curve in curves for lanes in curve.lanes})
    marks = [mark for i, mark in enumerate(marks) if not i or mark - marks[i - 1] > most / 18]
    axes.set_xticks(marks, [style.wording.plain(mark) for mark in marks])
    label_ticks(axes, style)
    text = style.say(N_("Speedup over lanes, times one lane"))
    title(axes, style, text)
    swatches = [
        Swatch(
            style.say(APPROACHES[curve.approach].title),
            palette.approach(curve.approach),
            APPROACH_DASH[curve.approach],
        )
        for curve in curves
    ]
    legend(axes, style, [*swatches, Swatch(style.say(N_("ideal")), palette.text3, (1, 2.4))], text)
    last = [
        End(curve.speedup[-1].value, style.wording.number(curve.speedup[-1].value), "none")
        for curve in curves
        if curve.lanes[-1] == most
    ]
    ends(axes, style, float(most), last)


def _curve(axes: Axes, style: Style, curve: Scaling) -> None:
    colour = style.palette.approach(curve.approach)
    lanes = np.array(curve.lanes, dtype=float)
    values = np.array([interval.value for interval in curve.speedup])
    dashes = line_style(APPROACH_DASH[curve.approach])
    if isinstance(curve.usl, Fit):
        xs = np.linspace(lanes.min(), lanes.max(), _POINTS)
        one = curve.reference_per_s
        low, high = curve.usl.band(xs)
        axes.fill_between(xs, low / one, high / one, color=colour, alpha=0.16, linewidth=0)
        axes.plot(xs, curve.usl.throughput(xs) / one, color=colour, lw=LINE, ls=dashes, zorder=4)
    else:
        axes.plot(lanes, values, color=colour, linewidth=LINE, linestyle=dashes, zorder=4)
    for x, interval in zip(lanes, curve.speedup, strict=True):
        if interval.low is not None and interval.high is not None:
            axes.vlines(x, interval.low, interval.high, color=colour, linewidth=1.0, zorder=5)
    axes.plot(
        lanes,
        values,
        linestyle="none",
        marker=MARKS[curve.approach],
        markersize=5.5,
        markerfacecolor=colour,
        markeredgecolor=style.palette.surface,
        markeredgewidth=0.8,
        clip_on=False,
        zorder=6,
    )
