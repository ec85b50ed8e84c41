"""Where the nodes of a wait-for graph stand: around an oval, so that a circle is seen as one.

Each thing stands between the two who share it. One thing for all stands in the middle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from .waits import Graph

_STEPS = 1440
LARGE, MIDDLE, SMALL = 33.0, 22.0, 13.5
"""Half the size of a node, at text size 1."""


@dataclass(frozen=True)
class Places:
    """Middles in pixels by name, and half the size of every node."""

    at: dict[str, tuple[float, float]]
    half: float


def order(graph: Graph) -> list[str]:
    """The names as they follow one another around the oval."""
    workers, things = graph.workers, graph.things
    if len(things) != len(workers):
        return [worker.name for worker in workers]
    # A worker's second thing is the next one's first.
    following = things[1:] + things[:1]
    return [node.name for pair in zip(workers, following, strict=True) for node in pair]


def half_size(count: int, unit: float) -> float:
    """Half a node's size when so many stand around the oval; ``unit`` is the size of text."""
    return unit * (LARGE if count <= 6 else MIDDLE if count <= 12 else SMALL)


def places(graph: Graph, width: float, height: float, unit: float = 1.0) -> Places:
    """Every node's place in a picture of that size."""
    names = order(graph)
    half = half_size(len(names), unit)
    x, y = width / 2, height / 2
    reach_x = max(half, x - half - 5)
    # No taller than wide; four are a flat rectangle.
    reach_y = min(max(half, y - half - 5), reach_x * (0.72 if len(names) <= 4 else 1.0))
    found = {
        name: (x + reach_x * a, y + reach_y * b)
        for name, (a, b) in zip(names, _around(len(names), reach_x / reach_y), strict=True)
    }
    for thing in graph.things:
        found.setdefault(thing.name, (x, y))
    return Places(found, half)


def _around(count: int, stretch: float) -> list[tuple[float, float]]:
    """Points of the unit circle, equally far apart once it is stretched sideways."""
    if count <= 4:
        first = {1: -90, 2: 180, 3: -90, 4: -135}.get(count, 0)
        angles = [math.radians(first + 360 * number / count) for number in range(count)]
        # Two above and two below, in the corners.
        k = math.sqrt(2) if count == 4 else 1.0
        return [(math.cos(a) * k, math.sin(a) * k) for a in angles]
    steps = [2 * math.pi * step / _STEPS - math.pi / 2 for step in range(_STEPS + 1)]
    lengths = [0.0]
    for a, b in pairwise(steps):
        across = (math.cos(b) - math.cos(a)) * stretch
        lengths.append(lengths[-1] + math.hypot(across, math.sin(b) - math.sin(a)))
    found = []
    step = 0
    for number in range(count):
        while lengths[step] < lengths[-1] * number / count:
            step += 1
        found.append((math.cos(steps[step]), math.sin(steps[step])))
    return found
