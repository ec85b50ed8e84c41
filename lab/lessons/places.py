"""Where in a lesson's file something is wrong: file, line and key, as a compiler says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from lab.errors import InputError
from lab.records.complaint import Key, file_key
from lab.records.document import Document
from lab.records.document_file import parse_document
from lab.spec.words import Told

from .blocks import Block

T = TypeVar("T")
Namer = Callable[[Key], str]


def read_block(block: Block, path: str, make: Callable[[Document, str, Namer], T]) -> T:
    """What ``make`` makes of a block's tables; an InputError of it names file, line and key.

    ``make`` is given the tables, an empty source and the namer of keys to complain with.
    """
    # Blank lines before it make the line numbers of malformed TOML those of the file.
    document = parse_document("\n" * (block.line - 1) + block.text, path)
    keys: list[Key] = []

    def name(key: Key) -> str:
        keys.append(key)
        return file_key(key)

    try:
        return make(document, "", name)
    except InputError as error:
        key = keys[-1] if keys else ()
        line = line_of(block, (*key, *_unknown(error)))
        where = ", ".join(part for part in (f"{path}:{line}", error.where) if part)
        raise InputError(error.what, where=where, todo=error.todo) from None


def line_of(block: Block, key: Key) -> int:
    """The file's line of a key of the block; of its table, or the block's first, where not found.

    A table's key is looked for below the table's head, the n-th of a list of tables below the n-th.
    """
    lines = block.text.split("\n")
    at, found = 0, 0
    rest = list(key)
    if len(rest) >= 2 and isinstance(rest[1], int):
        heads = [i for i, line in enumerate(lines) if _head(line) == f"[[{rest[0]}]]"]
        if rest[1] < len(heads):
            at = found = heads[rest[1]]
        rest = rest[2:]
    elif len(rest) >= 2:
        head = next((i for i, line in enumerate(lines) if _head(line) == f"[{rest[0]}]"), None)
        if head is not None:
            at, rest = head, rest[1:]
            found = head
    if rest:
        wanted = re.compile(rf"""\s*["']?{re.escape(str(rest[-1]))}["']?\s*=""")
        table = re.compile(rf"\s*\[+{re.escape(str(rest[-1]))}\]+")
        for i in range(at, len(lines)):
            if wanted.match(lines[i]) or table.match(lines[i]):
                found = i
                break
    return block.line + found


def _head(line: str) -> str:
    return line.split("#", maxsplit=1)[0].replace(" ", "").strip()


def _unknown(error: InputError) -> tuple[str, ...]:
    """The key that is not known, where the error is about one: its table is all that is named."""
    if isinstance(error.what, Told) and error.what.source.startswith("unknown key"):
        return (str(error.what.fields.get("key", "")).strip("'\""),)
    return ()
