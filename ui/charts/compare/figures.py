"""The figures a study can be looked at by, and how one with its interval is written."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from lab.advice.digest import Digest, Row
from lab.analysis.interval import Interval
from ui.words import N_, number, quantity, tr


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of a candidate. ``title``, ``label`` and ``unit`` are marked texts."""

    key: str
    title: str
    """Of the card that shows it."""
    label: str
    """Of the button that chooses it."""
    unit: str
    column: str
    """Of its column in exported data."""
    of: Callable[[Row], Interval | None]
    more_is_better: bool = False


FIGURES: dict[str, Figure] = {
    made.key: made
    for made in (
        Figure(
            key="throughput",
            title=N_("Throughput by approach"),
            label=N_("Throughput"),
            unit=N_("tasks/s"),
            column="throughput_per_s",
            of=lambda row: row.throughput_per_s,
            more_is_better=True,
        ),
        Figure(
            key="p95",
            title=N_("Latency by approach, 95th percentile"),
            label=N_("Latency"),
            unit=N_("ms"),
            column="p95_ms",
            of=lambda row: row.p95_ms,
        ),
        Figure(
            key="memory",
            title=N_("Memory by approach"),
            label=N_("Memory"),
            unit=N_("MiB"),
            column="memory_mib",
            of=lambda row: row.memory_mib,
        ),
        Figure(
            key="cpu",
            title=N_("CPU time per task by approach"),
            label=N_("CPU time"),
            unit=N_("ms"),
            column="cpu_ms_per_task",
            of=lambda row: row.cpu_ms_per_task,
        ),
    )
}


def order(digest: Digest, figure: Figure) -> tuple[int, ...]:
    """Places from the best to the worst of a figure; those without one last, as they came."""

    def rank(row: Row) -> tuple[bool, float]:
        found = figure.of(row)
        if found is None:
            return True, 0.0
        return False, -found.value if figure.more_is_better else found.value

    return tuple(row.place for row in sorted(digest.rows, key=rank))


def places(value: float) -> int:
    """How many decimals a figure is written with: three digits that count."""
    size = abs(value)
    if not math.isfinite(size) or size == 0:
        return 0
    wanted = max(0, 2 - math.floor(math.log10(size)))
    if wanted and float(f"{size:.{wanted}f}") >= 10 ** (3 - wanted):
        wanted -= 1
    return min(wanted, 9)


def written(interval: Interval) -> str:
    """The figure itself."""
    return number(interval.value, places(interval.value))


def spread(interval: Interval) -> str:
    """Where the figure lies, *431–458*; empty where that cannot be told."""
    if interval.low is None or interval.high is None:
        return ""
    decimals = places(interval.value)
    return f"{number(interval.low, decimals)}–{number(interval.high, decimals)}"


def in_full(interval: Interval | None, unit: str) -> str:
    """Figure, unit and interval, for a text alternative: *446 tasks/s (431–458)*."""
    if interval is None:
        return tr(N_("not measured"))
    around = spread(interval)
    figure = quantity(written(interval), tr(unit) if unit else "")
    return f"{figure} ({around})" if around else figure


def top(interval: Interval) -> float:
    """The highest value that has to be in view."""
    return max(interval.value, interval.high if interval.high is not None else interval.value)


def repeats_text(interval: Interval) -> str:
    """How sure the figure is: *95 % interval 431–458, 7 repeats*."""
    around = spread(interval)
    if not around:
        return tr(N_("{n} repeats: too few for an interval"), n=number(interval.count))
    return tr(
        N_("95 % interval {interval}, {n} repeats"), interval=around, n=number(interval.count)
    )


def repeats_of(digest: Digest | None) -> int:
    """Of how many repeats the intervals are, at most; 0 while there are too few for any."""
    rows = digest.rows if digest is not None else ()
    found = (row.throughput_per_s for row in rows)
    return max((one.count for one in found if one is not None and one.low is not None), default=0)
