"""Write a run's result as a page of charts or as one chart: PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.records import describe
from lab.records.atomic import write_atomically
from lab.records.palette import palette
from lab.records.wording import Wording, Words
from lab.session.result import Result
from lab.spec import APPROACHES

from . import cores, panels
from .notes import HEADROOM, text_width
from .sheet import check_format, saved, write_line
from .style import AXIS, HEAD, LEGEND, Style

Panel = Callable[[Axes, Result, Style], None]
PANELS: dict[str, Panel] = {
    "throughput": panels.throughput,
    "latency": panels.latency,
    "shares": panels.shares,
    "cores": cores.cores,
    "lanes": panels.lanes,
}
PAGE = ("throughput", "latency", "shares", "cores")
_PAGE_INCHES = (11.0, 7.6)
_PANEL_INCHES = (6.4, 3.9)


def write_chart(
    path: Path | str,
    result: Result,
    *,
    dpi: int = 200,
    dark: bool = False,
    words: Words = str,
    decimal: str = ".",
) -> None:
    """Write a page of four panels: throughput, latency, time of the lanes, load of the cores.

    The format follows from the name (``.png``, ``.svg``, ``.pdf``); ``dpi`` is for PNG. ``words``
    translates. Raises InputError or HebraError as :func:`write_atomically` does.
    """
    kind = check_format(path)
    style = style_of(result, dark, words, decimal)
    write_atomically(path, saved(page(result, style), kind, dpi, style))


def write_panel(
    path: Path | str,
    result: Result,
    panel: str = "throughput",
    *,
    dpi: int = 200,
    dark: bool = False,
    words: Words = str,
    decimal: str = ".",
) -> None:
    """Write one chart, by its name in :data:`PANELS`; otherwise as :func:`write_chart`."""
    kind = check_format(path)
    style = style_of(result, dark, words, decimal)
    write_atomically(path, saved(single(result, style, panel), kind, dpi, style))


def page(result: Result, style: Style) -> Figure:
    """The figure of a whole page."""
    figure = Figure(figsize=_PAGE_INCHES)
    width, height = _PAGE_INCHES
    lefts, spans = (0.62 / width, 6.2 / width), (4.75 / width, 4.3 / width)
    bottoms, tall = (4.06 / height, 0.8 / height), 1.95 / height
    for index, name in enumerate(PAGE):
        column, row = index % 2, index // 2
        axes = figure.add_axes((lefts[column], bottoms[row], spans[column], tall))
        PANELS[name](axes, result, style)
    said, top, bottom = style.wording, height - 0.46, 0.16
    outcome = describe.outcome(result, said)
    used = text_width(outcome, style.font(LEGEND + 1)) / 72
    write_line(figure, style, (width - 0.3 - used, top), outcome, LEGEND + 1, width)
    write_line(figure, style, (0.3, top), describe.heading(result, said), HEAD, width - used - 0.9)
    shape = describe.shape(result.experiment, result.topology, said)
    write_line(figure, style, (0.3, height - 0.74), shape, LEGEND + 1, width - 0.6)
    write_line(figure, style, (0.3, bottom), describe.origin(result, said), AXIS, width - 0.6)
    return figure


def panel_alone(result: Result, style: Style, panel: str) -> Figure:
    """The figure of one panel without shape and origin, for a page that has them."""
    width, height = 8.2, 2.85
    figure = Figure(figsize=(width, height))
    box = (0.72 / width, 0.42 / height, 6.9 / width, 1.66 / height)
    PANELS[panel](figure.add_axes(box), result, style)
    return figure


def single(result: Result, style: Style, panel: str) -> Figure:
    """The figure of one panel."""
    figure = Figure(figsize=_PANEL_INCHES)
    width, height = _PANEL_INCHES
    above = (HEADROOM + 26) / 72
    box = (0.7 / width, 0.98 / height, (width - 1.3) / width, (height - 0.98 - above) / height)
    PANELS[panel](figure.add_axes(box), result, style)
    said, left, room = style.wording, 0.38, width - 0.76
    shape = describe.shape(result.experiment, result.topology, said)
    write_line(figure, style, (left, 0.31), shape, AXIS, room)
    write_line(figure, style, (left, 0.16), describe.origin(result, said), AXIS - 0.5, room)
    return figure


def style_of(result: Result, dark: bool, words: Words, decimal: str) -> Style:
    """Look and language for a run's charts, in the colour of its approach."""
    approach = APPROACHES[result.experiment.approach]
    return Style(palette(dark=dark), approach, Wording(words, decimal))
