"""What a chart or a table shows, as text for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def comma_text(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The table as CSV: figures in the C format, nothing where a figure is not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def tab_text(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The table with tabs, as a spreadsheet takes it from the clipboard."""
    lines = ["\t".join(names), *("\t".join(_cell(cell) for cell in row) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
