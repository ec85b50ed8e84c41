"""The points of all scaling curves, and the span they lie in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lab.advice.digest import Digest, Scaling
from lab.analysis.interval import Interval
from lab.spec import APPROACHES
from ui.charts.compare.figures import top, written
from ui.words import N_, NBSP, number, tr

_LOG_FROM = 64
"""With so many lanes the axis is logarithmic, or the first points would lie on each other."""
_HEADROOM = 1.25
"""The ideal line leaves the picture this far above the highest point, so that curves show."""


@dataclass(frozen=True)
class CurvePoint:
    """One candidate on its approach's curve; ``times`` is its work in that of one lane."""

    place: int
    approach: str
    lanes: int
    times: Interval


class Curves:
    """What is plotted over the number of lanes."""

    def __init__(self, scalings: Sequence[Scaling]) -> None:
        self.scalings = tuple(scalings)
        self.points = tuple(
            CurvePoint(place, curve.approach, lanes, times)
            for curve in self.scalings
            for place, lanes, times in zip(curve.places, curve.lanes, curve.speedup, strict=True)
        )
        self.logarithmic = max((point.lanes for point in self.points), default=0) >= _LOG_FROM

    def along(self, lanes: float) -> float:
        """Where so many lanes are on the x axis."""
        return math.log2(lanes) if self.logarithmic else lanes

    def span(self) -> tuple[float, float, float, float]:
        """What is in view at first: x from and to, y from and to."""
        lanes = max((point.lanes for point in self.points), default=4)
        highest = max((top(point.times) for point in self.points), default=lanes)
        high = min(max(lanes, highest * 1.02), highest * _HEADROOM)
        return self.along(1) if self.logarithmic else 0.0, self.along(lanes), 0.0, high or 1.0

    def figures(self) -> str:
        """Each curve's points in words."""
        curves = []
        for curve in self.scalings:
            points = ", ".join(
                tr(
                    N_("{lanes} lanes {times}"),
                    lanes=number(lanes),
                    times=f"{written(times)}{NBSP}×",
                )
                for lanes, times in zip(curve.lanes, curve.speedup, strict=True)
            )
            curves.append(f"{tr(APPROACHES[curve.approach].title)}: {points}")
        return "; ".join(curves)

    def data(self, digest: Digest | None) -> tuple[list[str], list[list[object]]]:
        """The points as a table: column names, and rows."""
        names = ["approach", "candidate", "lanes", "speedup", "speedup_low", "speedup_high"]
        rows: list[list[object]] = []
        for point in self.points if digest is not None else ():
            key = digest.rows[point.place].candidate.key if digest is not None else ""
            at = point.times
            rows.append([point.approach, key, point.lanes, at.value, at.low, at.high])
        return names, rows
