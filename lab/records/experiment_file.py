"""Experiment files: TOML that a person writes, reads and shares.

A file comes from anywhere, so reading one only ever makes values: it is refused before it is read
when it is too large, nothing in it is executed, and every value is checked against its
declaration. The CSV of a finished run opens with its experiment (lines that start with ``# |``),
so it is read as well and runs itself again.
"""

from __future__ import annotations

import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from lab.errors import InputError
from lab.spec import Experiment
from lab.spec.words import told, why

from .atomic import write_atomically
from .complaint import shown
from .document import Document, document_of, experiment_from

LARGEST = 1 << 20
"""Bytes; more than this is no experiment."""
RESULT_MARK = "# Hebra result"
"""How the first line of a result's CSV begins."""
LINE_MARK = "# | "
"""How a line of the experiment begins inside a result's CSV."""


@dataclass(frozen=True)
class ExperimentFile:
    """A file read: its experiment and the note for whoever opens it."""

    experiment: Experiment
    note: str = ""


def load_experiment(path: Path | str) -> Experiment:
    """Read an experiment file, or the experiment a result's CSV was made from.

    Raises InputError that names file, key, value and span.
    """
    return read_experiment_file(path).experiment


def read_experiment_file(path: Path | str) -> ExperimentFile:
    """As :func:`load_experiment`, with the file's note."""
    where = str(path)
    document = parse_document(_read(Path(path), where), where)
    experiment = experiment_from(document, where)
    return ExperimentFile(experiment, str(document.get("note", "")))


def save_experiment(path: Path | str, experiment: Experiment) -> None:
    """Write an experiment file that :func:`load_experiment` reads back as an equal experiment."""
    write_atomically(path, experiment_text(experiment).encode())


def experiment_text(experiment: Experiment) -> str:
    """The experiment as TOML, each task and each change a table of its own."""
    document = document_of(experiment)
    lists = {name: document.pop(name, []) for name in ("task", "change")}
    parts = [tomli_w.dumps(document)]
    parts += [
        f"[[{name}]]\n{tomli_w.dumps(table)}" for name, tables in lists.items() for table in tables
    ]
    return "\n".join(parts)


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


def _read(path: Path, where: str) -> str:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            todo = told("Give the name of a file.")
            raise InputError(told("this is a folder"), where=where, todo=todo)
        with path.open("rb") as file:
            head = file.read(len(RESULT_MARK))
            if head == RESULT_MARK.encode():
                return _from_result(file.read(LARGEST), where)
            if status.st_size > LARGEST:
                raise _too_large(where, told("{size:,} bytes", size=status.st_size))
            # A device or a pipe tells no size: read no more than is allowed.
            data = head + file.read(LARGEST + 1)
    except OSError as error:
        what = told("the file cannot be read ({why})", why=why(error))
        raise InputError(what, where=where) from error
    except ValueError:  # a NUL in the path
        raise InputError(told("this is not a name of a file"), where=shown(where)) from None
    if len(data) > LARGEST:
        raise _too_large(where, told("more than {size:,} bytes", size=LARGEST))
    return _text(data, where)


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


def _too_large(where: str, size: str) -> InputError:
    what = told(
        "the file is too large for an experiment: {size}, at most {most:,} are read",
        size=size,
        most=LARGEST,
    )
    return InputError(what, where=where)
