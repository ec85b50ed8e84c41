"""Digests made by hand: what a widget is given, with figures that one can check at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from lab.advice.digest import Contrast, Digest, Row, Scaling
from lab.analysis.fits import Fit, Refusal, fit_usl
from lab.analysis.interval import Interval
from lab.session.snapshot import Percentiles, Shares
from lab.spec import Axis, Candidate, Protocol, Study, TaskShare, Topology, grid, told
from lab.study.trial import NoiseFloor, StudyResult

SHAPES: tuple[tuple[str, tuple[int, int, int], float, float, float, float, float], ...] = (
    # approach, shape, tasks/s, half width, p95 ms, cores, MiB
    ("sequential", (1, 1, 1), 38.4, 0.25, 41, 0.54, 14),
    ("threads", (1, 8, 1), 71.2, 0.8, 172, 1.0, 15),
    ("asyncio", (1, 1, 8), 69.8, 1.15, 168, 1.0, 15),
    ("combined", (4, 4, 1), 272, 8.5, 88, 3.9, 60),
    ("processes", (8, 1, 1), 291, 6.5, 43, 4.1, 108),
    ("combined", (8, 2, 1), 438, 12, 49, 6.2, 112),
    ("processes", (16, 1, 1), 446, 13.5, 56, 6.3, 204),
)
CURVES: dict[str, tuple[tuple[int, float, float], ...]] = {
    "processes": ((1, 0.99, 0.02), (2, 1.96, 0.04), (4, 3.88, 0.08), (8, 7.58, 0.15),
                  (12, 9.9, 0.3), (16, 11.6, 0.35)),
    "combined": ((2, 1.55, 0.05), (4, 3.05, 0.1), (8, 6.0, 0.15), (12, 8.8, 0.22),
                 (16, 11.4, 0.3)),
    "threads": ((1, 1.0, 0.02), (2, 1.55, 0.03), (4, 1.84, 0.03), (8, 1.85, 0.03),
                (12, 1.85, 0.03), (16, 1.84, 0.03)),
    "asyncio": ((1, 0.99, 0.02), (2, 1.5, 0.03), (4, 1.76, 0.03), (8, 1.82, 0.03),
                (12, 1.8, 0.03), (16, 1.81, 0.03)),
}  # fmt: skip
MIX = (
    TaskShare(kind="python-cpu", weight=70.0, parameters={"ms": 20.0}),
    TaskShare(kind="wait", weight=30.0, parameters={"ms": 40.0}),
)
ONE = 38.4


def around(value: float, half: float, count: int = 7) -> Interval:
    """A figure with a symmetrical interval; none from fewer than three values."""
    if count < 3:
        return Interval(value, None, None, count)
    return Interval(value, value - half, value + half, count)


@cache
def made_fit() -> Fit:
    """α 0.004, β 0.0012, as in the picture; the band is that of a real fit."""
    lanes = np.array([1, 2, 4, 8, 12, 16], np.float64)
    law = ONE * lanes / (1 + 0.004 * (lanes - 1) + 0.0012 * lanes * (lanes - 1))
    wobble = 1 + 0.01 * np.array([1, -1, 1, -1, 1, -1])
    found = fit_usl(lanes, law * wobble)
    assert isinstance(found, Fit)
    return replace(
        found,
        one=around(ONE, 0.25),
        alpha=Interval(0.004, 0.0, 0.010, len(lanes)),
        beta=Interval(0.0012, 0.0009, 0.0016, len(lanes)),
        peak_lanes=28.8,
        peak=13.9 * ONE,
        limit=None,
    )


def candidate(approach: str, shape: tuple[int, int, int]) -> Candidate:
    processes, threads, coroutines = shape
    topology = Topology(processes=processes, threads=threads, coroutines=coroutines)
    return Candidate(approach=approach, topology=topology)


def made_row(place: int, of: Candidate, per_s: float, half: float, **more: float) -> Row:
    """A row with all figures, derived from its throughput where nothing else is said."""
    count = int(more.get("count", 7))
    p95 = more.get("p95", 1000.0 * of.shape.lanes / per_s)
    memory = more.get("memory", 14.0 * of.shape.processes)
    cores = more.get("cores", min(2.0, of.shape.lanes * 0.54))
    return Row(
        place=place,
        candidate=of,
        trials=count,
        throughput_per_s=around(per_s, half, count),
        speedup=around(per_s / ONE, half / ONE, count),
        latency_ms=Percentiles(p50=p95 * 0.6, p95=p95, p99=p95 * 1.3, max=p95 * 2),
        p95_ms=around(p95, p95 * 0.03, count),
        cpu_ms_per_task=around(14.0 + place * 0.2, 0.2, count),
        memory_mib=around(memory, memory * 0.01, count),
        cores_used=around(cores, cores * 0.01, count),
        start_up_ms=around(60.0 + 12.0 * of.shape.processes, 4.0, count),
        shares=Shares(running=0.5, gil=0.2, core=0.1, io=0.2),
        unsteady=0,
        failed=0,
    )


def of_rows(
    rows: Sequence[Row], scalings: tuple[Scaling, ...] = (), axes: tuple[Axis, ...] = ()
) -> Digest:
    """A digest of these rows; the first is the baseline."""
    repeats = max((row.trials for row in rows), default=7)
    study = Study(
        mix=MIX,
        candidates=tuple(row.candidate for row in rows),
        protocol=Protocol(repeats=max(1, repeats), seed=4711),
        axes=axes,
    )
    result = StudyResult(
        study=study,
        state="finished",
        started_at="2026-11-20T14:26:00+01:00",
        seconds=340.0,
        trials=(),
        noise=NoiseFloor(ratio=1.018, pairs=20, measured_at="2026-11-20T14:20:00+01:00"),
        cautions=(),
        environment={},
    )
    measured = [row for row in rows if row.throughput_per_s is not None]
    ranking = tuple(row.place for row in sorted(measured, key=_slowness))
    contrasts = tuple(_contrast(rows[ranking[0]], rows[place]) for place in ranking[1:])
    return Digest(
        result=result,
        rows=tuple(rows),
        baseline=0,
        ranking=ranking,
        contrasts=contrasts,
        scalings=scalings,
    )


def pictured(count: int = 7) -> Digest:
    """The comparison of the design's picture: seven shapes, four curves."""
    rows = [
        made_row(
            place,
            candidate(approach, shape),
            per_s,
            half,
            p95=p95,
            cores=cores,
            memory=memory,
            count=count,
        )
        for place, (approach, shape, per_s, half, p95, cores, memory) in enumerate(SHAPES)
    ]
    places = {(row.candidate.approach, row.candidate.shape.lanes): row.place for row in rows}
    scalings = []
    for approach, points in CURVES.items():
        lanes = tuple(n for n, _, _ in points)
        for n, times, half in points:
            if (approach, n) not in places:
                places[approach, n] = len(rows)
                shape = {
                    "processes": (n, 1, 1),
                    "threads": (1, n, 1),
                    "asyncio": (1, 1, n),
                    "combined": (max(1, n // 2), 2, 1),
                }[approach]
                found = made_row(
                    len(rows), candidate(approach, shape), times * ONE, half * ONE, count=count
                )
                rows.append(found)
        scalings.append(
            Scaling(
                approach=approach,
                places=tuple(places[approach, n] for n in lanes),
                lanes=lanes,
                speedup=tuple(around(times, half, count) for _, times, half in points),
                efficiency=tuple(around(times / n, half / n, count) for n, times, half in points),
                reference_per_s=ONE,
                amdahl=Refusal(told("The points do not follow this law")),
                usl=made_fit()
                if approach in ("processes", "combined")
                else Refusal(told("Only {n} points: a fit needs 5", n=len(lanes))),
            )
        )
    return of_rows(rows, tuple(scalings))


def seven(count: int = 7) -> Digest:
    """Only the seven shapes of the picture's bars and table."""
    whole = pictured(count)
    return replace(of_rows(whole.rows[: len(SHAPES)]), scalings=whole.scalings)


def made_grid() -> Digest:
    """A sweep over processes and the size of the work."""
    axes = (
        Axis(setting="processes", values=(1, 2, 4, 8)),
        Axis(setting="python-cpu.ms", values=(0.1, 0.5, 2.0, 10.0, 50.0)),
    )
    start = Candidate(approach="processes")
    rows = []
    for place, point in enumerate(grid(start, axes)):
        ms = float(dict(point.settings)["python-cpu.ms"])
        lanes = point.shape.lanes
        per_s = 1000.0 / (ms + 0.15) * lanes / (1 + 0.08 * (lanes - 1))
        rows.append(made_row(place, point, per_s, per_s * 0.02))
    return of_rows(rows, axes=axes)


def made_sweep() -> Digest:
    """A sweep over the size of the work, three decades."""
    axes = (Axis(setting="python-cpu.ms", values=(0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)),)
    rows = []
    start = Candidate(approach="threads", topology=Topology(threads=4))
    for place, point in enumerate(grid(start, axes)):
        ms = float(dict(point.settings)["python-cpu.ms"])
        rows.append(made_row(place, point, 1000.0 / (ms + 0.2), 40.0 / (ms + 0.2)))
    return of_rows(rows, axes=axes)


def unmeasured(place: int, of: Candidate) -> Row:
    """A candidate of which nothing was measured."""
    return replace(
        made_row(place, of, 1.0, 0.1),
        trials=0,
        throughput_per_s=None,
        speedup=None,
        latency_ms=None,
        p95_ms=None,
        cpu_ms_per_task=None,
        memory_mib=None,
        cores_used=None,
        start_up_ms=None,
        shares=Shares(),
    )


def _slowness(row: Row) -> float:
    return -row.throughput_per_s.value if row.throughput_per_s else 0.0


def _contrast(first: Row, second: Row) -> Contrast:
    one, other = first.throughput_per_s, second.throughput_per_s
    assert one is not None
    assert other is not None
    ratio = one.value / other.value
    return Contrast(
        first=first.place,
        second=second.place,
        ratio=Interval(ratio, ratio * 0.97, ratio * 1.03, one.count),
        p_value=0.001 if ratio > 1.05 else 0.4,
        effect=1.0 if ratio > 1.05 else 0.2,
        verdict="different" if ratio > 1.05 else "equal",
    )
