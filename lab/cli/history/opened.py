"""The history, opened for one command, and what all commands read of their arguments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console

from lab.cli.output import warn
from lab.errors import InputError
from lab.history import Entry, History, Query

LAST = "last"
_PLAIN_WIDTH = 160
_AGO = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SIZES = {"": 1, "B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "TB": 1000**4,
          "KIB": 1 << 10, "MIB": 1 << 20, "GIB": 1 << 30, "TIB": 1 << 40}  # fmt: skip


@contextmanager
def opened() -> Iterator[History]:
    """The user's history; what was wrong with it is said."""
    with History() as history:
        complain = Console(stderr=True)
        if history.problem:
            warn(complain, history.problem)
        yield history


def number_of(text: str, history: History) -> int:
    """An entry's number; ``last`` is the newest. Raises InputError."""
    if text.strip().lower() == LAST:
        newest = history.entries(Query(limit=1))
        if not newest:
            raise InputError("the history is empty", todo="`hebra run` measures something.")
        return newest[0].id
    try:
        number = int(text.strip().lstrip("#"))
    except ValueError:
        number = 0
    if not 0 < number < 2**63:
        raise InputError(
            f"{text!r} is no number of the history",
            todo="`hebra history list` shows them; the newest is `last`.",
        )
    return number


def entry_of(text: str, history: History) -> Entry:
    """The entry of a number; a deleted one is told as such. Raises InputError."""
    entry = history.entry(number_of(text, history))
    if entry.deleted:
        raise InputError(
            f"number {entry.id} is deleted",
            todo=f"`hebra history undelete {entry.id}` has it back.",
        )
    return entry


def numbers_of(texts: Iterable[str], history: History) -> list[int]:
    """The numbers, each once."""
    return list(dict.fromkeys(number_of(text, history) for text in texts))


def moment_of(text: str, flag: str) -> datetime:
    """A moment: a date, a date with a time (here), or so long ago. Raises InputError."""
    clean = text.strip()
    try:
        if clean and clean[-1] in _AGO and clean[:-1].isdigit():
            return datetime.now().astimezone() - timedelta(**{_AGO[clean[-1]]: int(clean[:-1])})
        return datetime.fromisoformat(clean).astimezone()
    except (ValueError, OverflowError, OSError):
        raise InputError(
            f"{text!r} is no date", where=flag, todo="Write 2026-11-22, 2026-11-22T15:00, or 7d."
        ) from None


def bytes_of(text: str, flag: str) -> int:
    """A size: ``500MB``, ``2 GB``, ``0``. Raises InputError."""
    clean = text.strip().upper()
    unit = clean.lstrip("0123456789.").strip()
    try:
        size = float(clean[: len(clean) - len(unit)].strip()) * _SIZES[unit]
        if size >= 2**62:
            raise ValueError
        return int(size)
    except (ValueError, KeyError):
        raise InputError(f"{text!r} is no size", where=flag, todo="Write 500MB or 2GB.") from None


def size_text(count: int) -> str:
    """Bytes for people: ``1.2 MB``."""
    size = float(count)
    for unit in ("B", "kB", "MB"):
        if size < 999.5:
            return f"{size:.0f} {unit}" if unit == "B" or size >= 9.95 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.2f} GB"


def how_many(count: int) -> str:
    """``1 entry``, ``5 entries``."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def width_of(console: Console) -> int:
    """How many columns there are; where nobody looks, as many as are wanted."""
    return console.width if console.is_terminal else _PLAIN_WIDTH


def print_json(what: Any) -> None:
    """One JSON value on standard output."""
    print(json.dumps(what, indent=2, ensure_ascii=False, allow_nan=False))
