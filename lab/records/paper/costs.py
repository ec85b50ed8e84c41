"""Cost studies on paper: dots with intervals, or lines over sizes, on logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.analysis.interval import Interval
from lab.costs.kinds import CostFigure
from lab.costs.result import CostResult
from lab.costs.rows import CostRow, rows_of
from lab.costs.sentences import size_text
from lab.errors import InputError
from lab.records.atomic import write_atomically
from lab.records.palette import APPROACH_DASH, palette
from lab.records.wording import Wording, Words
from lab.spec import N_
from lab.spec.words import told

from .notes import Swatch, legend, line_style, text_width, title
from .scaling import MARKS
from .sheet import check_format, saved, write_line
from .style import AXIS, HEAD, LEGEND, LINE, Style, label_ticks, plain_axes, unit_above

_ONE_BY_ONE = ("pss_kib", "connect_s")
"""Figures that are drawn when they are asked for, and not on a page of all."""
_WIDTH = 8.2
_ROW = 0.3
_CURVES = 2.5
"""Inches of a row of dots, and of the axes of curves."""
_TOP = 0.86
"""Inches of the page's own lines above everything."""
_HEAD, _FOOT, _BELOW = 0.62, 0.46, 0.56
_NAMES, _VALUES = 150.0, 118.0
"""Points left of dots for names, and right of them for figures."""


def write_costs_chart(
    path: Path | str,
    results: Iterable[CostResult],
    panel: str = "",
    *,
    dpi: int = 200,
    dark: bool = False,
    words: Words = str,
    decimal: str = ".",
) -> None:
    """Write a page with the charts of the studies, or the one of a figure, by its key.

    The format follows from the name (``.png``, ``.svg``, ``.pdf``); ``dpi`` is for PNG. ``words``
    translates. Raises InputError or HebraError as :func:`write_atomically` does.
    """
    kind = check_format(path)
    style = Style(palette(dark=dark), None, Wording(words, decimal))
    write_atomically(path, saved(costs_page(results, style, panel), kind, dpi, style))


def costs_page(results: Iterable[CostResult], style: Style, panel: str = "") -> Figure:
    """The figure of the page: one chart below the other."""
    results = [result for result in results if result.samples]
    drawn = [
        (result, result.study.of.figure(key))
        for result in results
        for chart in result.study.of.charts
        for key in chart
        if (panel == key) or (not panel and key not in _ONE_BY_ONE)
    ]
    drawn = [(r, f) for r, f in drawn if any(f.key in row.figures for row in rows_of(r))]
    if not drawn:
        raise InputError(told("there is nothing that could be drawn"))
    heights = [_height(result) for result, _ in drawn]
    tall = _TOP + sum(heights) + len(heights) * (_HEAD + _BELOW) + _FOOT
    figure = Figure(figsize=(_WIDTH, tall))
    top = tall - _TOP
    for (result, of), height in zip(drawn, heights, strict=True):
        top -= _HEAD + height
        sized = bool(result.study.of.size_key)
        left, right = (0.72, 0.35) if sized else (_NAMES / 72 + 0.3, _VALUES / 72 + 0.3)
        box = (left / _WIDTH, top / tall, (_WIDTH - left - right) / _WIDTH, height / tall)
        axes = figure.add_axes(box)
        rows = [row for row in rows_of(result) if of.key in row.figures]
        if sized:
            _curves(axes, rows, of, style, result)
        else:
            _dots(axes, rows, of, style)
        top -= _BELOW
    room = _WIDTH - 0.6
    names = ", ".join(dict.fromkeys(style.say(r.study.of.title) for r, _ in drawn))
    head = style.say(N_("What it costs: {sections}"), sections=names)
    write_line(figure, style, (0.3, tall - 0.42), head, HEAD, room)
    write_line(figure, style, (0.3, tall - 0.66), _how(drawn[0][0], style), LEGEND + 1, room)
    write_line(figure, style, (0.3, 0.16), _origin(drawn[0][0], style), AXIS, room)
    return figure


def _height(result: CostResult) -> float:
    if result.study.of.size_key:
        return _CURVES
    return max(1.0, _ROW * len(rows_of(result)))


def _how(result: CostResult, style: Style) -> str:
    return style.say(
        N_("Medians and 95 % intervals of {n} repeats in random order"), n=result.study.repeats
    )


def _origin(result: CostResult, style: Style) -> str:
    facts = result.environment
    named = [str(facts[key]) for key in ("cpu", "os") if facts.get(key)]
    python = f"{facts.get('implementation', 'Python')} {facts.get('python_version', '')}".strip()
    return " · ".join([result.started_at[:16].replace("T", " "), python, *named])


def _dots(axes: Axes, rows: list[CostRow], of: CostFigure, style: Style) -> None:
    """A row a kind, the figure as a mark with its interval on a logarithmic axis."""
    found = [row.figures[of.key] for row in rows]
    axes.set_xscale("log")
    low, high = span_of(found, of.span)
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for level, (row, interval) in enumerate(zip(rows, found, strict=True)):
        colour = style.palette.approach(row.kind.look)
        if interval.low is not None and interval.high is not None:
            ends = [interval.low, interval.high]
            axes.plot(ends, [level, level], color=colour, linewidth=1.4, zorder=4)
        _mark(axes, style, row.kind.look, [interval.value], [float(level)])
        axes.axhline(level, color=style.palette.grid, linewidth=0.6, zorder=1)
        _beside(axes, style, (0, level), -_NAMES, style.say(row.kind.title), left=True)
        _figures(axes, style, level, interval)
    plain_axes(axes, style)
    axes.set_yticks([])
    _decades(axes, style, low, high, across=True)
    label_ticks(axes, style)
    title(axes, style, _titled(of, style), left=_NAMES, above=14)


