"""The tables of the history, and the steps from each version of them to the next.

A new file takes all the steps, an old one those it lacks; so both end up the same. A step that was
once released is never changed again. Times are seconds since the epoch unless called ``_at``, which
are texts as in the result.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from .search import refresh

APPLICATION_ID = 0x48656272
"""``Hebr``: tells our file from any other SQLite database."""


def _first(db: sqlite3.Connection) -> None:
    """Entries as the list shows them, and apart from them what is large."""
    for statement in _FIRST:
        db.execute(statement)


_FIRST = (
    # Lists of names are kept with a line break around each, so that one can be looked for whole.
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '',
        pinned INTEGER NOT NULL DEFAULT 0,
        started REAL NOT NULL,
        started_at TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0,
        approaches TEXT NOT NULL DEFAULT '',
        task_kinds TEXT NOT NULL DEFAULT '',
        lanes INTEGER NOT NULL DEFAULT 0,
        tasks_done INTEGER NOT NULL DEFAULT 0,
        throughput_per_s REAL,
        p95_ms REAL,
        candidates INTEGER NOT NULL DEFAULT 0,
        trials INTEGER NOT NULL DEFAULT 0,
        trials_wanted INTEGER NOT NULL DEFAULT 0,
        best TEXT NOT NULL DEFAULT '',
        problem TEXT NOT NULL DEFAULT '',
        deleted REAL,
        owner INTEGER,
        owner_started REAL
    )
    """,
    "CREATE INDEX entries_by_start ON entries (started)",
    # The result without its course, its task records or its trials: JSON, compressed.
    """
    CREATE TABLE heads (
        entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        data BLOB NOT NULL
    )
    """,
    # The course: from row `first` on, what an earlier chunk said of these rows is overruled.
    """
    CREATE TABLE chunks (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        first INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (entry, first)
    )
    """,
    """
    CREATE TABLE records (
        entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        data BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE trials (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        place INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (entry, place)
    )
    """,
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)


def _words_and_sizes(db: sqlite3.Connection) -> None:
    """The words to search are kept ready, and how large an entry is."""
    db.execute("ALTER TABLE entries ADD COLUMN words TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE entries ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0")
    db.execute(f"UPDATE entries SET bytes = {SIZE}")
    for (number,) in db.execute("SELECT id FROM entries").fetchall():
        refresh(db, number)


SIZE = """(
    (SELECT coalesce(sum(length(data)), 0) FROM heads WHERE entry = id)
    + (SELECT coalesce(sum(length(data)), 0) FROM chunks WHERE entry = id)
    + (SELECT coalesce(sum(length(data)), 0) FROM records WHERE entry = id)
    + (SELECT coalesce(sum(length(data)), 0) FROM trials WHERE entry = id)
)"""
"""Bytes of all that belongs to an entry."""

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _words_and_sizes)
VERSION = len(STEPS)


def migrate(db: sqlite3.Connection) -> None:
    """Take the steps that the file lacks; within the transaction of the caller."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for step in STEPS[version:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
