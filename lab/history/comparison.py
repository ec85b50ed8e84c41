"""Two things kept, held against each other: two runs, or two studies candidate by candidate.

Within one run or study much is alike that is not between two: the time of day, the temperature,
what else ran. So ratios are never made block by block here, the noise floor counts, and what else
is different between the two is told beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lab.analysis.difference import verdict
from lab.analysis.interval import Interval, median_interval
from lab.analysis.steady import warm_up
from lab.errors import InputError
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec.words import told

from .unlike import Unlike, unlike
from .unpaired import unpaired_difference, unpaired_ratio

if TYPE_CHECKING:
    from lab.study.trial import NoiseFloor, StudyResult

SEGMENTS = 10
"""A run's course is averaged in so many parts: rows that follow each other are too much alike."""
ASSUMED_FLOOR = 1.05
"""Where no noise floor was measured: single runs on a quiet machine lie this far apart."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Something that both have: a candidate, or the run itself. Throughput in tasks/s.

    ``verdict`` as in :class:`lab.advice.digest.Contrast`; ``ratio`` is first over second, None
    where one of them has nothing to show.
    """

    name: str
    first: Interval | None
    second: Interval | None
    ratio: Interval | None
    p_value: float | None
    effect: float | None
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What came out."""

    matches: tuple[Match, ...]
    only_first: tuple[str, ...]
    """Candidates that the second does not have."""
    only_second: tuple[str, ...]
    floor: float
    """Ratios within this are no difference here."""
    floor_measured: bool
    """False when it is only assumed."""
    unlike: tuple[Unlike, ...]
    """What is different between the two besides: work, shape, machine."""
    cautions: tuple[str, ...]
    """Told."""


def compare(
    first: Result | StudyResult,
    second: Result | StudyResult,
    noise: NoiseFloor | None = None,
    wording: Wording | None = None,
) -> Comparison:
    """Hold two results against each other; takes up to a second.

    ``noise`` is this machine's floor where they do not bring one; ``wording`` is for the values of
    what is unlike. Raises InputError for a run and a study.
    """
    wording = wording or Wording()
    if isinstance(first, Result) != isinstance(second, Result):
        raise InputError(
            told("a run and a comparison cannot be held against each other"),
            todo=told("Choose two runs, or two comparisons or sweeps."),
        )
    if isinstance(first, Result) and isinstance(second, Result):
        return _runs(first, second, noise, wording)
    assert not isinstance(first, Result)
    assert not isinstance(second, Result)
    return _studies(first, second, noise, wording)


def _runs(first: Result, second: Result, noise: NoiseFloor | None, wording: Wording) -> Comparison:
    values = _course(first), _course(second)
    cautions = [told("These are two single runs: a comparison, in blocks, tells it more surely.")]
    if first.markers or second.markers:
        cautions.append(told("Of a run that was changed the time after the last change counts."))
    floor = max(noise.ratio if noise else 1.0, ASSUMED_FLOOR)
    return Comparison(
        matches=(_match(first.experiment.approach, *values, floor),),
        only_first=(),
        only_second=(),
        floor=floor,
        floor_measured=noise is not None and noise.ratio >= ASSUMED_FLOOR,
        unlike=unlike(first, second, wording),
        cautions=tuple(cautions),
    )


def _studies(
    first: StudyResult, second: StudyResult, noise: NoiseFloor | None, wording: Wording
) -> Comparison:
    floors = [n.ratio for n in (first.noise, second.noise, noise) if n is not None]
    floor = max(floors, default=ASSUMED_FLOOR)
    rates = _rates(first), _rates(second)
    both = [name for name in rates[0] if name in rates[1]]
    cautions = []
    if not both:
        cautions.append(told("They have no candidate in common."))
    if not (first.complete and second.complete):
        cautions.append(told("Not everything was measured."))
    return Comparison(
        matches=tuple(_match(name, rates[0][name], rates[1][name], floor) for name in both),
        only_first=tuple(name for name in rates[0] if name not in rates[1]),
        only_second=tuple(name for name in rates[1] if name not in rates[0]),
        floor=floor,
        floor_measured=bool(floors),
        unlike=unlike(first, second, wording),
        cautions=tuple(cautions),
    )


def _match(
    name: str, first: NDArray[np.float64], second: NDArray[np.float64], floor: float
) -> Match:
    shown = [median_interval(values) if len(values) else None for values in (first, second)]
    above, below = first[first > 0], second[second > 0]
    if not len(above) or not len(below):
        return Match(
            name=name, first=shown[0], second=shown[1], ratio=None,
            p_value=None, effect=None, verdict="unsure",
        )  # fmt: skip
    ratio = unpaired_ratio(above, below)
    found = unpaired_difference(above, below)
    return Match(
        name=name,
        first=shown[0],
        second=shown[1],
        ratio=ratio,
        p_value=found.p_value,
        effect=found.effect,
        verdict=verdict(ratio, found.p_value, floor),
    )


def _course(result: Result) -> NDArray[np.float64]:
    """A run's throughput in parts of its course, after its warm-up and its last change."""
    rows = result.series.rows
    if not len(result.series):
        return np.zeros(0)
    last = max((marker.t_s for marker in result.markers), default=0.0)
    kept = (rows["t_s"] - rows["dt_s"] >= last) & np.isfinite(rows["throughput_per_s"])
    times, rates, spans = (rows[name][kept] for name in ("t_s", "throughput_per_s", "dt_s"))
    cut = warm_up(times, rates) if len(times) else 0
    size = (len(rates) - cut) // SEGMENTS
    if size == 0:
        return np.zeros(0)
    begin = len(rates) - size * SEGMENTS
    rates, spans = (values[begin:].reshape(SEGMENTS, size) for values in (rates, spans))
    means: NDArray[np.float64] = (rates * spans).sum(axis=1) / spans.sum(axis=1)
    return means


def _rates(result: StudyResult) -> dict[str, NDArray[np.float64]]:
    """The throughput of each candidate's measured trials, by its key."""
    keys = [candidate.key for candidate in result.study.candidates]
    found: dict[str, list[float]] = {key: [] for key in keys}
    for trial in result.trials:
        if trial.state == "measured":
            found[keys[trial.candidate]].append(trial.throughput_per_s)
    return {key: np.array(values) for key, values in found.items()}
