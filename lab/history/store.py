"""The database: connections and transactions.

Any thread may use a store; each has a connection of its own, made when it is first needed. Any
number of processes may have the same file open: SQLite's write-ahead log lets all read while one
writes, and a writer waits for another one for up to :data:`PATIENCE_S`. Writing is done in short
transactions that take the write lock at their beginning, so none fails half-way because another was
quicker. What was committed survives the end of the process, however it ends; a power cut may cost
the last moments, never the file (``synchronous=NORMAL``).

Everything raised is a HebraError in words.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

from .trouble import DamagedError, in_words

PATIENCE_S = 5.0
_LARGEST_LOG = 16 << 20
"""The log is cut to this many bytes once it has been worked in."""

NOTE_DAMAGE = "INSERT OR REPLACE INTO settings VALUES ('suspect', '1')"

Value = None | int | float | str | bytes
Values = Sequence[Value] | dict[str, Value]
T = TypeVar("T")


class Store:
    """A history's file, opened by :func:`lab.history.opening.open_store`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._all: list[sqlite3.Connection] = []
        self._closed = False

    @overload
    def read(self, sql: str, values: Values = ()) -> list[Any]: ...

    @overload
    def read(self, sql: str, values: Values, make: Callable[[Any], T]) -> list[T]: ...

    def read(
        self, sql: str, values: Values = (), make: Callable[[Any], T] | None = None
    ) -> list[Any]:
        """All rows that a statement gives, each as a tuple or as what ``make`` makes of it."""
        with self._watched():
            rows = self._connection().execute(sql, values)
            return rows.fetchall() if make is None else [make(row) for row in rows]

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: carried out whole, or not at all when the body raises."""
        with self._watched():
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # A full disk may have rolled it back by itself.
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def give_back(self) -> None:
        """Make the file smaller by what is free in it."""
        with self._watched():
            # As a script: a plain execute() leaves off after the first page.
            self._connection().executescript("PRAGMA incremental_vacuum")

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """Errors in words; damage found in passing is noted for the check at the next opening."""
        try:
            with in_words(self.path):
                yield
        except DamagedError:
            with contextlib.suppress(sqlite3.Error):
                self._connection().execute(NOTE_DAMAGE)
            raise

    def close(self) -> None:
        """Close the connections of all threads; none may be at work. May be called twice."""
        with self._lock:
            self._closed = True
            connections, self._all = self._all, []
        for connection in connections:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if known is None:
            known = connect(self.path)
            with self._lock:
                if self._closed:
                    known.close()
                    raise sqlite3.ProgrammingError("the history is closed")
                self._all.append(known)
            self._mine.connection = known
        return known


def connect(path: Path) -> sqlite3.Connection:
    """A connection as every thread needs it; a transaction is begun by hand."""
    db = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}")
    except BaseException:
        db.close()
        raise
    return db
