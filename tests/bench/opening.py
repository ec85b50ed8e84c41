"""Opening the window, against a bare PySide6 window in the same run.

The clock starts when the process is started. The window tells how long after its first line it was
painted and filled (``--time-start``); when its words arrive here ties that to the process's start.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from .drive import ROOT
from .figure import Figure, ratios
from .screens import screen

FIRST_PAINT, USABLE_S = 1.3, 1.2


def measure(quick: bool) -> Iterator[Figure]:
    """First paint and usable page, without a screen and on an X server."""
    repeats = 1 if quick else 7
    for where, x_server in (("offscreen", False), ("X11", True)):
        bench = f"Opening the window, {where}"
        with screen(x_server=x_server) as environment:
            if environment is None:
                yield Figure(bench=bench, name="first paint", values=(), note="Xvfb is not here")
                continue
            _window(environment)  # compiled and cached by now
            bare, painted, usable = [], [], []
            for _ in range(repeats):
                bare.append(_opened("tests.bench.bare_window", environment)[0])
                times = _window(environment)
                painted.append(times[0])
                usable.append(times[1])
        bare_ms = statistics.median(bare) * 1000
        yield Figure(
            bench=bench,
            name="first paint, over a bare window's",
            values=ratios(painted, bare),
            unit="×",
            most=FIRST_PAINT,
            peer=f"bare window {bare_ms:.0f} ms",
            note=f"{statistics.median(painted) * 1000:.0f} ms from the process's start",
        )
        yield Figure(
            bench=bench,
            name="page usable, from the process's start",
            values=tuple(usable),
            unit="s",
            most=USABLE_S,
        )


def _window(environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds to the window's first paint and to its usable page."""
    arrived, line = _opened("ui", environment, "--time-start")
    times = json.loads(line)
    return arrived - (times["usable_ms"] - times["first_paint_ms"]) / 1000, arrived


def _opened(module: str, environment: Mapping[str, str], *flags: str) -> tuple[float, str]:
    """Seconds until a window's program says its first line, and the line."""
    before = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module, *flags],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        arrived = time.perf_counter() - before
        _, errors = process.communicate(timeout=30)
    if not line:
        raise RuntimeError(f"{module} said nothing: {errors[-400:]}")
    return arrived, line
