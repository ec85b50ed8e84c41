"""How long a study takes: a guess before it begins, and what is learnt while it goes on."""

from __future__ import annotations

from lab.experiments.truths import usable_cores
from lab.spec import Candidate, Experiment, Study
from lab.tasks import KINDS

from .point import experiment_of

CALIBRATION_S = 0.3
_ENGINE_S = 0.09
_LOOP_S = 0.06
_PROCESS_S = 0.004
_SPAWNED_S = 0.15
_SERVER_S = 0.45
_END_S = 0.08


def seconds_of(study: Study) -> float:
    """About how many seconds ``study`` takes on this kind of machine, from first to last run."""
    block = sum(seconds_of_trial(study, candidate) for candidate in study.candidates)
    return CALIBRATION_S + study.protocol.repeats * block


def seconds_of_trial(study: Study, candidate: Candidate) -> float:
    """About how long one run of ``candidate`` takes, with start, warm-up, end and pause."""
    protocol, experiment = study.protocol, experiment_of(study, candidate)
    shape = experiment.shape
    kinds = [KINDS[s.kind](**s.parameters) for s in experiment.mix if s.weight > 0]
    starts = _ENGINE_S + (_LOOP_S if experiment.way.event_loop else 0.0)
    forked = study.options.start_method == "fork"
    starts += shape.processes * (_PROCESS_S if forked else _SPAWNED_S)
    if any(kind.needs_server for kind in kinds):
        starts += _SERVER_S
    # Measuring begins once every lane has begun and a task has ended.
    first = min(kind.expected_s() for kind in kinds)
    return starts + first + protocol.warm_up_s + protocol.seconds + _END_S + protocol.pause_s


def task_s(experiment: Experiment) -> float:
    """About how long a lane takes for the longest task of the mix, the other lanes beside it.

    Lanes that compute take turns at the cores, and those of one process at its GIL.
    """
    shape, cores = experiment.shape, usable_cores()
    longest = 0.0
    for share in experiment.mix:
        if share.weight > 0:
            kind = KINDS[share.kind](**share.parameters)
            at_once = shape.lanes if kind.frees_gil else shape.processes
            turns = max(1.0, shape.lanes / min(cores, at_once)) if kind.computes else 1.0
            longest = max(longest, turns * kind.expected_s())
    return longest


class Pace:
    """How long runs take, learnt from those that are over."""

    def __init__(self, study: Study) -> None:
        self._guess = [seconds_of_trial(study, candidate) for candidate in study.candidates]
        self._took: list[list[float]] = [[] for _ in study.candidates]

    def note(self, candidate: int, seconds: float) -> None:
        """A run of ``candidate`` took so long."""
        self._took[candidate].append(seconds)

    def expected_s(self, candidate: int) -> float:
        """How long a run of ``candidate`` may take: as its own runs did, else as others' did."""
        own = self._took[candidate]
        if own:
            return sum(own) / len(own)
        known = [place for place, took in enumerate(self._took) if took]
        if not known:
            return self._guess[candidate]
        took = sum(sum(self._took[place]) / len(self._took[place]) for place in known)
        return self._guess[candidate] * took / sum(self._guess[place] for place in known)
