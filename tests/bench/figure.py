"""One benchmarked figure: what was measured, what it should be, and whether it is."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """``values`` are the repeats, in ``unit``; their median is the figure, their ends the spread.

    ``least`` and ``most`` are the target, inclusive; without either the figure is for information.
    A ratio is made pair by pair, so that what disturbs the machine disturbs both of a pair. Without
    values the figure could not be measured here, and ``note`` says why.
    """

    bench: str
    name: str
    values: tuple[float, ...]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    peer: str = ""
    note: str = ""

    @property
    def measured(self) -> float | None:
        """The median of the repeats."""
        return statistics.median(self.values) if self.values else None

    @property
    def verdict(self) -> str:
        """``met``, ``not met``, ``within spread`` (missed, but some repeats reach it), ``skipped``.

        Empty where there is no target.
        """
        if self.measured is None:
            return "skipped"
        if self.least is None and self.most is None:
            return ""
        if self._fine(self.measured):
            return "met"
        return "within spread" if any(map(self._fine, self.values)) else "not met"

    def _fine(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    @property
    def target(self) -> str:
        """The target in words."""
        if self.least is not None and self.most is not None:
            return f"{number(self.least)} to {number(self.most)} {self.unit}".rstrip()
        if self.least is not None:
            return f"≥ {number(self.least)} {self.unit}".rstrip()
        if self.most is not None:
            return f"≤ {number(self.most)} {self.unit}".rstrip()
        return ""

    def as_object(self) -> dict[str, object]:
        """For JSON."""
        return {
            "bench": self.bench,
            "name": self.name,
            "measured": self.measured,
            "low": min(self.values, default=None),
            "high": max(self.values, default=None),
            "values": list(self.values),
            "unit": self.unit,
            "least": self.least,
            "most": self.most,
            "peer": self.peer,
            "verdict": self.verdict,
            "note": self.note,
        }


def number(value: float) -> str:
    """Three significant digits, thousands grouped."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".") if value else "0"


def ratios(mine: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    """Mine over theirs, pair by pair."""
    return tuple(a / b for a, b in zip(mine, theirs, strict=True))
