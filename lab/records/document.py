"""An experiment as a document (plain tables, as in a file) and back.

The document is what files, the command line and result headers share: each of them only has to
make or show one, and all are checked by the same models.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from lab.errors import InputError
from lab.session.plan import changed, checked
from lab.spec import (
    Change,
    Experiment,
    Load,
    Options,
    TaskShare,
    Topology,
    parameters,
)
from lab.spec.words import told

from .complaint import (
    Namer,
    complain,
    complaint,
    did_you_mean,
    figure_or_shown,
    file_key,
    shown,
)
from .schema import VERSION, document_model, one_line, problem_of
from .settings import setting_names, setting_parameter

Document = dict[str, Any]
MOST_CHANGES = 10_000


def document_of(experiment: Experiment) -> Document:
    """The document that says all of ``experiment``, in the order it is written."""
    document: Document = {"hebra": VERSION}
    if title := one_line(experiment.title):
        document["title"] = title
    document["approach"] = experiment.approach
    if experiment.python is not None:
        document["python"] = experiment.python
    document["topology"] = dataclasses.asdict(experiment.topology)
    load = {k: v for k, v in dataclasses.asdict(experiment.load).items() if v is not None}
    if load:
        document["load"] = load
    document["options"] = declared_values(experiment.options)
    document["task"] = task_tables(experiment.mix)
    if experiment.changes:
        document["change"] = [dataclasses.asdict(change) for change in experiment.changes]
    return document


def declared_values(owner: Any) -> dict[str, Any]:
    """The values of all declared parameters of a dataclass, by name."""
    return {p.name: getattr(owner, p.name) for p in parameters(owner)}


def task_tables(mix: Iterable[TaskShare]) -> list[dict[str, Any]]:
    """A task mix as tables."""
    return [{"kind": share.kind, "weight": share.weight, **share.parameters} for share in mix]


def experiment_from(document: Mapping[str, Any], where: str, name: Namer = file_key) -> Experiment:
    """Check a document whole and make the experiment it describes.

    ``where`` is its source and ``name`` says a key in that source's words. Raises InputError.
    """
    read = checked_tables(document, document_model(), where, name)
    mix = mix_of(read.task)
    experiment = Experiment(
        approach=read.approach,
        topology=Topology(**read.topology.model_dump()),
        mix=mix,
        load=Load(**read.load.model_dump()),
        options=Options(**read.options.model_dump()),
        changes=tuple(Change(at_s=c.at_s, setting=c.setting, value=c.value) for c in read.change),
        python=read.python,
        title=read.title,
    )
    check_mix(mix, where, name)
    _check_load(experiment, where, name)
    return _with_checked_changes(experiment, where, name)


def checked_tables(
    document: Mapping[str, Any], model: type[BaseModel], where: str, name: Namer
) -> Any:
    """The document as ``model`` reads it, defaults filled in; InputError for its first mistake."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise complaint(error, document, where, name, model) from None


def mix_of(tables: Iterable[Any]) -> tuple[TaskShare, ...]:
    """The task mix that checked ``[[task]]`` tables say."""
    return tuple(
        TaskShare(kind=t.kind, weight=t.weight, parameters=t.model_dump(exclude={"kind", "weight"}))
        for t in tables
    )


def check_mix(mix: tuple[TaskShare, ...], where: str, name: Namer) -> None:
    """InputError when a kind is given twice or nothing is to be done."""
    seen: set[str] = set()
    for index, share in enumerate(mix):
        if share.kind in seen:
            what = told("{kind} is in the mix already", kind=share.kind)
            todo = told("Give it once.")
            raise complain(where, ("task", index, "kind"), what, name=name, todo=todo)
        seen.add(share.kind)
    if not any(share.weight > 0 for share in mix):
        what = told("there is nothing to do: a mix needs a task with a weight above 0")
        raise complain(where, ("task",), what, name=name)


def _check_load(experiment: Experiment, where: str, name: Namer) -> None:
    if experiment.load.seconds is not None and experiment.load.tasks is not None:
        what = told("a run lasts for a time or for a number of tasks, not both")
        todo = told("Keep seconds or tasks.")
        raise complain(where, ("load", "tasks"), what, name=name, todo=todo)


def _with_checked_changes(experiment: Experiment, where: str, name: Namer) -> Experiment:
    """Carry out the planned changes in their order, so that none leads where no run can go."""
    if len(experiment.changes) > MOST_CHANGES:
        what = told(
            "{count:,} changes are too many, at most {most:,}",
            count=len(experiment.changes),
            most=MOST_CHANGES,
        )
        raise complain(where, ("change",), what, name=name)
    try:
        state = checked(experiment)
    except InputError as error:
        raise complain(where, ("topology",), error.what, name=name, todo=error.todo) from None
    known = setting_names(tuple(share.kind for share in experiment.mix))
    clean = [
        _clean(change, index, known, where, name) for index, change in enumerate(experiment.changes)
    ]
    for index in sorted(range(len(clean)), key=lambda i: clean[i].at_s):
        try:
            state = changed(state, clean[index].setting, clean[index].value)
        except InputError as error:
            key = ("change", index, "value")
            raise complain(where, key, error.what, name=name, todo=error.todo) from None
    return dataclasses.replace(experiment, changes=tuple(clean))


def _clean(change: Change, index: int, known: tuple[str, ...], where: str, name: Namer) -> Change:
    parameter = setting_parameter(change.setting) if change.setting in known else None
    if parameter is None:
        what = told("{name} is not a setting of this run", name=shown(change.setting))
        todo = did_you_mean(change.setting, known)
        raise complain(where, ("change", index, "setting"), what, name=name, todo=todo)
    if problem := problem_of(parameter, change.value):
        what = told(
            "{setting} {value} {problem}",
            setting=change.setting,
            value=figure_or_shown(change.value),
            problem=problem,
        )
        raise complain(where, ("change", index, "value"), what, name=name)
    return dataclasses.replace(change, value=parameter.clean(change.value))
