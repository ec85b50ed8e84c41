"""A study as a document (plain tables, as in a file) and back.

A comparison names its candidates one by one. A sweep names where it starts and the axes it varies:
each ``[[candidate]]`` stands for every combination of the axes' values. Where a study's candidates
are no such grid they are listed, and the file says so.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

from lab.errors import InputError
from lab.session.plan import checked
from lab.spec import (
    LEVELS,
    MOST_CANDIDATES,
    Axis,
    Candidate,
    Experiment,
    Options,
    Parameter,
    Protocol,
    Study,
    Topology,
    Value,
    grid,
)
from lab.spec.words import told

from .complaint import Key, Namer, complain, did_you_mean, figure_or_shown, file_key, shown
from .document import Document, check_mix, checked_tables, declared_values, mix_of, task_tables
from .schema import VERSION, one_line, problem_of
from .settings import study_setting, study_setting_names
from .study_schema import study_model

_OF_STUDIES = frozenset({"compare", "sweep", "candidate", "axis", "protocol"})


def is_study(document: Mapping[str, Any]) -> bool:
    """Whether a document speaks of a study and not of a run."""
    return not _OF_STUDIES.isdisjoint(document)


def document_of_study(study: Study) -> Document:
    """The document that says all of ``study``, in the order it is written."""
    document: Document = {"hebra": VERSION}
    if title := one_line(study.title):
        document["title"] = title
    if study.python is not None:
        document["python"] = study.python
    head: Document = {}
    if study.baseline is not None:
        head["baseline"] = _name_of(study.candidates, study.baseline)
    starts = _starts(study.candidates, study.axes) if study.axes else study.candidates
    if starts is None:
        head["listed"] = True
    document["sweep" if study.axes else "compare"] = head
    document["protocol"] = declared_values(study.protocol)
    document["options"] = declared_values(study.options)
    document["task"] = task_tables(study.mix)
    if study.axes:
        document["axis"] = [
            {"setting": axis.setting, "values": list(axis.values)} for axis in study.axes
        ]
    document["candidate"] = [
        _table_of(candidate) for candidate in (study.candidates if starts is None else starts)
    ]
    return document


def study_from_document(document: Mapping[str, Any], where: str, name: Namer = file_key) -> Study:
    """Check a document whole and make the study it describes.

    ``where`` is its source and ``name`` says a key in that source's words. Raises InputError.
    """
    read = checked_tables(document, study_model(), where, name)
    return _Reader(read, where, name).study()


class _Reader:
    """Makes a study of checked tables; what tables cannot say of each other is checked here."""

    def __init__(self, read: Any, where: str, name: Namer) -> None:
        self._read = read
        self._where = where
        self._name = name
        self._mix = mix_of(read.task)

    def study(self) -> Study:
        read = self._read
        check_mix(self._mix, self._where, self._name)
        axes = self._axes()
        head = read.sweep or read.compare
        candidates = self._candidates(axes)
        return Study(
            mix=self._mix,
            candidates=candidates,
            protocol=Protocol(**read.protocol.model_dump()),
            axes=axes,
            options=Options(**read.options.model_dump()),
            baseline=self._baseline(candidates, head.baseline if head else None),
            python=read.python,
            title=read.title,
        )

    def _axes(self) -> tuple[Axis, ...]:
        read = self._read
        if read.sweep and read.compare:
            what = told("a study is a comparison or a sweep, not both")
            raise self._bad(("sweep",), what, told("Keep [compare] or [sweep]."))
        if read.sweep and not read.axis:
            what = told("a sweep needs an axis: a setting and the values it takes")
            raise self._bad(("axis",), what)
        if read.axis and not read.sweep:
            what = told("an axis belongs to a sweep")
            raise self._bad(("axis",), what, told("Write [sweep], or leave the axis out."))
        axes: list[Axis] = []
        for place, axis in enumerate(read.axis):
            parameter = self._setting(axis.setting, ("axis", place, "setting"), levels=True)
            if any(axis.setting == other.setting for other in axes):
                what = told("{setting} is an axis already", setting=axis.setting)
                raise self._bad(("axis", place, "setting"), what, told("Give it once."))
            key = ("axis", place, "values")
            values = tuple(self._value(parameter, value, key) for value in axis.values)
            if len(set(values)) < len(values):
                raise self._bad(key, told("a value is given twice"), told("Give it once."))
            axes.append(Axis(setting=axis.setting, values=values))
        return tuple(axes)

    def _candidates(self, axes: tuple[Axis, ...]) -> tuple[Candidate, ...]:
        starts = [self._candidate(table, i) for i, table in enumerate(self._read.candidate)]
        listed = not axes or self._read.sweep.listed
        points = 1 if listed else math.prod(len(axis.values) for axis in axes)
        if len(starts) * points > MOST_CANDIDATES:
            count = len(starts) * points
            what = told(
                "{count:,} points are too many, at most {most:,}", count=count, most=MOST_CANDIDATES
            )
            raise self._bad(("axis",), what, told("Choose fewer values."))
        found: list[Candidate] = []
        for place, start in enumerate(starts):
            for candidate in (start,) if listed else grid(start, axes):
                self._check_shape(candidate, place)
                found.append(candidate)
        return tuple(found)

    def _candidate(self, table: Any, place: int) -> Candidate:
        settings = []
        for setting, value in table.settings.items():
            key = ("candidate", place, "settings", setting)
            parameter = self._setting(setting, key)
            settings.append((setting, self._value(parameter, value, key)))
        topology = Topology(**{level: getattr(table, level) for level in LEVELS})
        return Candidate(approach=table.approach, topology=topology, settings=tuple(settings))

    def _setting(self, setting: str, key: Key, *, levels: bool = False) -> Parameter:
        known = study_setting_names(share.kind for share in self._mix)
        if levels:
            known = (*LEVELS, *known)
        parameter = study_setting(setting) if setting in known else None
        if parameter is None:
            what = told("{name} is not a setting of this study", name=shown(setting))
            raise self._bad(key, what, did_you_mean(setting, known))
        return parameter

    def _value(self, parameter: Parameter, value: object, key: Key) -> Value:
        if problem := problem_of(parameter, value):
            what = told("{value} {problem}", value=figure_or_shown(value), problem=problem)
            raise self._bad(key, what)
        clean: Value = parameter.clean(value)
        return clean

    def _check_shape(self, candidate: Candidate, place: int) -> None:
        try:
            checked(Experiment(approach=candidate.approach, topology=candidate.topology))
        except InputError as error:
            raise self._bad(("candidate", place), error.what, error.todo) from None

    def _baseline(self, candidates: tuple[Candidate, ...], said: str | int | None) -> int | None:
        if said is None:
            return None
        key = ("sweep" if self._read.sweep else "compare", "baseline")
        if isinstance(said, int):
            if not 1 <= said <= len(candidates):
                most = len(candidates)
                what = told("{value} must be {low} to {high}", value=said, low=1, high=most)
                raise self._bad(key, what)
            return said - 1
        names = [candidate.key for candidate in candidates]
        if said not in names:
            what = told("{name} is not among the candidates", name=shown(said))
            raise self._bad(key, what, did_you_mean(said, names))
        return names.index(said)

    def _bad(self, key: Key, what: str, todo: str = "") -> InputError:
        return complain(self._where, key, what, name=self._name, todo=todo)


def _table_of(candidate: Candidate) -> Document:
    """A candidate as a table; levels that are 1 are left out."""
    table: Document = {"approach": candidate.approach}
    for level in LEVELS:
        if (count := getattr(candidate.topology, level)) != 1:
            table[level] = count
    if candidate.settings:
        table["settings"] = dict(candidate.settings)
    return table


def _name_of(candidates: tuple[Candidate, ...], place: int) -> str | int:
    """What names a candidate in a file: its key, or its number where keys are alike."""
    key = candidates[place].key
    alike = sum(candidate.key == key for candidate in candidates)
    return key if alike == 1 else place + 1


def _starts(
    candidates: tuple[Candidate, ...], axes: tuple[Axis, ...]
) -> tuple[Candidate, ...] | None:
    """The candidates that the axes make all of ``candidates`` from; None where they are no grid."""
    points = math.prod(len(axis.values) for axis in axes)
    if not candidates or len(candidates) % points:
        return None
    starts = []
    for first in range(0, len(candidates), points):
        chunk = candidates[first : first + points]
        bare = _without(chunk[0], {axis.setting for axis in axes})
        # With its values kept as well: where a setting stands among others is part of a candidate.
        start = next((s for s in (bare, chunk[0]) if grid(s, axes) == chunk), None)
        if start is None:
            return None
        starts.append(start)
    return tuple(starts)


def _without(candidate: Candidate, varied: set[str]) -> Candidate:
    """The candidate without what the axes say anyway."""
    levels = dict.fromkeys(varied.intersection(LEVELS), 1)
    return dataclasses.replace(
        candidate,
        topology=dataclasses.replace(candidate.topology, **levels),
        settings=tuple(pair for pair in candidate.settings if pair[0] not in varied),
    )
