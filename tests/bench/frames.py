"""The window beside many lanes: what a frame's callback takes, and a slider's way to its marker.

Real sessions in the real window, without a screen, in a process of its own. A frame's callback
reads the board and hands the figures to the page; painting follows in Qt's own time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from json import dumps

import numpy as np

from .drive import answer, offscreen
from .figure import Figure

MOST_MS, MARKER_MS = 16.0, 50.0
BENCH = "The window beside many lanes, offscreen"


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each crowd of lanes, and one for markers."""
    order = {"seconds": 1.0 if quick else 6.0, "moves": 3 if quick else 15}
    command = [sys.executable, "-m", "tests.bench.crowded_window", dumps(order)]
    seen = answer(command, offscreen())
    for name, took in seen["frames_ms"].items():
        yield Figure(
            bench=BENCH,
            name=f"{name}: p99 of {len(took)} callbacks",
            values=(float(np.percentile(took, 99)),),
            unit="ms",
            most=MOST_MS,
            note=f"median {np.median(took):.1f} ms, longest {max(took):.1f}",
        )
    yield Figure(
        bench=BENCH,
        name="slider to painted marker",
        values=tuple(seen["markers_ms"]),
        unit="ms",
        most=MARKER_MS,
    )
