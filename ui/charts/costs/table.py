"""All figures of a section, sortable: a row a kind and size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lab.costs.kinds import Section
from lab.costs.rows import CostRow
from ui.charts.costs.wording import brief, size_of
from ui.controls.table import Cell, Column, Line, Table
from ui.words import N_, UNKNOWN, from_lab, number, tr


class CostTable(Table):
    """``chosen`` and ``hovered`` bring the place of a row."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(N_("All figures"), parent)
        self._section = section
        self._rows: tuple[CostRow, ...] = ()
        self.show_rows(())

    def show_rows(self, rows: Sequence[CostRow]) -> None:
        """Show other figures, in the order that is chosen; at first as the section names them."""
        self._rows = tuple(rows)
        self.show_lines(self._columns(), [self._line(row) for row in self._rows])

    def retranslate(self) -> None:
        """Write everything in the language of now."""
        super().retranslate()
        if hasattr(self, "_rows"):
            self.show_rows(self._rows)

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The figures as a table: column names with units, and rows; None where unknown."""
        names = ["kind", "size"]
        for figure in self._section.figures:
            names += [figure.key, f"{figure.key}_low", f"{figure.key}_high"]
        names.append("repeats")
        rows: list[list[object]] = []
        for row in self._rows:
            cells: list[object] = [row.kind.key, row.size or None]
            for figure in self._section.figures:
                at = row.figures.get(figure.key)
                cells += [None] * 3 if at is None else [at.value, at.low, at.high]
            rows.append([*cells, row.repeats])
        return names, rows

    def _columns(self) -> list[Column]:
        columns = [Column(key="kind", title=N_("Kind"))]
        if self._section.size_key:
            columns.append(Column(key="size", title=self._section.size_title, figures=True))
        columns += [
            Column(
                key=figure.key,
                title=figure.title,
                figures=True,
                falling=figure.more_is_better,
                spare=figure.key in ("pss_kib", "round_trip_p95_us"),
                tip=tr(figure.help),
            )
            for figure in self._section.figures
        ]
        return [*columns, Column(key="repeats", title=N_("repeats"), figures=True, spare=True)]

    def _line(self, row: CostRow) -> Line:
        cells = [
            Cell(
                text=tr(row.kind.title),
                rank=float(row.place),
                weight=500,
                # A channel is no approach: it has the colour of one, never the glyph.
                glyph="" if self._section.key == "messages" else row.kind.look,
                warning=str(from_lab(row.limit)) if row.limit else "",
            )
        ]
        if self._section.size_key:
            cells.append(Cell(text=size_of(row), rank=float(row.size), tone="text2"))
        for figure in self._section.figures:
            found = row.figures.get(figure.key)
            if found is None:
                cells.append(Cell(text=UNKNOWN, tone="text3"))
            else:
                text, around = brief(found, figure)
                cells.append(Cell(text=text, rank=found.value, aside=around))
        cells.append(Cell(text=number(row.repeats), rank=float(row.repeats), tone="text2"))
        return Line(row.place, tuple(cells))
