"""A sheet of paper: its formats, its lines of text, and how a figure becomes a file's contents.

Matplotlib draws into figures of our own; no pyplot, so nothing global is left behind and charts
can be drawn beside a window or in a thread.
"""

from __future__ import annotations

import io
import threading
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from lab.errors import InputError
from lab.spec.words import told

from .notes import text_width
from .style import HEAD, LEGEND, Style

FORMATS = ("png", "svg", "pdf")
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


def write_line(
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


def saved(figure: Figure, kind: str, dpi: int, style: Style) -> bytes:
    """The figure as the contents of a ``kind`` file; ``dpi`` is for PNG."""
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
