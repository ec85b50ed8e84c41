"""Comparisons: figures against another instrument's, and what a comparison has to come out with.

The same function is timed by pyperf, in fresh interpreters, and by a study; equal candidates have
to come out equal; what must differ on two idle cores has to be found different; a break-even has to
lie where a brute-force sweep finds it. Everything runs at ordinary priority.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyperf

from lab.advice.contrast import Contrast, contrast_of
from lab.spec import Candidate, Options, Protocol, Study, TaskShare, Topology
from lab.study.break_even import BreakEvenFinder, Question, ratios_by_block
from lab.study.conductor import Conductor
from lab.study.noise import QUICK, measure_noise, noise_study
from lab.study.question import study_at
from lab.study.trial import NoiseFloor, StudyResult

from .drive import calibration, run
from .figure import Figure

BENCH = "Comparisons"
ORDINARY = Options(lower_priority=False)
SPIN_MS, WAIT_MS = 2.0, 20.0
WITHIN = 0.02
"""Of what pyperf says."""
SWEPT_WITHIN = 0.2
BRIEF = Protocol(repeats=3, seconds=0.4, warm_up_s=0.1, pause_s=0.0)


def measure(quick: bool) -> Iterator[Figure]:
    """All of them; the noise floor first, for verdicts are given by it."""
    yield from _against_pyperf(quick)
    twins = noise_study(options=ORDINARY, protocol=BRIEF if quick else QUICK)
    noise = run(measure_noise(study=twins))
    yield Figure(bench=BENCH, name="noise floor, A/A", values=(noise.ratio,), unit="times")
    yield from _computing(quick, noise)
    yield from _waiting(quick, noise)
    yield from _equals(quick, noise)
    yield from _break_even(quick)


# ── Another instrument ───────────────────────────────────────────────────────────────────────
def _against_pyperf(quick: bool) -> Iterator[Figure]:
    """Time of one task: a study's against pyperf's, in turns, so that drift hits both."""
    turns = calibration()
    loops = round(SPIN_MS * turns)
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(2 if quick else 9):
        for who in (0, 1) if turn % 2 else (1, 0):
            if who:
                theirs.append(_by_pyperf(loops, quick))
            else:
                ours.append(_by_study(turns, quick))
    yield Figure(
        bench=BENCH,
        name=f"time of a pure-Python task of {SPIN_MS:g} ms, over pyperf's",
        values=tuple(a / b for a, b in zip(ours, theirs, strict=True)),
        unit="times",
        least=1 - WITHIN,
        most=1 + WITHIN,
        peer="pyperf",
        note=f"median {np.median(ours) * 1e3:.4f} ms, pyperf {np.median(theirs) * 1e3:.4f} ms",
    )


def _by_study(turns: float, quick: bool) -> float:
    """Seconds a task takes in one trial, accounting and all."""
    wanted = _study((Candidate(approach="sequential"),), _spin(), repeats=1, quick=quick)
    result = run(Conductor(wanted, calibration={"loops_per_ms": turns}).run())
    return 1 / _rates(result, 0)[0]


def _by_pyperf(loops: int, quick: bool) -> float:
    """Seconds a task takes in a fresh interpreter, as pyperf measures it: the median value."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pyperf.json"
        values, inner = ("3", "20") if quick else ("8", "50")
        setup, call = "from lab.tasks.python_cpu import spin", f"spin({loops})"
        command = [sys.executable, "-m", "pyperf", "timeit", "-s", setup, call, "--quiet"]
        command += ["-p", "1", "-w", "1", "-n", values, "--loops", inner, "-o", str(file)]
        command += ["--inherit-environ", "PYTHONPATH"]
        root = str(Path(__file__).resolve().parents[2])
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=120,
            env={**os.environ, "PYTHONPATH": root},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"pyperf failed: {done.stderr[-2000:]}")
        return float(pyperf.Benchmark.load(str(file)).median())


# ── What has to come out ─────────────────────────────────────────────────────────────────────
def _computing(quick: bool, noise: NoiseFloor) -> Iterator[Figure]:
    shapes = (
        Candidate(approach="sequential"),
        Candidate(approach="threads", topology=Topology(threads=2)),
        Candidate(approach="processes", topology=Topology(processes=2)),
    )
    result = _carry_out(_study(shapes, _spin(), quick=quick), noise)
    work = f"pure Python, {SPIN_MS:g} ms"
    yield _ratio(f"{work}: processes(2) over threads(2)", result, 2, 1, least=1.6)
    yield _verdict(f"{work}: processes(2) and threads(2) differ", result, 2, 1, "different")
    yield _ratio(f"{work}: threads(2) over sequential", result, 1, 0, most=1.1)


def _waiting(quick: bool, noise: NoiseFloor) -> Iterator[Figure]:
    shapes = (
        Candidate(approach="sequential"),
        Candidate(approach="threads", topology=Topology(threads=16)),
        Candidate(approach="asyncio", topology=Topology(coroutines=16)),
    )
    mix = (TaskShare(kind="wait", parameters={"ms": WAIT_MS}),)
    result = _carry_out(_study(shapes, mix, quick=quick), noise)
    work = f"waits of {WAIT_MS:g} ms"
    yield _ratio(f"{work}: threads(16) over sequential", result, 1, 0, least=14.0)
    yield _ratio(f"{work}: asyncio(16) over sequential", result, 2, 0, least=14.0)
    yield _ratio(f"{work}: threads(16) over asyncio(16)", result, 1, 2)
    yield _verdict(f"{work}: threads(16) and asyncio(16) are equal", result, 1, 2, "equal")


