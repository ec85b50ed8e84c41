"""Results as the database holds them: JSON as in the files, without what has a table of its own.

The forms are those of :mod:`lab.records`; so what the history keeps and what is exported cannot
drift apart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lab.session.result import Result

from .packing import pack_json, unpack_json

if TYPE_CHECKING:
    from lab.study.trial import StudyResult, Trial


def of_run(result: Result) -> bytes:
    """A run without its course and its task records."""
    from lab.records.json_file import result_object

    return pack_json(result_object(result, series=False))


def to_run(head: bytes) -> Result:
    """The run again, without course and records."""
    from lab.records.json_file import result_from

    return result_from(unpack_json(head))


def of_study(result: StudyResult) -> bytes:
    """A study without its trials."""
    from lab.records.study_json import study_object

    return pack_json(study_object(dataclasses.replace(result, trials=())))


def of_trials(result: StudyResult, trials: Sequence[Trial]) -> list[bytes]:
    """Trials of a study, each for itself."""
    from lab.records.study_json import study_object

    objects = study_object(dataclasses.replace(result, trials=tuple(trials)))["trials"]
    return [pack_json(one) for one in objects]


def to_study(head: bytes, trials: list[bytes]) -> StudyResult:
    """The study again, with its trials."""
    from lab.records.study_json import study_from

    whole: dict[str, Any] = unpack_json(head)
    return study_from({**whole, "trials": [unpack_json(trial) for trial in trials]})
