"""Opening the history: is it ours, is it whole, is it of a version we know?

A damaged file is never mended or deleted: it is put aside under a name of its own beside the new
one, for whoever wants to rescue something. A file of a newer Hebra, or of another program, is left
exactly as it is.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lab.errors import InputError
from lab.spec.words import told

from .schema import APPLICATION_ID, VERSION, migrate
from .store import PATIENCE_S, Store, connect
from .trouble import DamagedError, in_words

CHECKED_WHOLE = 64 << 20
"""Larger files, in bytes, are not read through at every start: what the list needs is checked, and
the rest shows when it is read - and then the next start reads all of it."""
_RETRY_S = 0.05


def open_store(path: Path) -> tuple[Store, str]:
    """Open or begin the history in ``path``; also what went wrong with it (told), or nothing.

    Raises InputError when the file is of a newer version or not ours, or cannot be opened.
    """
    problem = ""
    with in_words(path):
        # What somebody measured, and wrote about it, is nobody else's business.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        identity = _identity(path)
    try:
        _prepare(path)
    except DamagedError:
        problem = _put_aside(path, identity)
        _prepare(path)
    return Store(path), problem


def _prepare(path: Path) -> None:
    """Check the file and bring it to the present version; it is made when it is missing."""
    with in_words(path):
        if not path.exists():
            path.touch(mode=0o600)
        with contextlib.closing(connect(path)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if tables and application != APPLICATION_ID:
                raise InputError(
                    told("this file is a database of another program"),
                    where=str(path),
                    todo=told("Name another folder in HEBRA_DATA."),
                )
            if version > VERSION:
                raise InputError(
                    told(
                        "this history was written by a newer Hebra"
                        " (version {found} of its tables, {known} is known here)",
                        found=version,
                        known=VERSION,
                    ),
                    where=str(path),
                    todo=told("Use the newer Hebra, or name another folder in HEBRA_DATA."),
                )
            if tables:
                _check(db, path)
            else:
                # Has to be said before the first table: deleting can give space back.
                db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            _log_ahead(db)
            if version < VERSION:
                db.execute("BEGIN IMMEDIATE")
                with _undone_on_error(db):
                    migrate(db)
                    db.execute("COMMIT")


def _check(db: sqlite3.Connection, path: Path) -> None:
    small = path.stat().st_size <= CHECKED_WHOLE
    suspect = db.execute("SELECT 1 FROM settings WHERE name = 'suspect'").fetchone()
    for part in ("1",) if small or suspect else ("entries", "settings"):
        (answer,) = db.execute(f"PRAGMA quick_check({part})").fetchone()
        if answer != "ok":
            raise DamagedError(told("the history is damaged"), where=str(path), details=answer)
    if suspect:
        db.execute("DELETE FROM settings WHERE name = 'suspect'")


def _log_ahead(db: sqlite3.Connection) -> None:
    """Have changes written to a log first. SQLite does not wait for others here, so we do."""
    patience = time.monotonic() + PATIENCE_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(_RETRY_S)
        else:
            return


@contextlib.contextmanager
def _undone_on_error(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _put_aside(path: Path, identity: tuple[int, int] | None) -> str:
    """Rename the damaged file, with its log; what is to be told of it."""
    with in_words(path):
        if _identity(path) != identity:
            return ""  # Another process was quicker, and this is the new one.
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
        count = 1
        while aside.exists():
            count += 1
            aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
        path.replace(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{ending}").replace(f"{aside}{ending}")
    return told(
        "The history was damaged. It was put aside as {name}, and a new one begun.", name=aside.name
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this name means now."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
