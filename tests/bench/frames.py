"""The window beside many lanes: what a frame's callback takes, and a slider's way to its marker.

Real sessions in the real window, without a screen, in a process of its own. A frame's callback
reads the board and hands the figures to the page; painting follows in Qt's own time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from json import dumps, loads

import numpy as np

from .drive import ROOT
from .figure import Figure

MOST_MS, MARKER_MS = 16.0, 50.0
BENCH = "The window beside many lanes, offscreen"


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each crowd of lanes, and one for markers."""
    order = {"seconds": 1.0 if quick else 6.0, "moves": 3 if quick else 15}
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.crowded_window", dumps(order)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_NO_GUI_THREADPOOL": "1"},
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    ).stdout
    seen = loads(answer.splitlines()[-1])
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
