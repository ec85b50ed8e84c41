"""Medians with intervals: one row a kind and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lab.analysis.interval import Interval, median_interval

from .kinds import CostKind, Section
from .result import CostResult, CostSample


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """What a kind costs at one size; ``size`` is 0 where the section has none."""

    place: int
    """Which row it is, from 0, in the order of kinds and sizes."""
    kind: CostKind
    size: int
    figures: Mapping[str, Interval]
    repeats: int
    limit: str = ""
    """Why there were fewer than asked for (told)."""

    @property
    def reached(self) -> float:
        """Where it stands on the axis of sizes: how many were connected, where that is told."""
        connected = self.figures.get("connected")
        return connected.value if connected is not None else float(self.size)


def rows_of(result: CostResult, before: tuple[CostRow, ...] = ()) -> tuple[CostRow, ...]:
    """Every kind and size of which anything was measured.

    ``before`` are the rows of the same study when less of it was measured: those that have not
    grown are taken over, so that a study can be watched at little cost.
    """
    samples: dict[tuple[str, int], list[CostSample]] = {}
    for sample in result.samples:
        samples.setdefault((sample.kind, sample.size), []).append(sample)
    known = {(row.kind.key, row.size): row for row in before}
    rows: list[CostRow] = []
    for key in ((kind, size) for kind in result.study.kinds for size in result.study.sizes):
        found = samples.get(key)
        if found is None:
            continue
        row = known.get(key)
        if row is None or row.repeats != len(found):
            row = _row(result.study.of, key, found)
        rows.append(replace(row, place=len(rows)) if row.place != len(rows) else row)
    return tuple(rows)


def _row(section: Section, key: tuple[str, int], found: list[CostSample]) -> CostRow:
    kind, size = key
    figures = {
        figure.key: median_interval(values)
        for figure in section.figures
        if (values := [s.figures[figure.key] for s in found if figure.key in s.figures])
    }
    limits = [sample.limit for sample in found if sample.limit]
    return CostRow(
        place=-1,
        kind=section.kind(kind),
        size=size,
        figures=figures,
        repeats=len(found),
        limit=limits[-1] if limits else "",
    )


def row_of(rows: tuple[CostRow, ...], kind: str, size: int = 0) -> CostRow | None:
    """The row of a kind at a size; None where nothing was measured."""
    return next((row for row in rows if (row.kind.key, row.size) == (kind, size)), None)
