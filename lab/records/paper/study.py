"""Write a study as a page of charts or as one chart: PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.advice.digest import Digest
from lab.records import describe
from lab.records.atomic import write_atomically
from lab.records.palette import palette
from lab.records.wording import Wording, Words

from .compared import MEASURES, MOST_BARS, bars, margins
from .heat import heat
from .scaling import scaling
from .sheet import check_format, saved, write_line
from .style import AXIS, HEAD, LEGEND, Style

Panel = Callable[[Axes, Digest, Style], None]
_BARS: dict[str, Panel] = {name: partial(bars, measure=m) for name, m in MEASURES.items()}
STUDY_PANELS: dict[str, Panel] = {**_BARS, "scaling": scaling, "heat": heat}
_WIDTH = 8.2
_ROW = 0.27
"""Inches of a row of bars."""
_HEAD, _FOOT, _BELOW = 0.62, 0.42, 0.34
"""Inches above a panel's axes, below the page, and between axes and what follows."""


def panels_of(digest: Digest) -> tuple[str, ...]:
    """The charts that have something to show for this study, the telling ones first."""
    fits = [name for name, m in MEASURES.items() if any(m.of(row) for row in digest.rows)]
    first = ["heat"] if len(digest.result.study.axes) == 2 and digest.ranking else []
    if any(len(curve.lanes) > 2 for curve in digest.scalings):
        fits.insert(1, "scaling")
    return (*first, *fits)


def write_study_chart(
    path: Path | str,
    digest: Digest,
    *,
    dpi: int = 200,
    dark: bool = False,
    words: Words = str,
    decimal: str = ".",
) -> None:
    """Write a page with all charts of a study that have something to show, one below the other.

    The format follows from the name (``.png``, ``.svg``, ``.pdf``); ``dpi`` is for PNG. ``words``
    translates. Raises InputError or HebraError as :func:`write_atomically` does.
    """
    kind = check_format(path)
    style = Style(palette(dark=dark), None, Wording(words, decimal))
    names = panels_of(digest)[:3]
    write_atomically(path, saved(study_page(digest, style, names), kind, dpi, style))


def write_study_panel(
    path: Path | str,
    digest: Digest,
    panel: str = "throughput",
    *,
    dpi: int = 200,
    dark: bool = False,
    words: Words = str,
    decimal: str = ".",
) -> None:
    """Write one chart, by its name in :data:`STUDY_PANELS`; else as :func:`write_study_chart`."""
    kind = check_format(path)
    style = Style(palette(dark=dark), None, Wording(words, decimal))
    write_atomically(path, saved(study_page(digest, style, (panel,)), kind, dpi, style))


def study_page(digest: Digest, style: Style, names: tuple[str, ...]) -> Figure:
    """The figure of a page with these panels, with the study's title above and origin below."""
    heights = [_height(name, digest) for name in names]
    tall = 0.62 + sum(heights) + len(heights) * (_HEAD + _BELOW) + _FOOT
    figure = Figure(figsize=(_WIDTH, tall))
    top = tall - 0.62
    for name, height in zip(names, heights, strict=True):
        top -= _HEAD + height
        figure.add_axes(_box(name, top, height, tall))
        STUDY_PANELS[name](figure.axes[-1], digest, style)
        top -= _BELOW
    said, room = style.wording, _WIDTH - 0.6
    result = digest.result
    write_line(figure, style, (0.3, tall - 0.42), describe.study_heading(result, said), HEAD, room)
    line = describe.study_work(result.study, said)
    write_line(figure, style, (0.3, tall - 0.66), line, LEGEND + 1, room)
    write_line(figure, style, (0.3, 0.16), describe.study_origin(result, said), AXIS, room)
    return figure


def study_panel(digest: Digest, style: Style, name: str) -> Figure:
    """The figure of one panel alone, without title and origin: for a page that has them."""
    height = _height(name, digest)
    tall = height + _HEAD + _BELOW
    figure = Figure(figsize=(_WIDTH, tall))
    STUDY_PANELS[name](figure.add_axes(_box(name, _BELOW, height, tall)), digest, style)
    return figure


def _box(name: str, bottom: float, height: float, tall: float) -> tuple[float, float, float, float]:
    left, right = (0.72, 0.62) if name not in MEASURES else (m / 72 + 0.3 for m in margins())
    left = 1.35 if name == "heat" else left
    return left / _WIDTH, bottom / tall, (_WIDTH - left - right) / _WIDTH, height / tall


def _height(name: str, digest: Digest) -> float:
    if name in MEASURES:
        rows = sum(MEASURES[name].of(row) is not None for row in digest.rows)
        return _ROW * max(2, min(rows, MOST_BARS))
    if name == "heat":
        return 0.3 * max(4, len(digest.result.study.axes[1].values))
    return 2.6
