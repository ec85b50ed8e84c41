"""How waiting is split into GIL, core and I/O, held against what must be so.

Threads that only compute share one GIL: at any moment exactly one of N holds it. The holder runs or
queues for a core. So, with nothing but the process's CPU clock and the wall clock:

    running = CPU / (N × wall)      core = (wall − CPU) / (N × wall)      GIL = (N − 1) / N

Pinned to one core beside a foreign program that computes, the holder has to queue for about half
its time; that is the truth under load. Processes on one core wait for nothing but the core; waits
of a known length are all I/O. The lab says it by other means (the threads' run-queue clocks); the
difference, in points, is what is judged.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from lab.session.snapshot import Shares
from lab.spec import Experiment

from .drive import experiment, run, running, watch
from .figure import Figure

LANES = 4
BOUND = 5.0
BENCH = "Waiting, split"
_SPIN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
Split = tuple[float, float, float, float]
"""Running, GIL, core, I/O; parts of the lanes' time."""


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each share of each case."""
    if not hasattr(os, "sched_setaffinity"):
        yield Figure(bench=BENCH, name="GIL, core and I/O", values=(), note="only on Linux")
        return
    seconds, repeats = (1.0, 1) if quick else (1.5, 3)
    compute = {"ms": 2.0}
    threads = experiment("threads", "python-cpu", compute, threads=LANES)
    processes = experiment("processes", "python-cpu", compute, processes=2)
    waits = experiment("threads", "wait", {"ms": 20.0}, threads=LANES)
    cases = (
        (f"{LANES} threads compute, two cores", threads, None, 0),
        (f"{LANES} threads compute, on one core with another program", threads, 1, 1),
        ("2 processes compute, on one core", processes, 1, 0),
        (f"{LANES} threads wait 20 ms", waits, None, 0),
    )
    for name, wanted, cores, others in cases:
        seen = []
        for _ in range(repeats):
            with _beside(cores, others):
                seen.append(run(_compare(wanted, seconds)))
        for place, share in enumerate(("running", "GIL", "core", "I/O")):
            truth = sum(known[place] for _, known in seen) / len(seen)
            yield Figure(
                bench=BENCH,
                name=f"{name}: {share}",
                values=tuple(100 * (said[place] - known[place]) for said, known in seen),
                unit="points",
                least=-BOUND,
                most=BOUND,
                peer=f"known: {100 * truth:.1f} %",
            )


async def _compare(wanted: Experiment, seconds: float) -> tuple[Split, Split]:
    """What the lab says and what the clocks say, over the same time."""
    async with running(wanted) as session:
        await watch(session, 0.3)
        assert session._recording is not None
        sampler = session._recording.sampler
        old = sampler.readings[-1]
        workers = [pid for pid in session.pids() if pid != session.pid] or [session.pid]
        cpu, began = _cpu_s(workers), time.perf_counter()
        done = session.sample().tasks_done
        await watch(session, seconds, settle_s=0.0)
        used, wall = _cpu_s(workers) - cpu, time.perf_counter() - began
        snapshot = session.sample()
        said = _split(
            sampler.figures(old, sampler.readings[-1]).shares(session.experiment, gil=True)
        )
    lanes = wanted.shape.lanes
    one = 1.0 / lanes
    if wanted.mix[0].kind == "wait":
        waited = (snapshot.tasks_done - done) * 0.02 / (wall * lanes)
        return said, (used / (wall * lanes), 0.0, 0.0, waited)
    if wanted.approach == "processes":
        own = used / (wall * lanes)
        return said, (own, 0.0, 1.0 - own, 0.0)
    own = used / wall * one
    return said, (own, 1.0 - one, one - own, 0.0)


def _split(shares: Shares) -> Split:
    return shares.running or 0.0, shares.gil or 0.0, shares.core or 0.0, shares.io or 0.0


def _cpu_s(pids: list[int]) -> float:
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return float(sum(t.user + t.system for t in times))


@contextmanager
def _beside(cores: int | None, others: int) -> Iterator[None]:
    """Bind this process (and what it starts) to some cores, beside programs that compute there."""
    before = os.sched_getaffinity(0)
    programs: list[subprocess.Popen[bytes]] = []
    try:
        if cores is not None:
            os.sched_setaffinity(0, set(sorted(before)[:cores]))
        programs += [_spinner() for _ in range(others)]
        yield
    finally:
        os.sched_setaffinity(0, before)
        for program in programs:
            program.kill()
            program.wait()


def _spinner() -> subprocess.Popen[bytes]:
    """Another program that computes; it ends by itself should this one be killed."""
    return subprocess.Popen([sys.executable, "-I", "-S", "-c", _SPIN])
