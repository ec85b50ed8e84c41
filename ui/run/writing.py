"""A run as a file: report, data, timeline or chart, in the reader's language where it has words."""

from __future__ import annotations

from pathlib import Path

from lab.session.result import Result
from ui.words import N_, language, number, tr

CHARTS: dict[str, str] = {
    "png": N_("Chart as PNG"),
    "svg": N_("Chart as SVG"),
    "pdf": N_("Chart as PDF"),
}
RUN_FORMATS: dict[str, str] = {
    **CHARTS,
    "csv": N_("Data as CSV"),
    "json": N_("Data as JSON"),
    "parquet": N_("Data as Parquet"),
    "html": N_("Report as HTML"),
    "trace.json": N_("Timeline for Perfetto"),
}
"""What a run can be saved as: endings of names, and words."""


def decimal() -> str:
    """The reader's decimal sign."""
    return number(0.5, 1)[1:2]


def write(path: Path, result: Result, *, dpi: int, dark: bool, panel: str = "") -> None:
    """Write a run in the format that the name ends in; ``panel`` is one chart of the page's.

    Raises HebraError or OSError. Takes a second or two: off the window's thread, and what draws on
    paper is imported only here.
    """
    if path.name.lower().endswith(".trace.json"):
        from lab.records.trace import write_trace

        write_trace(path, result)
        return
    match path.suffix.lower():
        case ".csv":
            from lab.records.csv_file import write_csv

            write_csv(path, result)
        case ".json":
            from lab.records.json_file import write_json

            write_json(path, result)
        case ".parquet":
            from lab.records.parquet import write_parquet

            write_parquet(path, result)
        case ".html":
            from lab.records.html import write_html

            write_html(path, result, words=tr, decimal=decimal(), language=language())
        case _ if panel:
            from lab.records.paper.chart import write_panel

            write_panel(path, result, panel, dpi=dpi, dark=dark, words=tr, decimal=decimal())
        case _:
            from lab.records.paper.chart import write_chart

            write_chart(path, result, dpi=dpi, dark=dark, words=tr, decimal=decimal())
