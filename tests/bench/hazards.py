"""The window beside hazards: how late it is while something hangs or floods, and what is left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from json import dumps

import numpy as np

from .drive import answer, offscreen
from .figure import Figure

MOST_MS = 16.0
BENCH = "The window beside hazards, offscreen"


def measure(quick: bool) -> Iterator[Figure]:
    """For each scene how late a timer of the window was, and what it left behind."""
    order = {"seconds": 2.0 if quick else 8.0}
    seen = answer([sys.executable, "-m", "tests.bench.hazard_window", dumps(order)], offscreen())
    for name, scene in seen.items():
        late = scene["late_ms"]
        yield Figure(
            bench=BENCH,
            name=f"{name}: p99 of {len(late)} callbacks' lateness",
            values=(float(np.percentile(late, 99)),),
            unit="ms",
            most=MOST_MS,
            note=f"median {np.median(late):.1f} ms, latest {max(late):.1f}",
        )
        yield Figure(
            bench=BENCH,
            name=f"{name}: processes, connections and folders left behind",
            values=(float(len(scene["left"])),),
            most=0.0,
            note=", ".join(scene["left"][:5]),
        )
