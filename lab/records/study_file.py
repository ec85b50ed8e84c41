"""Study files: a comparison or a sweep as TOML that a person writes, reads and shares.

``hebra = 1``, ``[compare]`` or ``[sweep]``, ``[protocol]``, the mix as ``[[task]]`` as in an
experiment file, and ``[[candidate]]`` tables; a sweep's ``[[axis]]`` tables say what it varies.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lab.errors import InputError
from lab.spec import Study
from lab.spec.words import told
from lab.study.point import checked_study

from .atomic import write_atomically
from .document import Document
from .document_file import read_document
from .experiment_file import toml_text
from .study_document import document_of_study, is_study, study_from_document


@dataclass(frozen=True)
class StudyFile:
    """A file read: its study and the note for whoever opens it."""

    study: Study
    note: str = ""


def load_study(path: Path | str) -> Study:
    """Read a study file, or the study that any file of a comparison or a sweep holds.

    Raises InputError that names file, key, value and span.
    """
    return read_study_file(path).study


def read_study_file(path: Path | str) -> StudyFile:
    """As :func:`load_study`, with the file's note."""
    document = read_document(path)
    if not is_study(document):
        raise InputError(
            told("this file describes a run, not a comparison or a sweep"),
            where=str(path),
            todo=told("Carry it out with `hebra run --file`."),
        )
    return StudyFile(study_of_file(document, str(path)), str(document.get("note", "")))


def study_of_file(document: Document, where: str) -> Study:
    """The study of a document that is to be carried out; InputError where that cannot be."""
    study = study_from_document(document, where)
    try:
        return checked_study(study)
    except InputError as error:
        place = f"{where}, {error.where}" if error.where else where
        raise InputError(error.what, where=place, todo=error.todo) from None


def save_study(path: Path | str, study: Study) -> None:
    """Write a study file that :func:`load_study` reads back as an equal study."""
    write_atomically(path, study_text(study).encode())


def study_text(study: Study) -> str:
    """The study as TOML, each task, axis and candidate a table of its own."""
    return toml_text(document_of_study(study), ("task", "axis", "candidate"))
