"""The document a file holds, whatever kind of file Hebra wrote it into.

An experiment or a study is written as TOML by people; every result carries the one it came from: a
CSV in its first lines, JSON, trace, HTML report and Parquet inside. What kind a file is tells its
contents, not its name.

A file comes from anywhere, so reading one only ever makes values: it is refused before it is read
when it is too large, and nothing in it is executed.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from lab.errors import InputError
from lab.spec.words import told, why

from .complaint import shown
from .document import Document
from .embedded import document_in_html, document_in_json, document_in_parquet

LARGEST = 1 << 20
"""Bytes; more than this was written by no person."""
LARGEST_RESULT = 64 << 20
"""Bytes of a file that holds figures as well."""
RESULT_MARK = "# Hebra result"
"""How the first line of a result's CSV begins."""
LINE_MARK = "# | "
"""How a line of the experiment begins inside a result's CSV."""
_HEAD = 4096


def read_document(path: Path | str) -> Document:
    """The tables in a file. InputError when it cannot be read or holds none."""
    where = str(path)
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            todo = told("Give the name of a file.")
            raise InputError(told("this is a folder"), where=where, todo=todo)
        with Path(path).open("rb") as file:
            return _read(file, status.st_size, where)
    except OSError as error:
        what = told("the file cannot be read ({why})", why=why(error))
        raise InputError(what, where=where) from error
    except ValueError:  # a NUL in the path
        raise InputError(told("this is not a name of a file"), where=shown(where)) from None


def parse_document(text: str, where: str) -> Document:
    """The tables of a TOML text; InputError with line and column where it is malformed."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except RecursionError:
        raise InputError(told("the tables are nested too deeply"), where=where) from None
    except ValueError as error:  # TOMLDecodeError, and numbers of more than 4,300 digits
        raise InputError(
            told("this is not valid TOML ({why})", why=str(error)),
            where=where,
            todo=told("`hebra run --help` names the settings; the presets are examples."),
        ) from None
    return document


def _read(file: BinaryIO, size: int, where: str) -> Document:
    head = file.read(_HEAD)
    if head.startswith(RESULT_MARK.encode()):
        # The rows may be many; the experiment comes before them.
        return parse_document(_from_result(head + file.read(LARGEST), where), where)
    inside = _reader_of(head)
    most = LARGEST_RESULT if inside else LARGEST
    if size > most:
        raise _too_large(where, told("{size:,} bytes", size=size), most)
    # A device or a pipe tells no size: read no more than is allowed.
    data = head + file.read(most + 1)
    if len(data) > most:
        raise _too_large(where, told("more than {size:,} bytes", size=most), most)
    return inside(data, where) if inside else parse_document(_text(data, where), where)


def _reader_of(head: bytes) -> Callable[[bytes, str], Document] | None:
    """What reads a file that begins so; None for TOML."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PAR1"):
        return document_in_parquet
    # No TOML begins with either of these.
    if start.startswith(b"{"):
        return lambda data, where: document_in_json(_text(data, where), where)
    if start.startswith(b"<"):
        return lambda data, where: document_in_html(_text(data, where), where)
    return None


def _from_result(data: bytes, where: str) -> str:
    lines = []
    for raw in data.splitlines()[1:]:
        if not raw.startswith(b"#"):
            break
        line = _text(raw, where)
        if line.startswith(LINE_MARK.rstrip()):
            lines.append(line[len(LINE_MARK) :])
    if not lines:
        raise InputError(
            told("this result does not hold its experiment"),
            where=where,
            todo=told("The lines that start with `{mark}` are missing.", mark=LINE_MARK),
        )
    return "\n".join(lines) + "\n"


def _text(data: bytes, where: str) -> str:
    if b"\0" in data:
        raise InputError(told("this is a binary file, not an experiment file"), where=where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            told("this is not UTF-8 text (byte {number})", number=error.start + 1),
            where=where,
            todo=told("Save the file as UTF-8."),
        ) from None


def _too_large(where: str, size: str, most: int) -> InputError:
    what = told(
        "the file is too large for an experiment: {size}, at most {most:,} are read",
        size=size,
        most=most,
    )
    return InputError(what, where=where)
