"""The list: which entries there are, and which of them a query finds."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import lru_cache
from typing import Any

from lab.errors import InputError
from lab.spec.words import told

from .entry import Entry, Query
from .figures import problem_from
from .search import folded
from .store import Store, Value

_NAMES = [field.name for field in dataclasses.fields(Entry)]
_COLUMNS = ", ".join(_NAMES)
_LISTS = [_NAMES.index(name) for name in ("tags", "approaches", "task_kinds")]
_PINNED, _DELETED, _PROBLEM = map(_NAMES.index, ("pinned", "deleted", "problem"))
_ORDERS = {
    "newest": "started DESC, id DESC",
    "oldest": "started, id",
    "fastest": "throughput_per_s DESC, id DESC",
    "largest": "bytes DESC, id DESC",
    "title": "title COLLATE NOCASE, id",
}


def entries(store: Store, query: Query) -> list[Entry]:
    """The entries that the query finds, in its order."""
    where, values = _where(query)
    sql = f"SELECT {_COLUMNS} FROM entries WHERE {where} ORDER BY {_ORDERS[query.order]}"
    if query.limit is not None or query.offset:
        sql += " LIMIT :limit OFFSET :offset"
        values["limit"] = -1 if query.limit is None else query.limit
        values["offset"] = query.offset
    return store.read(sql, values, _entry)


def count(store: Store, query: Query) -> int:
    """How many entries the query finds, whatever its limit."""
    where, values = _where(query)
    ((found,),) = store.read(f"SELECT count(*) FROM entries WHERE {where}", values)
    return int(found)


def entry(store: Store, number: int) -> Entry:
    """One entry, deleted or not; InputError when there is none of this number."""
    rows = store.read(f"SELECT {_COLUMNS} FROM entries WHERE id = ?", (number,))
    if not rows:
        raise unknown(number)
    return _entry(rows[0])


def tags(store: Store) -> dict[str, int]:
    """The tags in use and how often each is, in the order of the alphabet."""
    found: dict[str, int] = {}
    for (text,) in store.read("SELECT tags FROM entries WHERE tags != '' AND deleted IS NULL"):
        for tag in text.split():
            found[tag] = found.get(tag, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def unknown(number: int) -> InputError:
    """There is no entry of this number."""
    return InputError(
        told("there is no number {number} in the history", number=number),
        todo=told("`hebra history list` shows what there is."),
    )


def _where(query: Query) -> tuple[str, dict[str, Value]]:
    """The condition of a query; what comes from outside is in the values only."""
    parts = ["deleted IS NOT NULL" if query.deleted else "deleted IS NULL"]
    values: dict[str, Value] = {}
    for name, value in (("kind", query.kind), ("state", query.state)):
        if value is not None:
            parts.append(f"{name} = :{name}")
            values[name] = value
    listed = {"approaches": query.approach, "task_kinds": query.task_kind, "tags": query.tag}
    for name, value in listed.items():
        if value is not None:
            parts.append(f"instr({name}, :{name})")
            values[name] = f"\n{value}\n"
    if query.pinned is not None:
        parts.append("pinned = :pinned")
        values["pinned"] = int(query.pinned)
    for name, sign, moment in (("since", ">=", query.since), ("until", "<", query.until)):
        if moment is not None:
            parts.append(f"started {sign} :{name}")
            values[name] = _stamp(moment)
    for place, word in enumerate(query.text.split()):
        parts.append(f"instr(words, :word{place})")
        values[f"word{place}"] = folded(word)
    return " AND ".join(parts), values


def _stamp(moment: datetime) -> float:
    return moment.timestamp()


def _entry(row: tuple[Any, ...]) -> Entry:
    """An entry from a row, which has the columns in the entry's own order."""
    values = list(row)
    for place in _LISTS:
        values[place] = _split(values[place])
    values[_PINNED] = bool(values[_PINNED])
    values[_DELETED] = values[_DELETED] is not None
    values[_PROBLEM] = problem_from(values[_PROBLEM])
    return Entry(*values)


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    """The names in a column; most entries have the same few."""
    return tuple(text.split())
