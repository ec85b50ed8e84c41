"""A history as the first version of its tables wrote it, with two entries.

The statements are a copy, on purpose: they are what is out there, and never change.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from lab.history import heads
from lab.history.packing import pack_rows
from lab.session.result import Result
from tests.lab.history.results import made_run

_TABLES = """
    PRAGMA application_id = 1214603890;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
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
    );
    CREATE INDEX entries_by_start ON entries (started);
    CREATE TABLE heads (
        entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        data BLOB NOT NULL
    );
    CREATE TABLE chunks (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        first INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (entry, first)
    );
    CREATE TABLE records (
        entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        data BLOB NOT NULL
    );
    CREATE TABLE trials (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        place INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (entry, place)
    );
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    PRAGMA user_version = 1;
"""


def write_version_1(path: Path) -> dict[int, Result]:
    """Write the file; what is in it, by number. Number 2 is deleted."""
    kept = {1: made_run("Análisis"), 2: made_run("Sorting", day=1)}
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_TABLES)
        for number, run in kept.items():
            db.execute(
                "INSERT INTO entries (id, kind, state, title, tags, started, started_at, deleted)"
                " VALUES (?, 'run', 'finished', ?, ?, ?, ?, ?)",
                (number, run.experiment.title, "\nold\n", 1e9 + number, run.started_at,
                 4e9 if number == 2 else None),
            )  # fmt: skip
            rows = np.array([run.series.rows[c.name] for c in run.series.columns])
            chunk = (number, 0, pack_rows(run.series.columns, rows))
            db.execute("INSERT INTO chunks VALUES (?, ?, ?)", chunk)
            db.execute("INSERT INTO heads VALUES (?, ?)", (number, heads.of_run(run)))
        db.execute("INSERT INTO settings VALUES ('limit', '5000000')")
        db.commit()
    return kept
