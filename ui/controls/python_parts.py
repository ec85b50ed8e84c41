"""Which parts of a Python program take a colour: found by the standard library's own tokenizer."""

from __future__ import annotations

import io
import keyword
import token
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_TEXTS = {
    number
    for number, name in token.tok_name.items()
    if name in ("STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
}
"""From Python 3.12 on the pieces of an f-string are tokens of their own."""


@dataclass(frozen=True)
class Part:
    """Columns ``start`` to ``end`` (exclusive) of a line, counted from 0."""

    line: int
    start: int
    end: int
    kind: str
    """``comment``, ``string``, ``function``, ``keyword`` or ``number``."""


def parts(program: str) -> list[Part]:
    """All coloured parts, in order; a piece that is no whole program has those up to its fault."""
    found: list[Part] = []
    with suppress(tokenize.TokenError, SyntaxError):  # for the eye: this is no check
        found.extend(_parts(program))
    return found


def _parts(program: str) -> Iterator[Part]:
    before: tokenize.TokenInfo | None = None
    named = ""
    for now in tokenize.generate_tokens(io.StringIO(program).readline):
        if before is not None and before.type == token.NAME:
            yield from _name(before, named, now.string)
            named = before.string
        elif before is not None:
            named = ""
        if now.type == token.COMMENT:
            yield from _spread(now, "comment")
        elif now.type == token.NUMBER:
            yield from _spread(now, "number")
        elif now.type in _TEXTS:
            yield from _spread(now, "string")
        before = now


def _name(name: tokenize.TokenInfo, before: str, after: str) -> Iterator[Part]:
    """A word: a keyword, or a function where it is defined or called."""
    if keyword.iskeyword(name.string):
        yield from _spread(name, "keyword")
    elif before in ("def", "class") or after == "(":
        yield from _spread(name, "function")


def _spread(piece: tokenize.TokenInfo, kind: str) -> Iterator[Part]:
    """A token as parts of lines: a docstring runs over several."""
    (first, start), (last, end) = piece.start, piece.end
    for line in range(first, last + 1):
        here = start if line == first else 0
        there = end if line == last else len(piece.string.split("\n")[line - first]) + here
        if there > here:
            yield Part(line - 1, here, there, kind)
