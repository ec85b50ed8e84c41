"""The real window on an X server of its own: at rest, and while a run goes on.

Started as a person starts it, and the run with the space key: the default experiment, without end.
CPU time is what the system has counted for all threads of the window's process; at ten frames a
second it is a cost a frame, in which reading the engine's board is included. What the X server does
is not.
"""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from lab.records import default_experiment, save_experiment
from lab.spec import Load

from .drive import ROOT, until
from .figure import Figure
from .screens import screen

FRAMES_PER_S = 10
MOST_MS, MOST_IDLE_PERCENT = 5.0, 0.5
BENCH = "The window on X11, 1440 × 900"
PATIENCE_S = 20.0
SETTLE_S = 2.0


def measure(quick: bool) -> Iterator[Figure]:
    """The window's share of a core at rest, and its CPU time a frame."""
    seconds, parts = (2.5, 1) if quick else (4.0, 3)
    with screen(x_server=True) as environment:
        if environment is None or shutil.which("xdotool") is None:
            yield Figure(bench=BENCH, name="cost", values=(), note="Xvfb or xdotool is not here")
            return
        file = Path(environment["XDG_CONFIG_HOME"]) / "endless.toml"
        save_experiment(file, dataclasses.replace(default_experiment(), load=Load()))
        process = subprocess.Popen(
            [sys.executable, "-m", "ui", "--new-window", str(file)],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for_window(environment)
            time.sleep(SETTLE_S)
            idle = [_cores(process.pid, seconds) for _ in range(parts)]
            _do(environment, "key", "--clearmodifiers", "space")
            children = psutil.Process(process.pid).children
            if until(lambda: bool(children()), PATIENCE_S) is None:
                raise RuntimeError("the space key started no run")
            time.sleep(SETTLE_S)
            busy = [_cores(process.pid, seconds) for _ in range(parts)]
            if not children():
                raise RuntimeError("the run was over before it was measured")
        finally:
            process.terminate()
            process.wait(timeout=10)
    yield Figure(
        bench=BENCH,
        name="at rest, of a core",
        values=tuple(100 * cores for cores in idle),
        unit="%",
        most=MOST_IDLE_PERCENT,
    )
    yield Figure(
        bench=BENCH,
        name="during the default run, CPU time a frame",
        values=tuple(1000 * cores / FRAMES_PER_S for cores in busy),
        unit="ms",
        most=MOST_MS,
        note="reading the board included",
    )


def _wait_for_window(environment: Mapping[str, str]) -> None:
    search = ("search", "--sync", "--onlyvisible", "--name", "^Hebra$")
    _do(environment, *search, "windowfocus")


def _do(environment: Mapping[str, str], *words: str) -> None:
    subprocess.run(
        ["xdotool", *words], env=environment, check=True, timeout=PATIENCE_S, capture_output=True
    )


def _cores(pid: int, seconds: float) -> float:
    """Cores' worth of CPU time a process used over so many seconds."""
    before, began = _cpu_ns(pid), time.perf_counter()
    time.sleep(seconds)
    return (_cpu_ns(pid) - before) / 1e9 / (time.perf_counter() - began)


def _cpu_ns(pid: int) -> int:
    """CPU time of all threads, from the scheduler: ticks of 10 ms would be too coarse at rest."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)