def _figures(axes: Axes, style: Style, level: int, interval: Interval) -> None:
    number = style.wording.number
    value = number(interval.value)
    _beside(axes, style, (1, level), 8, value, left=False, strong=True)
    if interval.low is not None and interval.high is not None:
        wide = text_width(value, style.font(LEGEND, "semibold"))
        spread = f"{number(interval.low)}–{number(interval.high)}"
        _beside(axes, style, (1, level), 14 + wide, spread, left=False)


def _beside(
    axes: Axes,
    style: Style,
    at: tuple[int, int],
    away: float,
    text: str,
    *,
    left: bool,
    strong: bool = False,
) -> None:
    axes.annotate(
        text,
        at,
        xytext=(away, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=style.palette.text if left or strong else style.palette.text3,
        fontproperties=style.font(LEGEND, "semibold" if strong else "regular"),
        annotation_clip=False,
        parse_math=False,
    )


def _curves(
    axes: Axes, rows: list[CostRow], of: CostFigure, style: Style, result: CostResult
) -> None:
    """A line a kind over the sizes, both axes logarithmic."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    reached = [row.reached for row in rows]
    low, high = span_of([row.figures[of.key] for row in rows], of.span)
    axes.set_xlim(min(reached) / 1.3, max(reached) * 1.3)
    axes.set_ylim(low, high)
    swatches = []
    for look, name, points in _lines(rows):
        colour = style.palette.approach(look)
        dashes = APPROACH_DASH[look]
        xs = [row.reached for row in points]
        ys = [row.figures[of.key].value for row in points]
        axes.plot(xs, ys, color=colour, linewidth=LINE, linestyle=line_style(dashes), zorder=4)
        for x, row in zip(xs, points, strict=True):
            at = row.figures[of.key]
            if at.low is not None and at.high is not None:
                axes.vlines(x, max(at.low, low), at.high, color=colour, linewidth=1.0, zorder=5)
        _mark(axes, style, look, xs, ys)
        swatches.append(Swatch(style.say(name), colour, dashes))
    plain_axes(axes, style)
    _decades(axes, style, low, high, across=False)
    _sizes(axes, rows, style)
    if result.study.section != "messages":  # sizes of messages have their unit with them
        across = style.say(result.study.of.size_title)
        axes.set_xlabel(across, fontproperties=style.font(AXIS), color=style.palette.text3)
    label_ticks(axes, style)
    text = style.say(of.title)
    unit_above(axes, style, style.say(of.unit))
    title(axes, style, text)
    legend(axes, style, swatches, text)


def _sizes(axes: Axes, rows: list[CostRow], style: Style) -> None:
    """A tick at every size that was measured."""
    axes.minorticks_off()
    marks = sorted({row.reached for row in rows})
    messages = rows[0].kind.section == "messages"
    said = style.wording.tell
    texts = [said(size_text(int(m))) if messages else style.wording.number(m, 0) for m in marks]
    axes.set_xticks(marks, texts)


def _lines(rows: list[CostRow]) -> list[tuple[str, str, list[CostRow]]]:
    kinds = dict.fromkeys(row.kind.key for row in rows)
    lines = [[row for row in rows if row.kind.key == key] for key in kinds]
    return [(line[0].kind.look, line[0].kind.title, line) for line in lines]


def _mark(axes: Axes, style: Style, look: str, xs: list[float], ys: list[float]) -> None:
    axes.plot(
        xs,
        ys,
        linestyle="none",
        marker=MARKS[look],
        markersize=8 if look == "interpreters" else 5.5,
        markerfacecolor=style.palette.approach(look),
        markeredgecolor=style.palette.surface,
        markeredgewidth=0.8,
        clip_on=False,
        zorder=6,
    )


def _decades(axes: Axes, style: Style, low: float, high: float, *, across: bool) -> None:
    powers = range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)
    marks = [10.0**power for power in powers]
    texts = [style.wording.number(mark, max(0, -round(math.log10(mark)))) for mark in marks]
    axes.minorticks_off()
    if across:
        axes.set_xticks(marks, texts)
    else:
        axes.set_yticks(marks, texts)
    axes.grid(axis="x" if across else "y", color=style.palette.grid, linewidth=0.8)


def _titled(of: CostFigure, style: Style) -> str:
    return style.say(N_("{title}, {unit}"), title=style.say(of.title), unit=style.say(of.unit))


def span_of(found: list[Interval], wanted: tuple[float, float]) -> tuple[float, float]:
    """The axis's ends: what is always in view, and whole decades around what lies beyond."""
    low, high = wanted
    for one in found:
        for value in (one.value, one.low, one.high):
            if value is not None and value > 0:
                if value < low:
                    low = 10.0 ** math.floor(math.log10(value))
                if value > high:
                    high = 10.0 ** math.ceil(math.log10(value))
    return low, high
