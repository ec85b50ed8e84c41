"""What is wrong with a document, said to the person who wrote it: file, key, value, span."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from lab.errors import InputError
from lab.spec import parameters
from lab.spec.words import told
from lab.tasks import KINDS

Key = tuple[str | int, ...]
"""Where in the document: ``("topology", "threads")``, ``("task", 1, "ms")`` (counted from 0)."""
Namer = Callable[[Key], str]
"""Says a key in the words of its source: a line of a file, a flag of the command line."""

_LONGEST_VALUE = 60
_TABLES = ("topology", "load", "options", "compare", "sweep", "protocol")


def file_key(key: Key) -> str:
    """A key as it is written in a file: ``[load] seconds``, ``task 2 ms``."""
    if len(key) >= 2 and isinstance(key[1], int):
        return " ".join([str(key[0]), str(key[1] + 1), *map(str, key[2:])])
    if key and key[0] in _TABLES:
        return " ".join([f"[{key[0]}]", *map(str, key[1:])])
    return " ".join(map(str, key))


def shown(value: object) -> str:
    """A value short enough for a message; what was written may be anything of any length."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # numbers of thousands of digits, tables without end
        return told("a {type} too long to show", type=type(value).__name__)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def figure_or_shown(value: object) -> object:
    """A value for a field of a message: a number as it is, so that each language can write it."""
    plain = type(value) is float or (type(value) is int and abs(value) < 10**_LONGEST_VALUE)
    return value if plain else shown(value)


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """``Did you mean threads?`` where one is close, else what there is."""
    names = list(known)
    close = difflib.get_close_matches(str(word), names, n=1)
    if close:
        return told("Did you mean {name}?", name=close[0])
    return told("Known: {names}.", names=", ".join(names))


def complain(
    where: str, key: Key, what: str, *, name: Namer = file_key, todo: str = ""
) -> InputError:
    """An error about one key of a document."""
    return InputError(what, where=_place(where, name(key)), todo=todo)


def complaint(
    error: ValidationError,
    document: Mapping[str, Any],
    where: str,
    name: Namer,
    model: type[BaseModel],
) -> InputError:
    """The first thing pydantic found when ``model`` read ``document``, in plain words."""
    first = error.errors(include_url=False)[0]
    key = _key(first["loc"])
    kind, value = first["type"], first["input"]
    if kind == "extra_forbidden":
        what = told("unknown key {key}", key=shown(key[-1]))
        return complain(where, key[:-1], what, name=name, todo=_known_keys(key, document, model))
    if kind == "union_tag_invalid":
        tag = value.get("kind") if isinstance(value, dict) else value
        return complain(
            where,
            (*key, "kind"),
            told("{value} is not a kind of task", value=figure_or_shown(tag)),
            name=name,
            todo=did_you_mean(tag, KINDS),
        )
    if kind in ("missing", "union_tag_not_found"):
        missing = (*key, "kind") if kind == "union_tag_not_found" else key
        if missing == ("hebra",):
            what = told("this is no file of Hebra's: the line `hebra = 1` is missing")
            return InputError(what, where=where)
        return complain(where, missing, told("this key is missing"), name=name)
    if kind in ("too_short", "too_long"):
        return complain(where, key, _length(kind, first["ctx"]), name=name)
    if kind == "unacceptable":
        problem = first["ctx"]["problem"]
    else:
        problem = told("must be a list of tables") if "list" in kind else told("must be a table")
    what = told("{value} {problem}", value=figure_or_shown(value), problem=problem)
    return complain(where, key, what, name=name)


def _length(kind: str, said: Mapping[str, Any]) -> str:
    if kind == "too_short":
        return told("at least {least:,} must be given", least=said["min_length"])
    most, count = said["max_length"], said["actual_length"]
    return told("{count:,} are too many, at most {most:,}", count=count, most=most)


def _place(where: str, key: str) -> str:
    return ", ".join(part for part in (where, key) if part)


def _key(loc: tuple[str | int, ...]) -> Key:
    """Pydantic's location without the name of the union's member: ``task, 1, python-cpu, ms``."""
    if len(loc) >= 3 and loc[0] == "task" and loc[2] in KINDS:
        return (*loc[:2], *loc[3:])
    return loc


def _known_keys(key: Key, document: Mapping[str, Any], model: type[BaseModel]) -> str:
    if len(key) == 1:
        return did_you_mean(key[0], model.model_fields)
    if key[0] == "task":
        kind = document["task"][key[1]]["kind"]
        names = ["kind", "weight", *(p.name for p in parameters(KINDS[kind]))]
        return did_you_mean(key[-1], names)
    kind_of_table: Any = model.model_fields[str(key[0])].annotation
    member = next(iter(get_args(kind_of_table)), kind_of_table)
    return did_you_mean(key[-1], member.model_fields) if member else ""
