"""Cost studies as JSON, for programs and for the next start of the window, and back whole."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lab.analysis.interval import Interval
from lab.costs.kinds import SECTIONS
from lab.costs.result import CostMissing, CostResult, CostSample
from lab.costs.rows import rows_of
from lab.costs.sentences import sentences
from lab.costs.study import CostStudy
from lab.errors import InputError
from lab.spec.words import told

from .atomic import write_atomically
from .costs_shape import COSTS, CostsShape
from .json_shape import SaidShape, shaped
from .said import heard, said


def write_costs_json(path: Path | str, results: Iterable[CostResult]) -> None:
    """Write studies as JSON, a list of them; whole or not at all."""
    write_atomically(path, (costs_text(results) + "\n").encode())


def costs_text(results: Iterable[CostResult]) -> str:
    """The studies as JSON text, a list of objects."""
    whole = [costs_object(result) for result in results]
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)


def costs_object(result: CostResult) -> dict[str, Any]:
    """One study, made of plain values only: every measurement, and the medians made of them."""
    return {
        "schema": COSTS,
        "study": {
            **dataclasses.asdict(result.study),
            "kinds": list(result.study.kinds),
            "sizes": list(result.study.sizes),
        },
        "state": result.state,
        "started_at": result.started_at,
        "seconds": result.seconds,
        "says": [str(text) for text in sentences(result)],
        "figures": _figures(result),
        "samples": [
            {
                **dataclasses.asdict(sample),
                "figures": dict(sample.figures),
                "limit": said(sample.limit) if sample.limit else None,
            }
            for sample in result.samples
        ],
        "missing": [
            {"kind": one.kind, "size": one.size, "reason": said(one.reason)}
            for one in result.missing
        ],
        "environment": dict(result.environment),
        "problem": said(result.problem) if result.problem else None,
    }


def costs_from(whole: object, where: str = "") -> CostResult:
    """The study that :func:`costs_object` was made from; InputError when it is none."""
    read = shaped(CostsShape, whole, where)
    known = {kind.key for kind in SECTIONS[read.study.section].kinds}
    named = {*read.study.kinds, *(s.kind for s in read.samples), *(m.kind for m in read.missing)}
    for kind in sorted(named):
        if kind not in known:
            raise InputError(told("{name} is no kind of cost", name=repr(kind)), where=where)
    if not read.study.sizes:
        raise InputError(told("a study of costs has a size"), where=where)
    study = CostStudy(
        section=read.study.section,
        kinds=tuple(read.study.kinds),
        sizes=tuple(read.study.sizes),
        repeats=read.study.repeats,
        seed=read.study.seed,
        quick=read.study.quick,
        python=read.study.python,
    )
    return CostResult(
        study=study,
        state=read.state,
        started_at=read.started_at,
        seconds=read.seconds,
        samples=tuple(
            CostSample(
                kind=one.kind,
                size=one.size,
                block=one.block,
                figures=one.figures,
                limit=_heard(one.limit),
                seconds=one.seconds,
                others_cores=one.others_cores,
            )
            for one in read.samples
        ),
        missing=tuple(
            CostMissing(kind=one.kind, size=one.size, reason=_heard(one.reason))
            for one in read.missing
        ),
        environment=read.environment,
        problem=_heard(read.problem),
    )


def _figures(result: CostResult) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind.key,
            "size": row.size,
            "repeats": row.repeats,
            **{key: _interval(found) for key, found in row.figures.items()},
        }
        for row in rows_of(result)
    ]


def _interval(found: Interval) -> dict[str, float | None]:
    return {"median": found.value, "low": found.low, "high": found.high}


def _heard(read: SaidShape | None) -> str:
    return heard(dict(read)) if read is not None else ""
