"""Queries on one SQLite file that all lanes of the run share.

The file is built once, by whichever lane comes first. Many processes and threads get here at once,
so the builder holds a lock, builds under another name and moves the finished file into place: a
file under the final name is always whole. The lock is SQLite's own (an exclusive transaction on
an empty database), as it works on every system, between threads and between processes, and ends
with its holder, also by SIGKILL; then the next one starts afresh.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.spec import N_, param, told

from .folder import problem_of
from .kind import TaskContext, TaskKind
from .library import missing

if TYPE_CHECKING:
    import sqlite3

FILE = "tasks.sqlite3"
ROWS = 20_000
ROWS_A_BUCKET = 200
BUSY_S = 10.0
LOG_PAGES = 4096
"""The log is emptied when it is longer: lanes that read all the time would let it grow."""
LOOK_EVERY = 256

SELECT = "SELECT count(*), sum(writes), max(length(note)) FROM entry WHERE bucket = ?"
UPDATE = "UPDATE entry SET writes = writes + 1 WHERE id = ?"


class WrongResultError(Exception):
    """A query touched other rows than it should; the task has failed."""


@dataclass(frozen=True, kw_only=True)
class Sqlite(TaskKind):
    """Query an SQLite file that all lanes share; ``write_share`` of the tasks write.

    A write is a transaction that updates one of 20,000 rows; a read adds up 200 rows found by an
    index. The file is in the run's private temporary folder, in WAL mode with synchronous=NORMAL:
    a commit does not wait for the disk, only now and then does a checkpoint. Every thread has a
    connection of its own.

    SQLite lets go of the GIL while a statement runs. Readers wait for nobody; writers wait for
    each other, at most 10 s, and do so by sleeping and trying again: that is the contention to be
    seen here. The number of rows never grows. There is no async form.
    """

    name = "sqlite"
    title = N_("SQLite query")
    short = N_("SQLite")
    computes = False
    needs_folder = True

    write_share: float = param(
        0.2,
        label=N_("Writes"),
        span=(0.0, 1.0),
        help=N_("Share of the tasks that write; the others read."),
    )

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        return told("this Python was built without SQLite") if missing("_sqlite3") else None

    def problem(self, context: TaskContext) -> str | None:
        return problem_of(context.folder)

    def expected_s(self) -> float:
        # Undisturbed a read takes about 50 µs and a write 10. It is called longer than a task that
        # is counted in batches, as the waits for one another only show in single latencies.
        return 0.00006

    def blocking(self, context: TaskContext) -> Callable[[], int]:
        from random import Random

        path = context.folder / FILE
        build_once(path)
        connection = _connect(path)
        context.on_close(connection.close)
        connection.execute("PRAGMA synchronous = NORMAL")
        draw = Random(f"{context.seed}/{context.worker}/{context.thread}").random
        execute = connection.execute
        share = self.write_share
        writes = 0

        def query() -> int:
            """Carry out one task; the number of rows written."""
            nonlocal writes
            if draw() >= share:
                bucket = int(draw() * ROWS / ROWS_A_BUCKET)
                if execute(SELECT, (bucket,)).fetchone()[0] != ROWS_A_BUCKET:
                    raise WrongResultError("a read found another number of rows than were put in")
                return 0
            if execute(UPDATE, (int(draw() * ROWS),)).rowcount != 1:
                raise WrongResultError("a write did not find its row")
            writes += 1
            if writes % LOOK_EVERY == 0:
                _empty_long_log(connection, path)
            return 1

        return query


def build_once(path: Path) -> None:
    """Have the database at ``path``, whole; safe in any number of processes and threads."""
    if path.exists():
        return
    with closing(_connect(path.with_suffix(".lock"))) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not path.exists():
            _build(path)
        lock.execute("ROLLBACK")


def _build(path: Path) -> None:
    unfinished = path.with_suffix(".building")
    for left in path.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    with closing(_connect(unfinished)) as database:
        # Nothing is lost if the machine goes down now, so building need not wait for the disk.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        database.execute(
            "CREATE TABLE entry (id INTEGER PRIMARY KEY, bucket INTEGER NOT NULL,"
            " writes INTEGER NOT NULL, note TEXT NOT NULL)"
        )
        buckets = ROWS // ROWS_A_BUCKET
        database.executemany(
            "INSERT INTO entry VALUES (?, ?, 0, ?)",
            ((row, row % buckets, f"entry number {row:06d}") for row in range(ROWS)),
        )
        database.execute("CREATE INDEX entry_bucket ON entry (bucket)")
        database.execute("COMMIT")
        (mode,) = database.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise OSError(f"SQLite cannot use WAL mode in {path.parent}")
    unfinished.replace(path)


def _empty_long_log(connection: sqlite3.Connection, path: Path) -> None:
    """Move a long log into the database; waits for those who read it, as any checkpoint may."""
    log = path.with_name(f"{path.name}-wal")
    if log.stat().st_size > LOG_PAGES * 4096:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _connect(path: Path) -> sqlite3.Connection:
    """Open ``path`` with every statement its own transaction unless one is begun.

    It is used by one thread, but may be closed by another when the lane has been lost.
    """
    import sqlite3

    return sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
