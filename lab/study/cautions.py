"""What a careful person would say of a study's figures, in words a learner can read."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence

from lab.session.machine import Fact
from lab.spec import APPROACHES, Study, told
from lab.tasks import KINDS

from .conditions import Conditions
from .point import experiment_of
from .trial import Caution, Trial

OTHERS_CORES = 0.2
"""Other programs' load that can be seen in the figures, in cores."""
OTHERS_PART = 0.2
"""A load in fewer of the runs than this is an outlier that the median does not mind."""
FREQUENCY = 0.10
FEWEST_REPEATS = 5
FEWEST_TASKS = 20
SHORT_S = 50e-6
COARSE_WAIT_S = 1e-3
UNSTEADY_PART = 1 / 3


def cautions(
    study: Study,
    trials: Sequence[Trial],
    environment: Mapping[str, Fact],
    conditions: Conditions,
) -> tuple[Caution, ...]:
    """Everything there is to say, the gravest first."""
    measured = [trial for trial in trials if trial.state == "measured"]
    found = (
        _failed(study, trials),
        _incomplete(study, measured),
        _repeats(study),
        _background(measured),
        _battery(conditions),
        _frequency(conditions),
        _unsteady(measured),
        *_timer(study, measured),
        _oversubscribed(study, environment),
    )
    return tuple(caution for caution in found if caution is not None)


def _failed(study: Study, trials: Sequence[Trial]) -> Caution | None:
    failed = [trial for trial in trials if trial.state == "failed"]
    if not failed:
        return None
    text = told(
        "{count} of {all} runs failed and do not count; the first: {why}",
        count=len(failed),
        all=len(trials),
        why=failed[0].problem,
    )
    return Caution(kind="failed", text=text, candidates=_places(failed))


def _incomplete(study: Study, measured: Sequence[Trial]) -> Caution | None:
    blocks = study.protocol.repeats
    counts = [0] * len(study.candidates)
    for trial in measured:
        counts[trial.candidate] += 1
    short = tuple(place for place, count in enumerate(counts) if count < blocks)
    if not short:
        return None
    text = told(
        "Not complete: {count} of {all} runs were measured",
        count=len(measured),
        all=blocks * len(counts),
    )
    return Caution(kind="incomplete", text=text, candidates=short)


def _repeats(study: Study) -> Caution | None:
    repeats = study.protocol.repeats
    if repeats >= FEWEST_REPEATS:
        return None
    text = told(
        "{count} repeats are too few to tell a small difference from chance: take {least} or more",
        count=repeats,
        least=FEWEST_REPEATS,
    )
    return Caution(kind="repeats", text=text)


def _background(measured: Sequence[Trial]) -> Caution | None:
    loads = [trial.others_cores for trial in measured if trial.others_cores is not None]
    busy = [trial for trial in measured if (trial.others_cores or 0.0) > OTHERS_CORES]
    if not busy or len(busy) < OTHERS_PART * len(loads):
        return None
    text = told(
        "Other programs used {usual:.1f} cores meanwhile, at most {most:.1f}:"
        " close what you can and measure again",
        usual=statistics.median(loads),
        most=max(loads),
    )
    return Caution(kind="background", text=text, candidates=_places(busy))


def _battery(conditions: Conditions) -> Caution | None:
    if not conditions.on_battery:
        return None
    text = told("The charger is unplugged: on battery a machine changes its pace to save power")
    return Caution(kind="battery", text=text)


def _frequency(conditions: Conditions) -> Caution | None:
    clocks = conditions.mhz
    if len(clocks) < 3:
        return None
    low, high = min(clocks), max(clocks)
    if high - low <= FREQUENCY * statistics.median(clocks):
        return None
    text = told(
        "The processor's clock changed between {low:,.0f} and {high:,.0f} MHz:"
        " what ran at another pace is hard to compare",
        low=low,
        high=high,
    )
    return Caution(kind="frequency", text=text)


def _unsteady(measured: Sequence[Trial]) -> Caution | None:
    places = []
    for place in _places(measured):
        verdicts = [trial.steady for trial in measured if trial.candidate == place]
        if verdicts.count(False) > UNSTEADY_PART * len(verdicts):
            places.append(place)
    if not places:
        return None
    text = told(
        "The throughput still rose or fell while it was measured: take a longer warm-up or more"
        " time"
    )
    return Caution(kind="unsteady", text=text, candidates=tuple(places))


def _timer(study: Study, measured: Sequence[Trial]) -> Iterable[Caution | None]:
    few = [trial for trial in measured if trial.tasks_done < FEWEST_TASKS]
    if few:
        text = told(
            "Fewer than {least} tasks ended in a run, at worst {count}: measure for longer, or take"
            " shorter tasks",
            least=FEWEST_TASKS,
            count=min(trial.tasks_done for trial in few),
        )
        yield Caution(kind="timer", text=text, candidates=_places(few))
    short, coarse = [], []
    for place, candidate in enumerate(study.candidates):
        mix = [s for s in experiment_of(study, candidate).mix if s.weight > 0]
        tasks = [KINDS[share.kind](**share.parameters) for share in mix]
        if any(task.expected_s() < SHORT_S for task in tasks):
            short.append(place)
        if any((waits := task.waits_s()) is not None and waits < COARSE_WAIT_S for task in tasks):
            coarse.append(place)
    if short:
        text = told(
            "Tasks shorter than {limit:g} µs: what is compared is mostly the cost of handing them"
            " out",
            limit=SHORT_S * 1e6,
        )
        yield Caution(kind="timer", text=text, candidates=tuple(short))
    if coarse:
        text = told(
            "Waits shorter than {limit:g} ms: what is measured is the system's timer",
            limit=COARSE_WAIT_S * 1e3,
        )
        yield Caution(kind="timer", text=text, candidates=tuple(coarse))


def _oversubscribed(study: Study, environment: Mapping[str, Fact]) -> Caution | None:
    cores = usable_cores(environment)
    if cores is None:
        return None
    places = []
    for place, candidate in enumerate(study.candidates):
        mix = [s for s in experiment_of(study, candidate).mix if s.weight > 0]
        computes = sum(s.weight for s in mix if KINDS[s.kind].computes)
        if computes < 0.5 * sum(s.weight for s in mix):
            continue  # those that wait leave their core to others
        if candidate.shape.processes > cores and "processes" in APPROACHES[candidate.approach].free:
            places.append(place)
    if not places:
        return None
    most = max(study.candidates[place].shape.processes for place in places)
    text = told(
        "Up to {processes} processes compute on {cores} cores: they take turns, and their latency"
        " grows",
        processes=most,
        cores=cores,
    )
    return Caution(kind="oversubscribed", text=text, candidates=tuple(places))


def usable_cores(environment: Mapping[str, Fact]) -> int | None:
    """Cores the runs could use, from what their record says."""
    affinity = environment.get("affinity")
    if isinstance(affinity, str) and affinity:
        return len(affinity.split(","))
    cores = environment.get("cores")
    return int(cores) if isinstance(cores, (int, float)) else None


def _places(trials: Iterable[Trial]) -> tuple[int, ...]:
    return tuple(sorted({trial.candidate for trial in trials}))
