"""The history with 10,000 runs of 600 samples each: opening, searching, overlaying, keeping.

One run is kept as any run is; the database copies it to make the others, which takes a few seconds
and some 600 MB in the temporary folder, given back at the end.
"""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from lab.history import History, Query
from tests.lab.history.results import made_run, until

from .figure import Figure

RUNS, SAMPLES = 10_000, 600
LIST_MS, SEARCH_MS, OVERLAY_MS = 200.0, 100.0, 300.0
SAVE_CPU = 0.01
"""Of one core, with a save a second."""
_TITLES = ("Descargas", "Scraping pages", "Sorting", "Database", "Images", "Many clients", "")
_COPY_ENTRIES = """
    WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :runs)
    INSERT INTO entries (id, kind, state, title, note, tags, pinned, started, started_at, seconds,
        approaches, task_kinds, lanes, tasks_done, throughput_per_s, p95_ms, words, bytes)
    SELECT n, kind, state, title || ' ' || n, 'note of ' || n, char(10) || 'tag' || (n % 20)
        || char(10), n % 50 = 0, started + 600 * n, started_at, seconds, approaches, task_kinds,
        lanes, n, throughput_per_s + n % 97, p95_ms,
        words || ' ' || n || ' note of tag' || (n % 20), bytes
    FROM numbers, entries WHERE id = 1
"""
_COPY = """
    WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :runs)
    INSERT INTO {table} SELECT n, {columns} FROM numbers, {table} WHERE entry = 1
"""


def measure(quick: bool) -> Iterator[Figure]:
    """Times as a person waits for them; the file is in the system's cache, as after a while."""
    repeats = 3 if quick else 9
    with tempfile.TemporaryDirectory(prefix="bench-history-") as folder:
        path = Path(folder) / "history.db"
        began = time.perf_counter()
        _fill(path)
        filled_s = time.perf_counter() - began
        bench = f"History of {RUNS:,} runs of {SAMPLES} samples"
        size = sum(file.stat().st_size for file in path.parent.iterdir()) / 1e6
        yield Figure(
            bench=bench,
            name="list opens, from no connection to every entry",
            values=_times(repeats, lambda: _listed(path)),
            unit="ms",
            most=LIST_MS,
            note=f"{size:.0f} MB, made in {filled_s:.0f} s",
        )
        with History(path) as history:
            yield from _asked(history, bench, repeats)
            yield _saving(history, repeats)


def _asked(history: History, bench: str, repeats: int) -> Iterator[Figure]:
    searches = {
        "search that finds one": Query(text="note 7321"),
        "search that finds everything": Query(text="threads"),
        "search that finds nothing": Query(text="zebra crossing"),
        "search and filters": Query(text="python", tag="tag7", pinned=False, approach="threads"),
    }
    for name, query in searches.items():
        found = len(history.entries(query))
        yield Figure(
            bench=bench,
            name=name,
            values=_times(repeats, partial(history.entries, query)),
            unit="ms",
            most=SEARCH_MS,
            note=f"{found:,} found",
        )
    chosen = [3, 999, 4_500, 7_777, RUNS]
    assert all(len(table) == SAMPLES for table in history.series(chosen).values())
    yield Figure(
        bench=bench,
        name="overlay of 5 runs",
        values=_times(repeats, lambda: history.series(chosen)),
        unit="ms",
        most=OVERLAY_MS,
    )
    yield Figure(
        bench=bench,
        name="one run, whole",
        values=_times(repeats, lambda: history.result(5_000)),
        unit="ms",
    )


def _saving(history: History, repeats: int) -> Figure:
    """CPU time of a save, ten new rows each, as a share of the second that it is for."""
    run = made_run(rows=7_200)
    keeper = history.begin_run(run.experiment)
    parts = [until(run, rows) for rows in range(6_000, 6_000 + 10 * 20 * repeats, 10)]
    keeper.add(parts[0])
    shares, walls = [], []
    for part in parts[1:]:
        cpu, wall = time.process_time(), time.perf_counter()
        keeper.add(part)
        shares.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    keeper.finish(dataclasses.replace(run, state="interrupted"))
    return Figure(
        bench="Keeping a run while it is measured",
        name="CPU time of the save of each second",
        values=tuple(shares),
        unit="cores",
        most=SAVE_CPU,
        note=f"{statistics.median(walls) * 1000:.1f} ms, at most {max(walls) * 1000:.0f} ms",
    )


def _listed(path: Path) -> None:
    with History(path) as history:
        assert len(history.entries()) == RUNS


def _times(repeats: int, work: Callable[[], object]) -> tuple[float, ...]:
    work()
    times = []
    for _ in range(repeats):
        before = time.perf_counter()
        work()
        times.append((time.perf_counter() - before) * 1000)
    return tuple(times)


def _fill(path: Path) -> None:
    with History(path) as history:
        history.limit = 0
        history.keep(made_run("Descargas rápidas", rows=SAMPLES))
        with history._store.writing() as db:
            db.execute(_COPY_ENTRIES, {"runs": RUNS})
            for table, columns in (("heads", "data"), ("chunks", "first, data")):
                db.execute(_COPY.format(table=table, columns=columns), {"runs": RUNS})
