"""What a person changes of an entry: its name, note, tags, pin, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from lab.errors import InputError
from lab.spec.words import told

from .figures import names
from .listing import unknown
from .search import refresh
from .store import Store, Value

LONGEST_TITLE = 300
LONGEST_NOTE = 20_000
LONGEST_TAG = 40
MOST_TAGS = 20
_BLANK = re.compile(r"\s+")


def rename(store: Store, number: int, title: str) -> None:
    """Give an entry a name; an empty one takes it away."""
    title = _printable(_BLANK.sub(" ", title)).strip()
    _not_longer(title, LONGEST_TITLE)
    _change(store, number, "title", title)


def note(store: Store, number: int, text: str) -> None:
    """Write the note of an entry anew."""
    text = "\n".join(map(_printable, text.expandtabs(4).splitlines())).strip()
    _not_longer(text, LONGEST_NOTE)
    _change(store, number, "note", text)


def tag(store: Store, number: int, tags: Iterable[str]) -> None:
    """Give an entry these tags instead of those it has. A tag has no blanks: they become ``-``."""
    clean = [_printable(_BLANK.sub("-", text.strip().lstrip("#"))) for text in tags]
    clean = [text for text in clean if text]
    for text in clean:
        _not_longer(text, LONGEST_TAG)
    if len(set(clean)) > MOST_TAGS:
        raise InputError(told("these are too many tags, at most {most}", most=MOST_TAGS))
    _change(store, number, "tags", names(clean))


def pin(store: Store, number: int, pinned: bool) -> None:
    """Pin an entry, so that it is never pruned, or take the pin off."""
    _change(store, number, "pinned", int(pinned))


def delete(store: Store, numbers: Sequence[int]) -> None:
    """Take entries off the list; :func:`undelete` brings them back."""
    _mark(store, numbers, datetime.now(UTC).timestamp())


def undelete(store: Store, numbers: Sequence[int]) -> None:
    """Put deleted entries back."""
    _mark(store, numbers, None)


def _mark(store: Store, numbers: Sequence[int], deleted: float | None) -> None:
    """All of them or none."""
    with store.writing() as db:
        for number in numbers:
            sql = "UPDATE entries SET deleted = ? WHERE id = ?"
            if not db.execute(sql, (deleted, number)).rowcount:
                raise unknown(number)


def _change(store: Store, number: int, column: str, value: Value) -> None:
    with store.writing() as db:
        sql = f"UPDATE entries SET {column} = ? WHERE id = ?"
        if not db.execute(sql, (value, number)).rowcount:
            raise unknown(number)
        refresh(db, number)


def _printable(line: str) -> str:
    """Without what a terminal would obey."""
    return "".join(filter(str.isprintable, line))


def _not_longer(text: str, most: int) -> None:
    if len(text) > most:
        raise InputError(
            told("this text is too long: {length:,} letters, at most {most:,}",
                 length=len(text), most=most)
        )  # fmt: skip
