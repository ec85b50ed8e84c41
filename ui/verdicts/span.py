"""Which stretch of the number line a figure's small scale shows. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lab.verdicts.claim import Judgement

_MARGIN = 0.22
"""Room beyond the outermost figure, as a share of what lies between the outermost ones."""
_LOG_FROM = 30.0
"""Figures further apart than by this factor stand on a logarithmic scale."""


@dataclass(frozen=True)
class Span:
    """A stretch of the number line; ``place`` says where on it a figure stands, 0..1."""

    first: float
    last: float
    log: bool = False

    def place(self, value: float) -> float:
        """Where ``value`` stands, 0 at the left end and 1 at the right one, never beyond."""
        if self.log:
            value = max(value, self.first)
            share = math.log(value / self.first) / math.log(self.last / self.first)
        else:
            share = (value - self.first) / (self.last - self.first)
        return min(1.0, max(0.0, share))


def span_of(judgement: Judgement) -> Span | None:
    """The stretch that shows figure, interval and bounds; None where there is no scale to show."""
    found = judgement.figure
    bounds = [bound for bound in (judgement.low, judgement.high) if bound is not None]
    if found is None or not bounds:
        return None
    known = [found.value, found.low, found.high, *bounds]
    values = [value for value in known if value is not None and math.isfinite(value)]
    low, high = min(values), max(values)
    if low > 0 and high / low > _LOG_FROM:
        room = (high / low) ** _MARGIN
        return Span(low / room, high * room, log=True)
    # A scale that begins at zero shows a ratio's size; one that ends at the figures its margin.
    reach = (high - low) or abs(high) or 1.0
    first, last = low - _MARGIN * reach * 2, high + _MARGIN * reach * 2
    return Span(max(0.0, first) if low >= 0 else first, last)
