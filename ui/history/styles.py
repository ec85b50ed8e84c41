"""How the chosen entries are told apart: each run keeps the colour of its approach in the chart.

Several of one approach are darker, then lighter shades of it with dashes of their own, and every
curve carries its number, so colour alone never has to tell them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ui.theme.tokens import mix

MOST = 5
"""More curves than this in one chart cannot be told apart."""
_SHADES = (("", 0.0), ("text", 0.5), ("surface", 0.3), ("text", 0.75), ("surface", 0.15))
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (4.0, 2.0),
    (1.2, 1.6),
    (8.0, 2.5),
    (5.0, 2.0, 1.0, 2.0),
)


@dataclass(frozen=True)
class Style:
    """An entry's number, its approach (or another token), and the how-manieth of that it is."""

    number: int
    base: str
    place: int = 0

    @property
    def token(self) -> str:
        """The colour, in the theme of now: a token or ``#RRGGBB``."""
        towards, share = _SHADES[self.place]
        return mix(self.base, towards, share).name() if towards else self.base

    @property
    def dash(self) -> tuple[float, ...]:
        """The dashes of its curve, in multiples of the width; empty when solid."""
        return _DASHES[self.place]


def styles(approaches: Iterable[str]) -> list[Style]:
    """A style for each run, by the runs' approaches."""
    seen: Counter[str] = Counter()
    made = []
    for number, approach in enumerate(approaches, 1):
        made.append(Style(number, approach, seen[approach]))
        seen[approach] += 1
    return made


def numbers(count: int) -> list[Style]:
    """Numbers without colours, for what is in no chart."""
    return [Style(number, "control") for number in range(1, count + 1)]
