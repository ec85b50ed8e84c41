"""What is different between two things kept, besides their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.records.describe import mix
from lab.records.settings import setting_parameter, value_text
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec import LEVELS, N_, Options, parameters

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

_FACTS = {
    "python_version": N_("Python"),
    "gil": N_("GIL"),
    "cpu": N_("Processor"),
    "cores": N_("Cores"),
    "affinity": N_("Cores that may be used"),
    "os": N_("System"),
    "hebra": "Hebra",
}
_ABSENT = "–"


@dataclass(frozen=True)
class Unlike:
    """One thing that differs: its ``label`` is marked for translation, the values are shown."""

    label: str
    first: str
    second: str


def unlike(
    first: Result | StudyResult, second: Result | StudyResult, wording: Wording
) -> tuple[Unlike, ...]:
    """Work, shape, options and machine, where they are not the same."""
    told_first, told_second = dict(_told(first, wording)), dict(_told(second, wording))
    return tuple(
        Unlike(label, told_first.get(label, _ABSENT), told_second.get(label, _ABSENT))
        for label in {**told_first, **told_second}
        if told_first.get(label) != told_second.get(label)
    )


def _told(result: Result | StudyResult, wording: Wording) -> Iterator[tuple[str, str]]:
    if isinstance(result, Result):
        yield N_("Approach"), wording.say(result.experiment.way.title)
        for level in LEVELS:
            parameter = setting_parameter(level)
            assert parameter is not None
            yield parameter.label, str(getattr(result.topology, level))
        tasks, options = result.experiment.mix, result.experiment.options
    else:
        tasks, options = result.study.mix, result.study.options
        for parameter in parameters(result.study.protocol):
            if parameter.name != "seed":
                value = value_text(getattr(result.study.protocol, parameter.name))
                yield parameter.label, f"{value} {parameter.unit}".rstrip()
    yield N_("Work"), ", ".join(mix(tasks, wording))
    yield from _options(options)
    for fact, label in _FACTS.items():
        if fact in result.environment:
            yield label, value_text(result.environment[fact])


def _options(options: Options) -> Iterator[tuple[str, str]]:
    for parameter in parameters(options):
        if parameter.name != "seed":
            value = value_text(getattr(options, parameter.name))
            yield parameter.label, f"{value} {parameter.unit}".rstrip()
