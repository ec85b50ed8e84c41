"""Room on the disk: what is taken, the limit, and what goes when it is reached."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime

from lab.errors import InputError
from lab.spec.words import told

from .entry import Pruned, Space
from .store import Store

DEFAULT_LIMIT = 1_000_000_000
LEAST_LIMIT = 1_000_000
KEPT_DELETED_S = 7 * 24 * 3600.0
"""How long deleted entries can be had back, unless their room is needed."""


def space(store: Store) -> Space:
    """What the history takes on the disk."""
    sql = "SELECT coalesce(sum(bytes), 0) FROM entries WHERE"
    ((deleted,),) = store.read(f"{sql} deleted IS NOT NULL")
    ((pinned,),) = store.read(f"{sql} deleted IS NULL AND pinned")
    ((count,),) = store.read("SELECT count(*) FROM entries WHERE deleted IS NULL")
    return Space(
        used=used(store),
        deleted=deleted,
        pinned=pinned,
        limit=limit(store),
        entries=count,
        free_on_disk=shutil.disk_usage(store.path.parent).free,
        path=str(store.path),
    )


def used(store: Store) -> int:
    """Bytes that are in use in the file; what is free in it is used again first."""
    ((pages,),) = store.read("PRAGMA page_count")
    ((free,),) = store.read("PRAGMA freelist_count")
    ((size,),) = store.read("PRAGMA page_size")
    return int((pages - free) * size)


def limit(store: Store) -> int:
    """Above so many bytes the oldest unpinned entries go; 0 means no limit."""
    rows = store.read("SELECT value FROM settings WHERE name = 'limit'")
    return int(rows[0][0]) if rows else DEFAULT_LIMIT


def set_limit(store: Store, most: int) -> None:
    """Set the limit in bytes, 0 for none; nothing is removed before the next pruning."""
    if most and most < LEAST_LIMIT:
        raise InputError(
            told("the limit is at least {least} MB, or 0 for none", least=LEAST_LIMIT // 1_000_000)
        )
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO settings VALUES ('limit', ?)", (str(most),))


def prune(store: Store, *, spare: int | None = None, most: int | None = None) -> Pruned:
    """Remove for good what is above the limit: deleted entries first, then the oldest unpinned.

    What is being measured, and ``spare``, stays. ``most`` bytes instead of the limit.
    """
    before = used(store)
    if most is None:
        most = limit(store) or before
    if before <= most:
        return Pruned()
    removed = 0
    with store.writing() as db:
        sql = """SELECT id FROM entries
            WHERE (deleted IS NOT NULL OR NOT pinned) AND state != 'running' AND id IS NOT ?
            ORDER BY deleted IS NULL, started, id"""
        for (number,) in db.execute(sql, (spare,)).fetchall():
            _remove(db, number)
            removed += 1
            if used(store) <= most:
                break
    store.give_back()
    return Pruned(removed, max(0, before - used(store)))


def purge(store: Store, *, older_than_s: float = KEPT_DELETED_S) -> Pruned:
    """Remove deleted entries for good, those deleted so long ago."""
    before = used(store)
    then = datetime.now(UTC).timestamp() - older_than_s
    with store.writing() as db:
        sql = "SELECT id FROM entries WHERE deleted <= ? AND state != 'running'"
        numbers = [number for (number,) in db.execute(sql, (then,)).fetchall()]
        for number in numbers:
            _remove(db, number)
    if numbers:
        store.give_back()
    return Pruned(len(numbers), max(0, before - used(store)))


def _remove(db: sqlite3.Connection, number: int) -> None:
    db.execute("DELETE FROM entries WHERE id = ?", (number,))
