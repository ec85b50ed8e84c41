"""Medians with intervals: one row a kind and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lab.analysis.interval import Interval, median_interval

from .kinds import CostKind
from .result import CostResult


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


def rows_of(result: CostResult) -> tuple[CostRow, ...]:
    """Every kind and size of which anything was measured."""
    rows: list[CostRow] = []
    section = result.study.of
    for key in result.study.kinds:
        for size in result.study.sizes:
            found = [s for s in result.samples if (s.kind, s.size) == (key, size)]
            if not found:
                continue
            figures = {
                figure.key: median_interval(values)
                for figure in section.figures
                if (values := [s.figures[figure.key] for s in found if figure.key in s.figures])
            }
            limits = [sample.limit for sample in found if sample.limit]
            rows.append(
                CostRow(
                    place=len(rows),
                    kind=section.kind(key),
                    size=size,
                    figures=figures,
                    repeats=len(found),
                    limit=limits[-1] if limits else "",
                )
            )
    return tuple(rows)


def row_of(rows: tuple[CostRow, ...], kind: str, size: int = 0) -> CostRow | None:
    """The row of a kind at a size; None where nothing was measured."""
    return next((row for row in rows if (row.kind.key, row.size) == (kind, size)), None)
