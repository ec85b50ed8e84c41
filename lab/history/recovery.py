"""Entries whose process ended without finishing them."""

from __future__ import annotations

import numpy as np

from lab.session.owner import Owner

from .packing import joined, pack_rows, unpack_rows
from .store import Store


def recover(store: Store) -> list[int]:
    """Mark what nobody measures any more as interrupted; which entries these were."""
    sql = "SELECT id, owner, owner_started FROM entries WHERE state = 'running'"
    left = [
        number
        for number, pid, started in store.read(sql)
        if pid is None or not Owner(pid, started).alive
    ]
    for number in left:
        _interrupt(store, number)
    return left


def _interrupt(store: Store, number: int) -> None:
    with store.writing() as db:
        sql = """UPDATE entries SET state = 'interrupted', owner = NULL, owner_started = NULL
            WHERE id = ? AND state = 'running'"""
        if not db.execute(sql, (number,)).rowcount:
            return
        chunks = db.execute(
            "SELECT first, data FROM chunks WHERE entry = ? ORDER BY first", (number,)
        ).fetchall()
        if len(chunks) > 1:
            table = joined((first, unpack_rows(data)) for first, data in chunks)
            rows = np.array([table.rows[column.name] for column in table.columns])
            db.execute("DELETE FROM chunks WHERE entry = ?", (number,))
            whole = (number, 0, pack_rows(table.columns, rows))
            db.execute("INSERT INTO chunks VALUES (?, ?, ?)", whole)
