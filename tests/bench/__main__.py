"""`python -m tests.bench`: measure Hebra against its rivals and its own targets, in one run.

What falls short is shown as plainly as what does not, and is no error: the exit code is 1 only
when a benchmark itself breaks. Repeats are interleaved with their peer's, because the machine's
pace changes while this runs.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil
from rich.console import Console

from lab.session.machine import describe

from .figure import Figure
from .report import tell, write_json

BENCHES = {
    "accounting": "what accounting costs a task",
    "threads": "throughput against a thread pool",
    "processes": "throughput against process pools",
    "coroutines": "throughput against asyncio.gather",
    "truths": "known truths",
    "waiting": "how waiting is split, under load",
    "start": "starting the engine",
    "opening": "opening the window",
    "steering": "moving a slider",
    "storm": "a hundred slider moves a second",
    "stopping": "stopping",
    "scale": "many lanes",
    "frames": "the window beside many lanes",
    "charts": "the charts against plain pyqtgraph",
    "window": "the real window, at rest and during a run",
    "memory": "eight hours of samples",
    "studies": "comparisons, against pyperf and against what has to come out",
    "verdicts": "all claims, over and over",
    "hazards": "the window beside hazards",
    "history": "ten thousand runs kept",
}
Measure = Callable[[bool], Iterable[Figure]]


def main() -> int:
    wanted = _arguments()
    # As on a user's machine, where a program is compiled once: with this set, every start would be
    # timed with its compilation.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    console, progress = Console(), Console(stderr=True)
    if not console.is_terminal:
        console = Console(width=172)
    began = time.perf_counter()
    about = {**describe(), "others_cores": _others(), "quick": wanted.quick}
    figures: list[Figure] = []
    broken: dict[str, str] = {}
    for name in wanted.only or BENCHES:
        started = time.perf_counter()
        progress.print(f"{name}: {BENCHES[name]} …", style="dim")
        try:
            measure: Measure = importlib.import_module(f"tests.bench.{name}").measure
            figures += list(measure(wanted.quick))
        except Exception as error:  # noqa: BLE001 - the others still run; this one is reported
            traceback.print_exc()
            broken[name] = f"{type(error).__name__}: {error}"
        progress.print(f"{name}: {time.perf_counter() - started:.1f} s", style="dim")
    about["took_s"] = round(time.perf_counter() - began, 1)
    write_json(wanted.json, figures, about, broken)
    tell(figures, console)
    console.print(
        f"{about['took_s']} s; before the run other programs used {about['others_cores']:.2f} of"
        f" {os.cpu_count()} cores; all repeats are in {wanted.json}"
    )
    for name, why in broken.items():
        console.print(f"{name} broke: {why}", style="bold red")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", type=_names, metavar="NAME,…", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter repeats")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="PATH")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(BENCHES):
        raise argparse.ArgumentTypeError(
            f"no benchmark called {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}"
        )
    return names


def _others() -> float:
    """Cores' worth of what else runs on this machine, over half a second."""
    return float(psutil.cpu_percent(interval=0.5)) / 100 * (os.cpu_count() or 1)


if __name__ == "__main__":
    sys.exit(main())
