"""Lanes that are threads against a thread pool: the same function, the same number of threads."""

from __future__ import annotations

from collections.abc import Iterator

from .drive import calibration, experiment, run, throughput
from .figure import Figure
from .pairs import TASKS, against

COUNTS = (1, 2, 4)


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each size of task and number of threads."""
    seconds, repeats, counts = (0.2, 1, (2,)) if quick else (0.4, 3, COUNTS)
    turns = calibration()
    for title, ms in TASKS.items():
        for count in counts:
            wanted = experiment("threads", "python-cpu", {"ms": ms}, threads=count)
            order = {
                "rival": "threads",
                "workers": count,
                "loops": round(ms * turns),
                "seconds": seconds,
            }
            yield from against(
                "Threads against ThreadPoolExecutor",
                f"{title} tasks, {count} thread{'s' * (count > 1)}",
                lambda wanted=wanted: run(throughput(wanted, seconds, loops_per_ms=turns)),  # type: ignore[misc]
                {"ThreadPoolExecutor": (order, ("map", "submit"))},
                repeats=repeats,
                search_s=0.15,
            )
