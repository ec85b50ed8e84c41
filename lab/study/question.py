"""The question a break-even answers: from which task size on does one candidate pay?"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from lab.errors import InputError
from lab.spec import Candidate, Options, Protocol, Study, TaskShare, Value, told
from lab.tasks import KINDS

from .estimate import seconds_of, task_s
from .point import checked_study, experiment_of

CLOSE = 1.12
"""The span is halved until its ends are so close."""
TASKS_A_LANE = 6
"""Of the longest task of the mix: long tasks are measured for longer."""
LONGEST_S = 20.0


@dataclass(frozen=True, kw_only=True)
class Question:
    """From which ``setting`` between ``low`` and ``high`` on is ``second`` faster than ``first``?

    ``setting`` is ``KIND.PARAMETER`` of a task in ``mix``, such as ``python-cpu.ms``.
    """

    mix: tuple[TaskShare, ...]
    setting: str
    low: float
    high: float
    first: Candidate
    second: Candidate
    protocol: Protocol = field(
        default_factory=lambda: Protocol(repeats=5, seconds=0.8, warm_up_s=0.3, pause_s=0.1)
    )
    options: Options = field(default_factory=Options)
    python: str | None = None


def study_at(question: Question, size: float) -> Study:
    """The small study that measures both candidates at one size; long tasks get more time."""
    value: Value = round(size) if whole(question.setting) else size
    candidates = tuple(
        replace(each, settings=(*each.settings, (question.setting, value)))
        for each in (question.first, question.second)
    )
    study = Study(
        mix=question.mix,
        candidates=candidates,
        protocol=question.protocol,
        options=question.options,
        python=question.python,
        baseline=0,
    )
    longest_s = max(task_s(experiment_of(study, candidate)) for candidate in candidates)
    seconds = min(LONGEST_S, max(question.protocol.seconds, TASKS_A_LANE * longest_s))
    return replace(study, protocol=replace(question.protocol, seconds=seconds))


def steps_of(question: Question) -> int:
    """How many sizes are tried at most: both ends, then as often as the span is to be halved."""
    halvings = math.log(question.high / question.low) / math.log(CLOSE)
    return 2 + max(0, math.ceil(math.log2(halvings))) if halvings > 1 else 2


def seconds_of_question(question: Question) -> float:
    """About how many seconds the answer takes, if there is a break-even within the span."""
    ends = [study_at(question, size) for size in (question.low, question.high)]
    middle = study_at(question, math.sqrt(question.low * question.high))
    studies = [*ends, *([middle] * (steps_of(question) - 2))]
    return sum(seconds_of(study) for study in studies)


def whole(setting: str) -> bool:
    """Whether the setting takes whole numbers only."""
    kind, _, name = setting.rpartition(".")
    return kind in KINDS and isinstance(getattr(KINDS[kind](), name, None), int)


def checked_question(question: Question) -> Question:
    """``question``, or InputError when it cannot be measured."""
    kind, _, name = question.setting.rpartition(".")
    value = getattr(KINDS[kind](), name, None) if kind in KINDS else None
    if isinstance(value, (bool, str)) or value is None:
        raise InputError(
            told("{name} is no task size", name=repr(question.setting)),
            todo=told(
                "Choose a number of a task in the mix, such as {example}.", example="python-cpu.ms"
            ),
        )
    if not 0 < question.low < question.high:
        raise InputError(
            told("{low:g} to {high:g} is no span", low=question.low, high=question.high),
            where=question.setting,
            todo=told("The lower end has to be above 0 and below the upper one."),
        )
    for size in (question.low, question.high):
        checked_study(study_at(question, size))
    return question
