"""A curve of a strip chart: how it looks, and how its dashes go on from stroke to stroke."""

from __future__ import annotations

import math
from dataclasses import dataclass

APPROACH = "approach"
"""The token of a curve that takes the colour of the approach on show."""


@dataclass(frozen=True)
class Curve:
    """One series of a strip chart.

    ``token`` is a colour token, or :data:`APPROACH`. ``dash`` is in multiples of the line's width,
    on and off by turns; empty is solid. ``fill`` tints the area under the curve.
    """

    key: str
    label: str
    token: str = APPROACH
    dash: tuple[float, ...] = ()
    fill: bool = False


Piece = tuple[float, float, float, float]


class Dashes:
    """Cuts strokes into dashes whose pattern runs on from one stroke to the next.

    The pieces are meant for round caps, which lengthen each by ``width``: so they are cut shorter.
    """

    def __init__(self, pattern: tuple[float, ...], width: float) -> None:
        self.lengths: list[float] = []
        for on, off in zip(pattern[::2], pattern[1::2], strict=True):
            drawn = max(0.05, on - 1.0)
            self.lengths += [drawn * width, (on + off - drawn) * width]
        self.period = sum(self.lengths)

    def cut(
        self, x0: float, y0: float, x1: float, y1: float, phase: float
    ) -> tuple[list[Piece], float]:
        """The dashes of the stroke from (x0, y0) to (x1, y1), and the phase at its end."""
        length = math.hypot(x1 - x0, y1 - y0)
        if not self.lengths:
            return [(x0, y0, x1, y1)], 0.0
        if length == 0.0:
            return [], phase
        pieces: list[Piece] = []
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        at, index, rest = 0.0, 0, phase
        while rest >= self.lengths[index]:
            rest -= self.lengths[index]
            index = (index + 1) % len(self.lengths)
        while at < length:
            end = min(length, at + self.lengths[index] - rest)
            if index % 2 == 0:
                pieces.append((x0 + dx * at, y0 + dy * at, x0 + dx * end, y0 + dy * end))
            at, rest = end, 0.0
            index = (index + 1) % len(self.lengths)
        return pieces, (phase + length) % self.period
