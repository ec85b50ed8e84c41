"""Lanes that are coroutines against ``asyncio.gather`` under a semaphore, one thread each."""

from __future__ import annotations

from collections.abc import Iterator

from .drive import experiment, run, throughput
from .figure import Figure
from .pairs import against

COUNTS = (16, 256)
TASKS: dict[str, tuple[str, float]] = {"empty": ("python-cpu", 0.0), "1 ms wait": ("wait", 1.0)}


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each task and number of coroutines."""
    seconds, repeats = (0.3, 1) if quick else (0.5, 3)
    for title, (kind, ms) in TASKS.items():
        for count in COUNTS:
            wanted = experiment("asyncio", kind, {"ms": ms}, coroutines=count)
            order = {
                "rival": "gather",
                "workers": count,
                "wait_ms": ms,
                "seconds": seconds,
            }
            yield from against(
                "Coroutines against asyncio.gather",
                f"{title}, {count} coroutines",
                lambda wanted=wanted: run(throughput(wanted, seconds, loops_per_ms=1.0)),  # type: ignore[misc]
                {"gather": (order, (1000, 10_000))},
                repeats=repeats,
                search_s=0.2,
            )
