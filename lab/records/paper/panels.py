"""The panels of a chart, each drawn into axes of its own from a result's series."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lab.records.palette import SERIES
from lab.session.result import Result
from lab.session.snapshot import WINDOW_S
from lab.spec import N_

from .notes import End, Swatch, ends, legend, line_style, markers, title
from .style import LINE, Style, label_ticks, plain_axes, share_axis, time_axis, value_axis

Column = NDArray[np.float64]


def throughput(axes: Axes, result: Result, style: Style) -> None:
    """Tasks per second, in all and by kind; the area under the total is tinted."""
    t, kinds = _times(result), [kind.name for kind in result.by_kind]
    total = _averaged(result, "throughput_per_s")
    curves = [(style.say(N_("Total")), total, style.colour, SERIES[0])]
    if len(kinds) > 1:
        greys = (style.palette.text2, style.palette.text3, style.palette.warn)
        for i, kind in enumerate(kinds):
            dashes = SERIES[1 + i % (len(SERIES) - 1)]
            curves.append((kind, _averaged(result, f"{kind}_per_s"), greys[i % 3], dashes))
    axes.fill_between(t, total, color=style.colour, alpha=style.palette.fill, linewidth=0)
    _curves(axes, style, result, curves, style.say(N_("tasks/s")))
    _finish(axes, result, style, style.say(N_("Throughput")), _swatches(curves))


def latency(axes: Axes, result: Result, style: Style) -> None:
    """Latency percentiles in milliseconds."""
    rows, palette = result.series.rows, style.palette
    curves = [
        ("p50", rows["p50_ms"], style.colour, SERIES[0]),
        ("p95", rows["p95_ms"], palette.text2, SERIES[1]),
        ("p99", rows["p99_ms"], palette.warn, SERIES[2]),
    ]
    _curves(axes, style, result, curves, "ms")
    _finish(axes, result, style, style.say(N_("Latency")), _swatches(curves))


def shares(axes: Axes, result: Result, style: Style) -> None:
    """How the lanes' time divides: running at the bottom, then what it waits for."""
    rows, palette = result.series.rows, style.palette
    layers = [
        ("running", N_("Running"), style.colour),
        ("gil", N_("Waiting for GIL"), palette.gil),
        ("core", N_("core"), palette.core),
        ("io", N_("I/O"), palette.io),
        ("loop", N_("event loop"), palette.loop),
    ]
    known = [layer for layer in layers if np.isfinite(rows[layer[0]]).any()]
    base = np.zeros(len(result.series))
    swatches = []
    for name, word, colour in known:
        # Where nothing is known in a row, nothing is drawn: the sum keeps the gap.
        above = base + rows[name]
        axes.fill_between(_times(result), base, above, color=colour, linewidth=0)
        base = above
        share = getattr(result.shares, name)
        text = style.say(word)
        if share is not None:
            text += " " + style.wording.percent(share)
        swatches.append(Swatch(text, colour))
    share_axis(axes, style)
    _finish(axes, result, style, style.say(N_("Time of the lanes")), swatches)


def lanes(axes: Axes, result: Result, style: Style) -> None:
    """Lanes alive, and worker processes where there is more than one."""
    rows = result.series.rows
    curves = [(style.say(N_("Lanes")), rows["lanes"], style.colour, SERIES[0])]
    if np.nanmax(rows["processes"], initial=1) > 1:
        name = style.say(N_("Processes"))
        curves.append((name, rows["processes"], style.palette.text2, SERIES[1]))
    _curves(axes, style, result, curves, "", step=True)
    _finish(axes, result, style, style.say(N_("Lanes")), _swatches(curves))


def _averaged(result: Result, name: str) -> Column:
    """A rate over the averaging window, as the window's tiles show it.

    A row is shorter than the window: with few tasks a second its rate jumps between whole tasks,
    which says nothing of the run. What is averaged is what was counted, so none is lost.
    """
    t, dt = _times(result), result.series.rows["dt_s"]
    if len(t) == 0:
        return t
    start = np.concatenate(([t[0] - dt[0]], t))
    counted = np.concatenate(([0.0], np.cumsum(np.nan_to_num(result.series.rows[name] * dt))))
    since = np.maximum(np.minimum(t - WINDOW_S, t - dt), start[0])
    averaged: Column = (counted[1:] - np.interp(since, start, counted)) / (t - since)
    return averaged


def _times(result: Result) -> Column:
    return result.series.rows["t_s"]


def seconds(result: Result) -> float:
    """The length of the time axis."""
    return float(_times(result)[-1]) if len(result.series) else result.seconds


Curve = tuple[str, Column, str, tuple[float, ...]]


def _swatches(curves: list[Curve]) -> list[Swatch]:
    return [Swatch(text, colour, dashes) for text, _, colour, dashes in curves]


def _curves(
    axes: Axes, style: Style, result: Result, curves: list[Curve], unit: str, *, step: bool = False
) -> None:
    t = _times(result)
    top = max((np.nanmax(values, initial=0.0) for _, values, _, _ in curves), default=0.0)
    value_axis(axes, style, float(top) * 1.05, unit)
    last = []
    # The first curve is the one that matters: it is drawn last, on top.
    for _, values, colour, dashes in reversed(curves):
        axes.plot(
            t,
            values,
            color=colour,
            linewidth=LINE,
            linestyle=line_style(dashes),
            drawstyle="steps-pre" if step else "default",
            solid_joinstyle="round",
            zorder=4,
        )
        finite = values[np.isfinite(values)]
        if len(finite) and np.isfinite(values[-1]):
            digits = 0 if step else None
            last.append(
                End(float(finite[-1]), style.wording.number(float(finite[-1]), digits), colour)
            )
    ends(axes, style, seconds(result), last)


def _finish(axes: Axes, result: Result, style: Style, text: str, swatches: list[Swatch]) -> None:
    plain_axes(axes, style)
    time_axis(axes, style, seconds(result))
    label_ticks(axes, style)
    title(axes, style, text)
    if swatches:
        legend(axes, style, swatches, text)
    markers(axes, style, result.markers, seconds(result))
