"""The SQLite kind: one file, many threads and processes, nothing lost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from lab.tasks import TaskContext, sqlite

WORKER = """
import sys, threading, json
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from lab.tasks import KINDS, TaskContext
folder, worker = Path(sys.argv[2]), int(sys.argv[3])
writes, failures = [], []
together = threading.Barrier(8)
def lane(thread):
    try:
        context = TaskContext(folder=folder, worker=worker, thread=thread, seed=3)
        together.wait()
        task = KINDS["sqlite"](write_share=0.5).blocking(context)
        writes.append(sum(task() for _ in range(150)))
        for close in context.closers:
            close()
    except Exception as error:
        failures.append(repr(error))
threads = [threading.Thread(target=lane, args=(n,)) for n in range(8)]
sys.stdin.readline()
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps([writes, failures]))
"""


def written(folder: Path) -> int:
    with closing(sqlite3.connect(folder / sqlite.FILE)) as database:
        (total,) = database.execute("SELECT sum(writes) FROM entry").fetchone()
    return int(total)


def outcomes(context: TaskContext, share: float, tasks: int) -> list[object]:
    task = sqlite.Sqlite(write_share=share).blocking(context)
    return [task() for _ in range(tasks)]


def test_eight_threads_in_two_processes_lose_nothing(root: Path, tmp_path: Path) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(root), str(tmp_path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(2)
    ]
    for worker in workers:
        # Both go at once, so that 16 lanes race to build the file.
        assert worker.stdin is not None
        worker.stdin.write(b"go\n")
        worker.stdin.flush()
    reports = [json.loads(worker.communicate()[0]) for worker in workers]
    assert [failures for _, failures in reports] == [[], []]
    assert [len(writes) for writes, _ in reports] == [8, 8]
    total = sum(sum(writes) for writes, _ in reports)
    assert total > 0
    assert written(tmp_path) == total
    assert {path.name for path in tmp_path.iterdir()} <= {sqlite.FILE, "tasks.lock"}


@pytest.mark.parametrize("share,expected", [(0.0, {0}), (1.0, {1}), (0.5, {0, 1})])
def test_the_share_of_writes(share: float, expected: set[int], context: TaskContext) -> None:
    done = outcomes(context, share, 400)
    assert set(done) == expected
    assert written(context.folder) == done.count(1)
    assert done.count(1) == pytest.approx(400 * share, abs=60)


def test_the_order_is_fixed_by_seed_and_lane(tmp_path: Path) -> None:
    def run(seed: int, thread: int) -> list[object]:
        context = TaskContext(folder=tmp_path, seed=seed, thread=thread)
        done = outcomes(context, 0.5, 100)
        for close in context.closers:
            close()
        return done

    assert run(1, 0) == run(1, 0)
    assert run(1, 0) != run(2, 0)
    assert run(1, 0) != run(1, 1)


def test_rows_never_grow_and_the_mode_is_as_told(context: TaskContext) -> None:
    outcomes(context, 1.0, 1000)
    with closing(sqlite3.connect(context.folder / sqlite.FILE)) as database:
        assert database.execute("SELECT count(*) FROM entry").fetchone() == (sqlite.ROWS,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        plan = database.execute(f"EXPLAIN QUERY PLAN {sqlite.SELECT}", (1,)).fetchall()
    assert "entry_bucket" in str(plan), "a read uses the index"


def test_a_long_log_is_emptied(context: TaskContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOG_PAGES", 10)
    outcomes(context, 1.0, sqlite.LOOK_EVERY)
    assert (context.folder / f"{sqlite.FILE}-wal").stat().st_size == 0


def test_what_a_killed_builder_left_does_not_matter(context: TaskContext) -> None:
    (context.folder / "tasks.building").write_bytes(b"half a database")
    (context.folder / "tasks.building-journal").write_bytes(b"and its journal")
    assert len(outcomes(context, 0.5, 10)) == 10
    assert not list(context.folder.glob("*.building*"))


def test_threads_that_come_first_together_build_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    build = sqlite._build

    def noted(path: Path) -> None:
        built.append(path)
        build(path)

    monkeypatch.setattr(sqlite, "_build", noted)
    together = threading.Barrier(8)

    def come() -> None:
        together.wait()
        sqlite.build_once(tmp_path / sqlite.FILE)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_missing_rows_are_a_failed_task(context: TaskContext) -> None:
    path = context.folder / sqlite.FILE
    sqlite.build_once(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM entry")
        database.commit()
    for share in (0.0, 1.0):
        task = sqlite.Sqlite(write_share=share).blocking(context)
        with pytest.raises(sqlite.WrongResultError):
            task()
