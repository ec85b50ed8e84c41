"""A change in a few words, as on a chart's marker: *threads 2→4*, *CPU 15→20 ms*."""

from __future__ import annotations

from collections.abc import Collection

from lab.records.settings import setting_parameter
from lab.session.snapshot import Marker
from lab.spec import APPROACHES
from lab.tasks import KINDS
from ui.words import N_, Words, number, tr

LEVELS = {
    "processes": N_("processes {old}→{new}"),
    "threads": N_("threads {old}→{new}"),
    "coroutines": N_("coroutines {old}→{new}"),
}


class Value:
    """A setting's value in the reader's format."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __str__(self) -> str:
        value = self._value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return tr(str(value))
        decimals = len(f"{value:.6g}".partition(".")[2]) if abs(value) < 1e5 else 0
        return number(value, decimals)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class _Term:
    """A marked text that is translated where it stands in another one."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __str__(self) -> str:
        return tr(self._source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Term) and other._source == self._source

    def __hash__(self) -> int:
        return hash(self._source)


def words_of(setting: str, old: object, new: object) -> Words:
    """The words for a change of ``setting``."""
    fields = {"old": Value(old), "new": Value(new)}
    if setting in LEVELS:
        return Words(LEVELS[setting], **fields)
    if setting == "approach":
        titles = {name: approach.title for name, approach in APPROACHES.items()}
        return Words(
            N_("{old}→{new}"),
            old=_Term(titles.get(str(old), str(old))),
            new=_Term(titles.get(str(new), str(new))),
        )
    kind, _, name = setting.rpartition(".")
    called = _Term(KINDS[kind].short if kind in KINDS else kind)
    if name == "weight":
        return Words(N_("{kind} share {old}→{new}"), kind=called, **fields)
    parameter = setting_parameter(setting)
    unit = parameter.unit if parameter else ""
    if name == unit or name == "ms":
        return Words(N_("{kind} {old}→{new} {unit}"), kind=called, unit=unit, **fields)
    label = _Term(parameter.label if parameter else name)
    if not unit:
        return Words(N_("{kind} {label} {old}→{new}"), kind=called, label=label, **fields)
    return Words(
        N_("{kind} {label} {old}→{new} {unit}"), kind=called, label=label, unit=unit, **fields
    )


def worth_a_marker(marker: Marker, first_kind: str, free: Collection[str]) -> bool:
    """Whether a marker is shown: of two kinds that share one slider, the first one's is.

    A level that the approach does not use (``free`` are those it does) changes nothing.
    """
    kind, _, name = marker.setting.rpartition(".")
    if marker.setting in LEVELS:
        return marker.setting in free
    return name != "weight" or kind == first_kind
