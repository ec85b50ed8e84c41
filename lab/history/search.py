"""The words of an entry, as searching compares them: without capitals and accents.

They are kept beside what they are made of, in a column of their own. A full-text index would be
quicker only where looking at every entry takes long, which it does not: 10,000 take some ten
milliseconds. In return any part of a word is found, and the file can be written to by every SQLite;
with an index kept by triggers, one that was built without FTS5 could not.
"""

from __future__ import annotations

import sqlite3
import unicodedata

_FROM = "title, note, tags, approaches, task_kinds, kind, best, started_at"


def folded(text: str) -> str:
    """``text`` as it is compared: ``Comparación`` and ``COMPARACION`` are one."""
    # Taken apart first: mathematical letters have no small form, those they stand for have.
    small = unicodedata.normalize("NFKD", text).casefold()
    parts = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def refresh(db: sqlite3.Connection, number: int) -> None:
    """Make an entry's words anew, after something that they are made of has changed."""
    row = db.execute(f"SELECT {_FROM} FROM entries WHERE id = ?", (number,)).fetchone()
    if row is not None:
        words = folded("\n".join(row))
        db.execute("UPDATE entries SET words = ? WHERE id = ?", (words, number))
