"""A digest's figures as plain values for JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from lab.advice.digest import Contrast, Digest, Row, Scaling
from lab.analysis.fits import Fit, Refusal
from lab.analysis.interval import Interval
from lab.spec import LEVELS

from .figures import percentiles_of
from .said import said

INTERVALS = (
    "throughput_per_s", "speedup", "p95_ms", "cpu_ms_per_task", "memory_mib", "cores_used",
    "start_up_ms",
)  # fmt: skip
"""The figures of a row that have an interval, in the order they are written."""


def digest_object(digest: Digest) -> dict[str, Any]:
    """The figures, candidates called by their keys."""
    names = [row.candidate.key for row in digest.rows]
    return {
        "baseline": names[digest.baseline],
        "ranking": [names[place] for place in digest.ranking],
        "candidates": [_row(row) for row in digest.rows],
        "contrasts": [_contrast(contrast, names) for contrast in digest.contrasts],
        "scalings": [_scaling(scaling, names) for scaling in digest.scalings],
    }


def interval_object(interval: Interval | None) -> dict[str, Any] | None:
    """An interval as a table; None where there is none."""
    return dataclasses.asdict(interval) if interval is not None else None


def _row(row: Row) -> dict[str, Any]:
    shape = row.candidate.shape
    return {
        "name": row.candidate.key,
        "approach": row.candidate.approach,
        "topology": {**{level: getattr(shape, level) for level in LEVELS}, "lanes": shape.lanes},
        "settings": dict(row.candidate.settings),
        "trials": row.trials,
        **{name: interval_object(getattr(row, name)) for name in INTERVALS},
        "latency_ms": percentiles_of(row.latency_ms),
        "shares": dataclasses.asdict(row.shares),
        "unsteady": row.unsteady,
        "failed": row.failed,
    }


def _contrast(contrast: Contrast, names: list[str]) -> dict[str, Any]:
    return {
        "first": names[contrast.first],
        "second": names[contrast.second],
        "ratio": interval_object(contrast.ratio),
        "p_value": contrast.p_value,
        "effect": contrast.effect,
        "verdict": contrast.verdict,
    }


def _scaling(scaling: Scaling, names: list[str]) -> dict[str, Any]:
    return {
        "approach": scaling.approach,
        "candidates": [names[place] for place in scaling.places],
        "lanes": list(scaling.lanes),
        "speedup": [interval_object(interval) for interval in scaling.speedup],
        "fits": [_fit("amdahl", scaling.amdahl), _fit("usl", scaling.usl)],
    }


def _fit(law: str, fit: Fit | Refusal) -> dict[str, Any]:
    if isinstance(fit, Refusal):
        return {"law": law, "refused": said(fit.why)}
    return {
        "law": law,
        "one": interval_object(fit.one),
        "alpha": interval_object(fit.alpha),
        "beta": interval_object(fit.beta),
        "peak_lanes": fit.peak_lanes,
        "peak": fit.peak,
        "limit": fit.limit,
        "lanes": fit.lanes.tolist(),
        "residuals": fit.residuals.tolist(),
    }
