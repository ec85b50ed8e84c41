"""How the chosen runs are told apart in one chart: each keeps the colour of its approach.

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
    """A curve's number in the chart, its colour (a token or ``#RRGGBB``) and dashes."""

    number: int
    token: str
    dash: tuple[float, ...]


def styles(approaches: Iterable[str]) -> list[Style]:
    """A style for each run, in the theme of now; ``approaches`` are those of the runs."""
    seen: Counter[str] = Counter()
    made = []
    for number, approach in enumerate(approaches, 1):
        towards, share = _SHADES[seen[approach]]
        token = mix(approach, towards, share).name() if towards else approach
        made.append(Style(number, token, _DASHES[seen[approach]]))
        seen[approach] += 1
    return made
