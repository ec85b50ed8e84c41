"""A lesson's Markdown taken apart: its title, the text, and the TOML blocks between it.

A block is a fenced one whose info string is ``toml`` and one of :data:`NAMES`. What stands above
the prediction is read before the run, what stands below it afterwards; the blocks themselves are
taken out of the text. Any other fenced block is an example to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lab.errors import InputError
from lab.records.complaint import did_you_mean
from lab.spec.words import told, why

NAMES = ("experiment", "predict", "question")
NEEDED = ("experiment", "predict")
SUFFIXES = (".md", ".markdown")
LARGEST = 1 << 20
"""Bytes; more than this was written by no person."""


@dataclass(frozen=True)
class Block:
    """One TOML block; ``line`` is the file's line of its first line, counted from 1."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Parts:
    """A lesson's file taken apart. ``before`` and ``after`` are Markdown without the title."""

    title: str
    before: str
    after: str
    blocks: dict[str, Block]


def read_text(path: Path) -> str:
    """The text of a lesson's file. InputError when it cannot be read or is no text."""
    where = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            told("the file cannot be read ({why})", why=why(error)), where=where
        ) from error
    except ValueError:  # a NUL in the path
        raise InputError(told("this is not a name of a file"), where=repr(where)) from None
    if len(data) > LARGEST:
        what = told(
            "the file is too large for a lesson, at most {most:,} bytes are read", most=LARGEST
        )
        raise InputError(what, where=where)
    if b"\0" in data:
        raise InputError(told("this is a binary file, not a lesson"), where=where)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(
            told("this is not UTF-8 text (byte {number})", number=error.start + 1),
            where=where,
            todo=told("Save the file as UTF-8."),
        ) from None


def parts_of(text: str, where: str) -> Parts:
    """Take a lesson's text apart. InputError names the line of what is missing or there twice."""
    tokens = MarkdownIt("commonmark").parse(text)
    title, first = _title(tokens, where)
    found: dict[str, tuple[Block, int, int]] = {}
    for token in tokens:
        block = _block(token, where)
        if block is None or token.map is None:
            continue
        if block.name in found:
            what = told("a lesson has one block {name}, this is the second", name=block.name)
            raise InputError(
                what, where=f"{where}:{block.line - 1}", todo=told("Keep one of them.")
            )
        begin, end = token.map
        found[block.name] = (block, begin, end)
    for name in NEEDED:
        if name not in found:
            what = told("a lesson needs a block that begins with {fence}", fence=f"```toml {name}")
            raise InputError(
                what, where=where, todo=told("Add it; a shipped lesson is an example.")
            )
    lines = text.split("\n")
    cut = found["predict"][1]
    kept = [
        "" if any(begin <= at < end for _, begin, end in found.values()) else line
        for at, line in enumerate(lines)
    ]
    return Parts(
        title=title,
        before="\n".join(kept[first:cut]).strip(),
        after="\n".join(kept[cut:]).strip(),
        blocks={name: block for name, (block, _, _) in found.items()},
    )


def _title(tokens: list[Token], where: str) -> tuple[str, int]:
    """The title, and the line (from 0) the text begins at."""
    head = tokens[0] if tokens else None
    if head is None or head.type != "heading_open" or head.tag != "h1" or head.map is None:
        what = told("a lesson begins with its title")
        raise InputError(what, where=f"{where}:1", todo=told("Write `# ` and the title."))
    title = "".join(part.content for part in tokens[1].children or ()).strip()
    if not title:
        raise InputError(told("the title is empty"), where=f"{where}:1")
    return title, head.map[1]


def _block(token: Token, where: str) -> Block | None:
    """The block a token is, or None; InputError when it is meant to be one and is not."""
    if token.type != "fence" or token.map is None:
        return None
    words = token.info.split()
    if len(words) < 2 or words[0] != "toml":
        return None
    line = token.map[0] + 1
    name = words[1]
    if name not in NAMES:
        what = told("{name} is no block of a lesson", name=repr(name[:60]))
        raise InputError(what, where=f"{where}:{line}", todo=did_you_mean(name, NAMES))
    if token.level:
        what = told("the block {name} stands inside a list or a quotation", name=name)
        raise InputError(what, where=f"{where}:{line}", todo=told("Begin it at the line's start."))
    return Block(name, token.content, line + 1)
