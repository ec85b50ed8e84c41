"""What claims take from a study: rates by block as bare figures, and the load of other programs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lab.advice.blocks import by_block, measured
from lab.errors import SessionError
from lab.session.probing import ProbeResult
from lab.session.snapshot import Shares
from lab.spec import Candidate, Protocol, Study, TaskShare, Topology, told
from lab.study.trial import StudyResult

SHORT = Protocol(repeats=5, seconds=0.4, warm_up_s=0.1, pause_s=0.02)
"""About 0.75 s a run: long enough for effects of tens of percents, which is what claims are of."""


def task(kind: str, weight: float = 1.0, /, **parameters: float | str) -> TaskShare:
    """A kind of task with the sizes given; the others have their defaults."""
    return TaskShare(kind=kind, weight=weight, parameters=dict(parameters))


def way(approach: str, **levels: int) -> Candidate:
    """A candidate: an approach in a shape."""
    return Candidate(approach=approach, topology=Topology(**levels))


def study(mix: Sequence[TaskShare], *candidates: Candidate, protocol: Protocol = SHORT) -> Study:
    """A short comparison."""
    return Study(mix=tuple(mix), candidates=candidates, protocol=protocol)


def rates(result: StudyResult, place: int) -> list[float | None]:
    """Tasks/s by block; SessionError with the reason when there is none at all."""
    found = by_block(result, place, lambda trial: trial.throughput_per_s)
    return _listed(result, place, found.tolist())


def shares(result: StudyResult, place: int, name: str) -> list[float | None]:
    """One share of the lanes' time by block: a field of `Shares`."""
    assert name in Shares.__dataclass_fields__
    found = by_block(result, place, lambda trial: getattr(trial.shares, name))
    return [None if math.isnan(value) else value for value in found.tolist()]


def memory(result: StudyResult, place: int) -> list[float | None]:
    """MiB by block."""
    found = by_block(result, place, lambda trial: trial.memory_mib)
    return [None if math.isnan(value) else value for value in found.tolist()]


def _listed(result: StudyResult, place: int, values: list[float]) -> list[float | None]:
    if all(math.isnan(value) for value in values):
        raise SessionError(_why_nothing(result, place))
    return [None if math.isnan(value) else value for value in values]


def _why_nothing(result: StudyResult, place: int) -> str:
    if result.problem:
        return result.problem
    for trial in result.trials:
        if trial.candidate == place and trial.problem:
            return trial.problem
    return told("nothing was measured")


def others_of(*results: StudyResult | ProbeResult) -> float:
    """Cores' worth of other programs meanwhile: the most of any of the measurements."""
    return max((_others(result) for result in results), default=0.0)


def _others(result: StudyResult | ProbeResult) -> float:
    if isinstance(result, ProbeResult):
        return result.others_cores
    loads: Iterable[float] = [
        trial.others_cores
        for place in range(len(result.study.candidates))
        for trial in measured(result, place)
        if trial.others_cores is not None
    ]
    loads = list(loads)
    return sum(loads) / len(loads) if loads else 0.0
