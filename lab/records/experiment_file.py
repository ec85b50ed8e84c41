"""Experiment files: TOML that a person writes, reads and shares.

Every value is checked against its declaration. Whatever Hebra writes of a run holds its experiment,
so it is read as well and runs itself again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import tomli_w

from lab.errors import InputError
from lab.spec import Experiment
from lab.spec.words import told

from .atomic import write_atomically
from .document import Document, document_of, experiment_from
from .document_file import read_document
from .study_document import is_study


@dataclass(frozen=True)
class ExperimentFile:
    """A file read: its experiment and the note for whoever opens it."""

    experiment: Experiment
    note: str = ""


def load_experiment(path: Path | str) -> Experiment:
    """Read an experiment file, or the experiment that any file of a run holds.

    Raises InputError that names file, key, value and span.
    """
    return read_experiment_file(path).experiment


def read_experiment_file(path: Path | str) -> ExperimentFile:
    """As :func:`load_experiment`, with the file's note."""
    where = str(path)
    document = read_document(path)
    if is_study(document):
        raise InputError(
            told("this file describes a comparison or a sweep, not a run"),
            where=where,
            todo=told("Carry it out with `hebra compare --file`."),
        )
    experiment = experiment_from(document, where)
    return ExperimentFile(experiment, str(document.get("note", "")))


def save_experiment(path: Path | str, experiment: Experiment) -> None:
    """Write an experiment file that :func:`load_experiment` reads back as an equal experiment."""
    write_atomically(path, experiment_text(experiment).encode())


def experiment_text(experiment: Experiment) -> str:
    """The experiment as TOML, each task and each change a table of its own."""
    return toml_text(document_of(experiment), ("task", "change"))


def toml_text(document: Document, lists_of_tables: tuple[str, ...]) -> str:
    """A document as TOML; the lists come last, in this order, with a header for each table."""
    lists = {name: document.pop(name, []) for name in lists_of_tables}
    parts = [tomli_w.dumps(document)]
    parts += [_entry(name, table) for name, tables in lists.items() for table in tables]
    return "\n".join(parts)


def _entry(name: str, table: Document) -> str:
    inside = {key: value for key, value in table.items() if isinstance(value, dict)}
    plain = {key: value for key, value in table.items() if key not in inside}
    text = f"[[{name}]]\n{tomli_w.dumps(plain)}"
    return text + "".join(f"[{name}.{key}]\n{tomli_w.dumps(sub)}" for key, sub in inside.items())