def _equals(quick: bool, noise: NoiseFloor) -> Iterator[Figure]:
    """Whole comparisons of a candidate with itself: how many say that it differs."""
    count = 3 if quick else 20
    shapes = (
        Candidate(approach="sequential"),
        Candidate(approach="threads", topology=Topology(threads=2)),
        Candidate(approach="processes", topology=Topology(processes=2)),
    )
    told = []
    for number in range(count):
        one = shapes[number % len(shapes)]
        protocol = Protocol(
            repeats=3 if quick else 7, seconds=0.4, warm_up_s=0.1, pause_s=0.02, seed=number
        )
        wanted = Study(mix=_spin(), candidates=(one, one), protocol=protocol, options=ORDINARY)
        result = run(Conductor(wanted, noise=noise, twins=True).run())
        told.append(contrast_of(result, 0, 1).verdict)
    wrong = told.count("different")
    yield Figure(
        bench=BENCH,
        name=f"of {count} comparisons of equal candidates, called different",
        values=(float(wrong),),
        most=float(count // 10),
        note=f"{told.count('equal')} equal, {told.count('unsure')} unsure",
    )


# ── Break-even ───────────────────────────────────────────────────────────────────────────────
def _break_even(quick: bool) -> Iterator[Figure]:
    """The size from which two processes beat eight threads, found by halving and by sweeping."""
    question = Question(
        mix=(*_spin(), TaskShare(kind="wait", parameters={"ms": WAIT_MS})),
        setting="python-cpu.ms",
        low=10.0 if quick else 4.0,
        high=40.0 if quick else 64.0,
        first=Candidate(approach="threads", topology=Topology(threads=8)),
        second=Candidate(approach="processes", topology=Topology(processes=2)),
        protocol=BRIEF if quick else Protocol(repeats=5, seconds=0.8, warm_up_s=0.2, pause_s=0.0),
        options=ORDINARY,
    )
    name = "break-even of 2 processes against 8 threads, over that of a sweep"
    found = run(BreakEvenFinder(question).run())
    swept = _sweep(question, 3 if quick else 10)
    if found.size is None or swept is None:
        yield Figure(bench=BENCH, name=name, values=(), note=f"found: {found.outcome}")
        return
    size = found.size
    yield Figure(
        bench=BENCH,
        name=name,
        values=(size.value / swept,),
        unit="times",
        least=1 / (1 + SWEPT_WITHIN),
        most=1 + SWEPT_WITHIN,
        note=f"{size.value:.3g} ms ({size.low:.3g} to {size.high:.3g}), swept {swept:.3g} ms",
    )


def _sweep(question: Question, points: int) -> float | None:
    """Where the ratios of sizes in even steps, one by one, go through 1; None when they do not."""
    sizes, logs = [], []
    for size in np.geomspace(question.low, question.high, points).tolist():
        if ratios := ratios_by_block(run(Conductor(study_at(question, size)).run())):
            sizes.append(size)
            logs.append(float(np.median(np.log(ratios))))
    crossings = [
        math.log(low) + (0 - a) / (b - a) * math.log(high / low)
        for (low, a), (high, b) in pairwise(zip(sizes, logs, strict=True))
        if a < 0 <= b
    ]
    return math.exp(float(np.median(crossings))) if crossings else None


# ── In common ────────────────────────────────────────────────────────────────────────────────
def _spin() -> tuple[TaskShare, ...]:
    return (TaskShare(kind="python-cpu", parameters={"ms": SPIN_MS}),)


def _study(
    candidates: tuple[Candidate, ...],
    mix: tuple[TaskShare, ...],
    *,
    quick: bool,
    repeats: int = 0,
) -> Study:
    usual = Protocol(repeats=9, seconds=1.5, warm_up_s=0.3, pause_s=0.1)
    protocol = BRIEF if quick else usual
    if repeats:
        protocol = Protocol(**{**vars(protocol), "repeats": repeats})
    return Study(mix=mix, candidates=candidates, protocol=protocol, options=ORDINARY)


def _carry_out(study: Study, noise: NoiseFloor) -> StudyResult:
    result = run(Conductor(study, noise=noise).run())
    if not result.complete:
        raise RuntimeError(f"not complete: {[trial.problem for trial in result.trials]}")
    return result


def _rates(result: StudyResult, place: int) -> list[float]:
    """Throughput of one candidate, by block."""
    trials = [t for t in result.trials if t.candidate == place and t.state == "measured"]
    return [t.throughput_per_s for t in sorted(trials, key=lambda t: t.block)]


def _ratio(
    name: str,
    result: StudyResult,
    first: int,
    second: int,
    *,
    least: float | None = None,
    most: float | None = None,
) -> Figure:
    values = [a / b for a, b in zip(_rates(result, first), _rates(result, second), strict=True)]
    contrast = contrast_of(result, first, second)
    return Figure(
        bench=BENCH, name=name, values=tuple(values), unit="times", least=least, most=most,
        note=_said(contrast),
    )  # fmt: skip


def _verdict(name: str, result: StudyResult, first: int, second: int, wanted: str) -> Figure:
    contrast = contrast_of(result, first, second)
    said = float(contrast.verdict == wanted)
    return Figure(bench=BENCH, name=name, values=(said,), least=1.0, note=_said(contrast))


def _said(contrast: Contrast) -> str:
    ratio, p_value = contrast.ratio, contrast.p_value
    edges = f"{ratio.low:.3f} to {ratio.high:.3f}, " if ratio.low and ratio.high else ""
    return f"{contrast.verdict}: {edges}p = {p_value if p_value is None else round(p_value, 4)}"
