"""Opening the window, against a bare PySide6 window in the same run.

HEBRA_BUNDLE names the executable of a bundle (``build/bundle/hebra/hebra``): that is then opened
beside the window from source, in the same run.
The clock starts when the process is started. The window tells how long after its first line it was
painted and filled (``--time-start``); when its words arrive here ties that to the process's start.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .drive import ROOT
from .figure import Figure, ratios
from .screens import screen

FIRST_PAINT, USABLE_S, FROZEN = 1.3, 1.2, 1.2
Times = tuple[float, float]
"""Seconds from the process's start to the first paint and to a usable page."""
BARE = (sys.executable, "-m", "tests.bench.bare_window")
SOURCE = (sys.executable, "-m", "ui", "--time-start")


def measure(quick: bool) -> Iterator[Figure]:
    """First paint and usable page, without a screen and on an X server."""
    repeats = 1 if quick else 15
    bundle = os.environ.get("HEBRA_BUNDLE")
    frozen = (str(Path(bundle).resolve()), "window", "--time-start") if bundle else ()
    for where, x_server in (("offscreen", False), ("X11", True)):
        bench = f"Opening the window, {where}"
        with screen(x_server=x_server) as environment:
            if environment is None:
                yield Figure(bench=bench, name="first paint", values=(), note="Xvfb is not here")
                continue
            rivals = (SOURCE, frozen) if frozen else (SOURCE,)
            for command in rivals:
                _window(command, environment)  # compiled and cached by now
            bare = []
            times: dict[Sequence[str], list[Times]] = {one: [] for one in rivals}
            for _ in range(repeats):
                bare.append(_opened(BARE, environment)[0])
                for command in rivals:
                    times[command].append(_window(command, environment))
        painted, usable = zip(*times[SOURCE], strict=True)
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
            values=usable,
            unit="s",
            most=USABLE_S,
        )
        if frozen:
            yield from _bundle(bench, times[frozen], times[SOURCE])


def _bundle(bench: str, bundle: list[Times], source: list[Times]) -> Iterator[Figure]:
    """How much later the bundle's window is there than the one from source."""
    named = (("first paint of the bundle", FROZEN), ("page of the bundle usable", None))
    for index, (name, most) in enumerate(named):
        frozen, plain = [times[index] for times in bundle], [times[index] for times in source]
        yield Figure(
            bench=bench,
            name=f"{name}, over that from source",
            values=ratios(frozen, plain),
            unit="×",
            most=most,
            peer=f"from source {statistics.median(plain) * 1000:.0f} ms",
            note=f"{statistics.median(frozen) * 1000:.0f} ms from the process's start",
        )


def _window(command: Sequence[str], environment: Mapping[str, str]) -> Times:
    """Open the window and have it close again."""
    arrived, line = _opened(command, environment)
    times = json.loads(line)
    return arrived - (times["usable_ms"] - times["first_paint_ms"]) / 1000, arrived


def _opened(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """Seconds until a window's program says its first line, and the line."""
    before = time.perf_counter()
    with subprocess.Popen(
        command,
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
        raise RuntimeError(f"{command[-1]} said nothing: {errors[-400:]}")
    return arrived, line
