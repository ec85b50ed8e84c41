"""A cost study: which kinds of a section, which sizes, how often, in which random order."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from lab.study.order import block_order

from .kinds import SECTIONS, CostKind, Section

HOST_S = 0.12
"""Starting a probe's process and ending it."""
PAUSE_S = 0.03
MOST_SEED = 10_000


@dataclass(frozen=True)
class Turn:
    """One measurement that is to be made: a kind with a size, in a block of all."""

    kind: str
    size: int
    block: int


@dataclass(frozen=True, kw_only=True)
class CostStudy:
    """What is to be measured of one section. ``python`` None is the one this runs in."""

    section: str
    kinds: tuple[str, ...]
    sizes: tuple[int, ...]
    repeats: int
    seed: int
    quick: bool = False
    python: str | None = None

    @property
    def of(self) -> Section:
        """The section."""
        return SECTIONS[self.section]

    def turns(self) -> list[Turn]:
        """All measurements: every block has all of them, each time in another order."""
        pairs = [(kind, size) for kind in self.kinds for size in self.sizes]
        return [
            Turn(*pairs[place], block)
            for block in range(self.repeats)
            for place in block_order(len(pairs), self.seed, block)
        ]

    def order(self, kind: CostKind, size: int) -> dict[str, Any]:
        """What the probe is told."""
        whole = {**kind.order, **(kind.quick if self.quick else {})}
        if self.of.size_key:
            whole[self.of.size_key] = size
        return whole

    def seconds_of(self, turn: Turn) -> float:
        """About how long a measurement takes."""
        kind = self.of.kind(turn.kind)
        took = kind.seconds
        if self.quick and "seconds" in kind.quick:
            took -= kind.order["seconds"] - kind.quick["seconds"]
        return took + HOST_S + PAUSE_S

    @property
    def seconds(self) -> float:
        """About how long all of it takes on two idle cores."""
        return sum(self.seconds_of(turn) for turn in self.turns())


def study_of(
    section: str, *, quick: bool = False, python: str | None = None, seed: int | None = None
) -> CostStudy:
    """The usual study of a section; a ``quick`` one has fewer repeats and sizes."""
    of = SECTIONS[section]
    return CostStudy(
        section=section,
        kinds=tuple(kind.key for kind in of.kinds),
        sizes=of.quick_sizes if quick else of.sizes,
        repeats=of.quick_repeats if quick else of.repeats,
        seed=random.randrange(MOST_SEED) if seed is None else seed,  # no secret
        quick=quick,
        python=python,
    )
