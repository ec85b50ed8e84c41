"""A study's result as one JSON object, for programs and for the history, and back whole.

Every trial is there with its histogram, so that percentiles of several can be merged again. The
figures worked out of them may go along; they are not needed to read the study back.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lab.errors import InputError
from lab.session.snapshot import Shares
from lab.spec.words import told
from lab.study.trial import Caution, NoiseFloor, StudyResult, Trial

from .atomic import write_atomically
from .figures import percentiles_of
from .json_file import known, latency_from
from .json_shape import SaidShape, shaped
from .said import heard, said
from .study_document import document_of_study, study_from_document
from .study_shape import STUDY, HistogramShape, StudyShape, TrialShape

if TYPE_CHECKING:
    from lab.advice.digest import Digest

_PLAIN = (
    "candidate", "block", "place", "state", "started_at", "start_up_ms", "warm_up_s", "steady",
    "seconds", "tasks_done", "tasks_failed", "throughput_per_s", "longest_ms", "cpu_ms_per_task",
    "cores_used", "memory_mib", "others_cores",
)  # fmt: skip
"""Fields of a trial that are in JSON as they are."""


def write_study_json(path: Path | str, result: StudyResult, digest: Digest | None = None) -> None:
    """Write the study as JSON; whole or not at all."""
    write_atomically(path, (study_text(result, digest) + "\n").encode())


def study_text(result: StudyResult, digest: Digest | None = None) -> str:
    """The study as JSON text; each trial is kept on a line."""
    whole = study_object(result, digest)
    trials = [json.dumps(t, ensure_ascii=False, allow_nan=False) for t in whole.pop("trials")]
    head = json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)
    inside = f"\n    {joined}\n  " if (joined := ",\n    ".join(trials)) else ""
    return f'{head.rstrip()[:-1].rstrip()},\n  "trials": [{inside}]\n}}'


def study_object(result: StudyResult, digest: Digest | None = None) -> dict[str, Any]:
    """The object, made of plain values only; with the ``digest``'s figures when it is given."""
    names = [candidate.key for candidate in result.study.candidates]
    whole = {
        "schema": STUDY,
        "kind": result.study.kind,
        "state": result.state,
        "complete": result.complete,
        "problem": _problem(result.problem),
        "started_at": result.started_at,
        "seconds": result.seconds,
        "study": document_of_study(result.study),
        "candidates": names,
        "noise": dataclasses.asdict(result.noise) if result.noise else None,
        "cautions": [
            {"kind": caution.kind, **said(caution.text), "candidates": list(caution.candidates)}
            for caution in result.cautions
        ],
        "environment": dict(result.environment),
        "trials": [_trial(trial, names) for trial in result.trials],
    }
    if digest is not None:
        from .digest_json import digest_object

        whole["digest"] = digest_object(digest)
    plain: dict[str, Any] = known(whole)
    return plain


def study_from(whole: object, where: str = "") -> StudyResult:
    """The result that :func:`study_object` was made from; ``where`` is its source.

    Raises InputError when it is none.
    """
    read = shaped(StudyShape, whole, where)
    study = study_from_document(read.study, where)
    for place, trial in enumerate(read.trials):
        if trial.candidate >= len(study.candidates):
            what = told("this study has no candidate {number}", number=trial.candidate)
            raise InputError(what, where=f"{where}, trials {place + 1}")
    return StudyResult(
        study=study,
        state=read.state,
        started_at=read.started_at,
        seconds=read.seconds,
        trials=tuple(_trial_from(trial, where) for trial in read.trials),
        noise=NoiseFloor(**dict(read.noise)) if read.noise else None,
        cautions=tuple(
            Caution(kind=c.kind, text=heard(dict(c)), candidates=tuple(c.candidates))
            for c in read.cautions
        ),
        environment=read.environment,
        problem=_heard(read.problem),
    )


def _trial(trial: Trial, names: list[str]) -> dict[str, Any]:
    used = np.flatnonzero(trial.histogram)
    return {
        "name": names[trial.candidate],
        **{name: getattr(trial, name) for name in _PLAIN},
        "problem": _problem(trial.problem),
        "latency_ms": percentiles_of(trial.latency_ms),
        "histogram": {
            "length": len(trial.histogram),
            "buckets": used.tolist(),
            "counts": trial.histogram[used].tolist(),
        },
        "shares": dataclasses.asdict(trial.shares),
        "course": {"t_s": trial.course_s.tolist(), "per_s": trial.course_per_s.tolist()},
    }


def _trial_from(read: TrialShape, where: str) -> Trial:
    return Trial(
        **{name: getattr(read, name) for name in _PLAIN},
        problem=_heard(read.problem),
        latency_ms=latency_from(read.latency_ms),
        histogram=_histogram_from(read.histogram, where),
        shares=Shares(**dict(read.shares)),
        course_s=np.array(read.course.t_s, dtype=np.float64),
        course_per_s=np.array(read.course.per_s, dtype=np.float64),
    )


def _histogram_from(read: HistogramShape, where: str) -> NDArray[np.int64]:
    histogram = np.zeros(read.length, dtype=np.int64)
    if len(read.buckets) != len(read.counts) or any(b >= read.length for b in read.buckets):
        raise InputError(told("a histogram's buckets and counts do not match"), where=where)
    histogram[np.array(read.buckets, dtype=np.int64)] = read.counts
    return histogram


def _problem(text: str) -> dict[str, Any] | None:
    return said(text) if text else None


def _heard(read: SaidShape | None) -> str:
    return heard(dict(read)) if read is not None else ""
