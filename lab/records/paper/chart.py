"""Write a result as a page of charts or as one chart: PNG, SVG or PDF.

Matplotlib draws into figures of our own; no pyplot, so nothing global is left behind and charts
can be drawn beside a window or in a thread.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.errors import InputError
from lab.records import describe
from lab.records.atomic import write_atomically
from lab.records.palette import palette
from lab.records.wording import Wording, Words
from lab.session.result import Result
from lab.spec import APPROACHES
from lab.spec.words import told

from . import cores, panels
from .notes import HEADROOM, text_width
from .style import AXIS, HEAD, LEGEND, Style

FORMATS = ("png", "svg", "pdf")
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
_SETTINGS: Any = {"svg.fonttype": "path", "svg.hashsalt": "hebra"}
_SAVING = threading.Lock()
"""The writers of SVG and PDF read global settings; two charts are not saved at once."""


def check_format(path: Path | str) -> str:
    """The format a chart's name asks for; InputError when it is none of :data:`FORMATS`."""
    suffix = Path(path).suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        formats = ", ".join(FORMATS)
        what = told("a chart is a {formats} file, not one without a suffix", formats=formats)
        if suffix:
            what = told("a chart is a {formats} file, not {suffix}", formats=formats, suffix=suffix)
        todo = told("End the name in {suffixes}.", suffixes="." + ", .".join(FORMATS))
        raise InputError(what, where=str(path), todo=todo)
    return suffix


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
    style = _style(result, dark, words, decimal)
    write_atomically(path, _saved(page(result, style), kind, dpi, style))


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
    style = _style(result, dark, words, decimal)
    write_atomically(path, _saved(single(result, style, panel), kind, dpi, style))


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
    _write(figure, style, (width - 0.3 - used, top), outcome, LEGEND + 1, width)
    _write(figure, style, (0.3, top), describe.heading(result, said), HEAD, width - used - 0.9)
    shape = describe.shape(result.experiment, result.topology, said)
    _write(figure, style, (0.3, height - 0.74), shape, LEGEND + 1, width - 0.6)
    _write(figure, style, (0.3, bottom), describe.origin(result, said), AXIS, width - 0.6)
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
    _write(figure, style, (left, 0.31), shape, AXIS, room)
    _write(figure, style, (left, 0.16), describe.origin(result, said), AXIS - 0.5, room)
    return figure


def _write(
    figure: Figure, style: Style, at: tuple[float, float], text: str, size: float, room: float
) -> None:
    """One line that starts at ``at``, set smaller where it is wider than ``room`` (all inches)."""
    palette_, large = style.palette, size >= HEAD
    font = style.font(size, "semibold" if large else "regular")
    wide = text_width(text, font) / 72
    if wide > room:
        font.set_size(size * room / wide)
    width, height = figure.get_size_inches()
    # A title is what the user wrote: its dollar signs are no formulas.
    figure.text(
        at[0] / width,
        at[1] / height,
        text,
        color=palette_.text if large else palette_.text3 if size < LEGEND else palette_.text2,
        fontproperties=font,
        parse_math=False,
    )


def _style(result: Result, dark: bool, words: Words, decimal: str) -> Style:
    approach = APPROACHES[result.experiment.approach]
    return Style(palette(dark=dark), approach, Wording(words, decimal))


def _saved(figure: Figure, kind: str, dpi: int, style: Style) -> bytes:
    out = io.BytesIO()
    # A date in the file would make equal charts differ.
    metadata = {"png": {"Software": "Hebra"}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with _SAVING, mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A title in a script the font lacks is drawn with boxes; that is no fault of the run.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(
            out,
            format=kind,
            dpi=dpi,
            facecolor=style.palette.surface,
            edgecolor="none",
            metadata=metadata[kind],
        )
    return out.getvalue()
