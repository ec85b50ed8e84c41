"""Findings of claims as JSON, for programs and for what is kept, and back whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field

from lab.analysis.interval import Interval
from lab.verdicts.claim import Detail, Finding, Judgement

from .json_file import known
from .json_shape import Count, Fact, SaidShape, Shape, Text, shaped
from .said import heard, said

VERDICTS = "hebra-verdicts/1"
MOST_FINDINGS = 10_000


class FigureShape(Shape):
    """A measured figure with its 95 % interval; ``count`` is how many repeats it is from."""

    value: float
    low: float | None
    high: float | None
    count: Count


class DetailShape(Shape):
    """A further figure of the experiment."""

    title: Text
    value: float | SaidShape
    unit: Text = ""


class FindingShape(Shape):
    """One claim's latest finding."""

    claim: Annotated[str, Field(min_length=1, max_length=100)]
    verdict: Literal["confirmed", "refuted", "inconclusive", "unavailable"]
    figure: FigureShape | None = None
    unit: Text = ""
    low: Annotated[float | None, Field(description="The least that confirms; null: open")] = None
    high: Annotated[float | None, Field(description="The most that confirms; null: open")] = None
    says: Annotated[SaidShape, Field(description="What was measured, in a sentence")]
    reason: Annotated[SaidShape, Field(description="Why it is inconclusive or unavailable")]
    details: Annotated[list[DetailShape], Field(max_length=1000)] = Field(default_factory=list)
    measured_at: Text
    seconds: float
    figures: Annotated[
        dict[str, Any], Field(description="What the rule was given: bare figures, by repeat")
    ] = Field(default_factory=dict)
    environment: dict[str, Fact] = Field(default_factory=dict)


class VerdictsShape(Shape):
    """A file of findings."""

    format: Literal["hebra-verdicts/1"] = Field(alias="schema")
    findings: Annotated[list[FindingShape], Field(max_length=MOST_FINDINGS)]


def verdicts_text(findings: Iterable[Finding]) -> str:
    """All of them as JSON text."""
    whole = {"schema": VERDICTS, "findings": [finding_object(finding) for finding in findings]}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)


def finding_object(finding: Finding) -> dict[str, Any]:
    """The object, made of plain values only; what is not known is None."""
    judged = finding.judgement
    figure = judged.figure
    plain: dict[str, Any] = known(
        {
            "claim": finding.claim,
            "verdict": judged.verdict,
            "figure": None
            if figure is None
            else {
                "value": figure.value,
                "low": figure.low,
                "high": figure.high,
                "count": figure.count,
            },
            "unit": judged.unit,
            "low": judged.low,
            "high": judged.high,
            "says": said(judged.says),
            "reason": said(judged.reason),
            "details": [
                {
                    "title": str(detail.title),
                    "value": said(detail.value) if isinstance(detail.value, str) else detail.value,
                    "unit": detail.unit,
                }
                for detail in judged.details
            ],
            "measured_at": finding.measured_at,
            "seconds": finding.seconds,
            "figures": dict(finding.figures),
            "environment": dict(finding.environment),
        }
    )
    return plain


def findings_from(whole: object, where: str = "") -> tuple[Finding, ...]:
    """The findings that :func:`verdicts_text` was made from; InputError when it is none."""
    read = shaped(VerdictsShape, whole, where)
    return tuple(_finding(entry) for entry in read.findings)


def _finding(read: FindingShape) -> Finding:
    figure = None
    if read.figure is not None:
        figure = Interval(
            read.figure.value, read.figure.low, read.figure.high, int(read.figure.count)
        )
    judgement = Judgement(
        verdict=read.verdict,
        figure=figure,
        unit=read.unit,
        low=read.low,
        high=read.high,
        says=_text(read.says),
        reason=_text(read.reason),
        details=tuple(
            Detail(
                title=detail.title,
                value=detail.value if isinstance(detail.value, float) else _text(detail.value),
                unit=detail.unit,
            )
            for detail in read.details
        ),
    )
    return Finding(
        claim=read.claim,
        judgement=judgement,
        measured_at=read.measured_at,
        seconds=read.seconds,
        figures=read.figures,
        environment=read.environment,
    )


def _text(read: SaidShape) -> str:
    return heard(read.model_dump(exclude_none=True))
