"""The live charts against a plain pyqtgraph window with the same picture, in their own process."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .drive import answer, offscreen
from .figure import Figure

MOST_MS, LEAST_TIMES = 5.0, 10.0
_PROGRAM = """
import json
from tests.bench import display
display.FRAMES, display.WARM_UP = {frames}
print(json.dumps(display.measure({hours})))
"""
_RATIO = "plain pyqtgraph over ours"


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each picture."""
    hours, frames = (0.02, (50, 60)) if quick else (0.1, (200, 330))
    command = [sys.executable, "-c", _PROGRAM.format(hours=hours, frames=frames)]
    costs: dict[str, dict[str, float]] = answer(command, offscreen())
    times = costs.pop(_RATIO)["times"]
    for name, cost in costs.items():
        if "median_ms" in cost:
            yield Figure(
                bench="Charts, CPU time a frame, offscreen",
                name=name,
                values=(cost["median_ms"],),
                unit="ms",
                most=MOST_MS if name.startswith("charts") else None,
                note=f"mean {cost['mean_ms']:.2f}, p99 {cost['p99_ms']:.2f} ms",
            )
    yield Figure(
        bench="Charts, CPU time a frame, offscreen",
        name="four strips: a plain pyqtgraph window over ours",
        values=(times,),
        unit="×",
        least=LEAST_TIMES,
    )
