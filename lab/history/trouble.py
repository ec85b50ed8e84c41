"""What SQLite complains of, in words: what, where, what to do."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from lab.errors import HebraError, InputError
from lab.spec.words import told, why

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FORBIDDEN = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


class DamagedError(HebraError):
    """The database's file does not hold what it should."""


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise what SQLite or the system complains of as a HebraError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, str(path)) from error
    except OSError as error:
        what = told("the history cannot be opened ({why})", why=why(error))
        raise InputError(what, where=str(path), todo=_elsewhere()) from error


def _told(error: sqlite3.Error, where: str) -> HebraError:
    # The low byte is the kind of error, what is above tells where it came from.
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return HebraError(
            told("there is no space left for the history"),
            where=where,
            todo=told("Free some space, or remove runs from the history."),
        )
    if code in _BUSY:
        return HebraError(
            told("another program is writing to the history and does not come to an end"),
            where=where,
            todo=told("Close it, or try again."),
        )
    if code in _FORBIDDEN:
        what = told("the history cannot be opened or written to")
        return InputError(what, where=where, todo=_elsewhere(), details=str(error))
    if code in _DAMAGED:
        what = told("the history is damaged here and cannot be read")
        todo = told("Start Hebra again: a damaged history is put aside and a new one begun.")
        return DamagedError(what, where=where, todo=todo, details=str(error))
    if code == sqlite3.SQLITE_IOERR:
        return HebraError(
            told("the history could not be read or written: the disk is full or failing"),
            where=where,
            todo=told("Free some space; when that does not help, look at the disk."),
            details=str(error),
        )
    what = told("the history does not work ({why})", why=str(error))
    return HebraError(what, where=where)


def _elsewhere() -> str:
    return told("Mend its permissions, or name another folder in HEBRA_DATA.")
