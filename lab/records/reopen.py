"""Run it again: the experiment or study that any file written by Hebra holds."""

from __future__ import annotations

from pathlib import Path

from lab.spec import Experiment, Study

from .document import experiment_from
from .document_file import read_document
from .study_document import is_study
from .study_file import study_of_file


def load_any(path: Path | str) -> Experiment | Study:
    """What a TOML, CSV, JSON, HTML, Parquet or trace file says was, or is to be, carried out.

    Raises InputError that says what is wrong with the file and where.
    """
    document = read_document(path)
    if is_study(document):
        return study_of_file(document, str(path))
    return experiment_from(document, str(path))
