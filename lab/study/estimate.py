"""How long a study takes: a guess before it begins, and what is learnt while it goes on."""

from __future__ import annotations

from lab.spec import Candidate, Study
from lab.tasks import KINDS

from .point import experiment_of

CALIBRATION_S = 1.5
"""Reading scipy is most of it."""
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
