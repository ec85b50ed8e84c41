"""The order of a study's runs: every block has all candidates, each time in another order."""

from __future__ import annotations

import random


def block_order(count: int, seed: int, block: int) -> tuple[int, ...]:
    """The places of ``count`` candidates in the order in which a block runs them.

    What drifts - a machine that warms up, somebody's backup - then hits all candidates alike. The
    same seed gives the same order.
    """
    places = list(range(count))
    random.Random(f"{seed}:{block}").shuffle(places)
    return tuple(places)
