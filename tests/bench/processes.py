"""Lanes that are processes against process pools at their best chunk size."""

from __future__ import annotations

from collections.abc import Iterator

from .drive import calibration, experiment, run, throughput
from .figure import Figure
from .pairs import CHUNKS, TASKS, against

COUNT = 2
POOLS = ("ProcessPoolExecutor", "Pool", "joblib")


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each size of task and each kind of pool."""
    seconds, repeats, chunks = (0.3, 1, (64,)) if quick else (0.5, 3, CHUNKS)
    turns = calibration()
    for title, ms in TASKS.items():
        wanted = experiment("processes", "python-cpu", {"ms": ms}, processes=COUNT)
        order = {
            "rival": "processes",
            "workers": COUNT,
            "loops": round(ms * turns),
            "seconds": seconds,
        }
        # A chunk may not hold so many tasks that a pool's processes wait for one another.
        settings = [chunk for chunk in chunks if chunk * max(ms, 0.001) <= 1000 * seconds / 4]
        yield from against(
            "Processes against pools, 2 processes",
            f"{title} tasks",
            lambda wanted=wanted: run(throughput(wanted, seconds, loops_per_ms=turns)),  # type: ignore[misc]
            {pool: (order | {"pool": pool}, settings) for pool in POOLS},
            repeats=repeats,
            search_s=0.1,
        )
