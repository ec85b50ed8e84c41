"""From a study's candidates to experiments, and whether a study can be carried out at all."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lab.errors import InputError
from lab.session.plan import changed, checked, full_mix
from lab.spec import (
    APPROACHES,
    CPU_LANES_A_PROCESS,
    LEVELS,
    MOST_CANDIDATES,
    WEIGHT_SPAN,
    Axis,
    Candidate,
    Experiment,
    Protocol,
    Study,
    TaskShare,
    Topology,
    Value,
    parameters,
    told,
)
from lab.tasks import KINDS

SHARE = "share"
"""``KIND.share``: the kind's part of the mix in percent; the others keep their proportions."""
MOST_AXES = 2


def experiment_of(study: Study, candidate: Candidate) -> Experiment:
    """The run of one candidate: the study's mix with the candidate's settings on top.

    It runs until it is stopped. InputError names the setting that cannot be.
    """
    experiment = Experiment(
        approach=candidate.approach,
        topology=candidate.shape,
        mix=full_mix(study.mix),
        options=study.options,
        python=study.python,
        title=study.title,
    )
    shares: dict[str, float] = {}
    for setting, value in candidate.settings:
        kind, _, name = setting.rpartition(".")
        if name == SHARE:
            shares[kind] = _percent(setting, value)
        else:
            experiment = _set(experiment, setting, value)
    if shares:
        experiment = replace(experiment, mix=_shared(experiment.mix, shares))
    return checked(experiment, candidate.key)


def checked_study(study: Study, *, twins: bool = False) -> Study:
    """``study`` with its mix filled in; InputError when it cannot be carried out.

    Candidates have to differ, except as ``twins`` in an A/A comparison.
    """
    _check_mix(study.mix)
    study = replace(study, mix=full_mix(study.mix))
    _check_protocol(study.protocol)
    count = len(study.candidates)
    if not count:
        raise InputError(
            told("a study has no candidates"), todo=told("Add at least one approach to measure.")
        )
    if count > MOST_CANDIDATES:
        text = told("{count} candidates are more than {most}", count=count, most=MOST_CANDIDATES)
        raise InputError(text, todo=told("Take fewer approaches or fewer values."))
    if study.baseline is not None and not 0 <= study.baseline < count:
        text = told("there is no candidate at place {place}", place=study.baseline)
        raise InputError(text, where="baseline")
    for axis in study.axes:
        _check_axis(axis)
    if len(study.axes) > MOST_AXES:
        raise InputError(told("a sweep varies one or two settings, not {n}", n=len(study.axes)))
    for candidate in study.candidates:
        _check_candidate(study, candidate)
    if not twins:
        _check_different(study.candidates)
    return study


def _check_mix(mix: Iterable[TaskShare]) -> None:
    shares = tuple(mix)
    for share in shares:
        if share.kind not in KINDS:
            text = told("there is no task kind {name}", name=repr(share.kind))
            raise _unknown(text, share.kind, KINDS)
        _check_values(KINDS[share.kind], share.kind, share.parameters)
        low, high = WEIGHT_SPAN
        if not low <= share.weight <= high:
            problem = told("must be {low:g} to {high:g}", low=low, high=high)
            text = told("{value} {problem}", value=share.weight, problem=problem)
            raise InputError(text, where=f"{share.kind}.weight")
    if not any(share.weight > 0 for share in shares):
        raise InputError(told("a study has no task to carry out"), todo=told("Add a task."))


def _check_protocol(protocol: Protocol) -> None:
    for parameter in parameters(Protocol):
        value = getattr(protocol, parameter.name)
        if problem := parameter.problem(value):
            raise InputError(
                told("{value} {problem}", value=value, problem=problem), where=parameter.name
            )


def _check_axis(axis: Axis) -> None:
    if not axis.values:
        raise InputError(told("a sweep has no values to take"), where=axis.setting)
    if len(set(axis.values)) < len(axis.values):
        raise InputError(told("a value is there twice"), where=axis.setting)


def _check_candidate(study: Study, candidate: Candidate) -> None:
    if candidate.approach not in APPROACHES:
        name = candidate.approach
        raise _unknown(told("there is no approach {name}", name=repr(name)), name, APPROACHES)
    _check_values(Topology, candidate.key, {n: getattr(candidate.topology, n) for n in LEVELS})
    experiment = experiment_of(study, candidate)
    threads = experiment.shape.threads
    computing = [s.kind for s in experiment.mix if s.weight > 0 and KINDS[s.kind].computes]
    if computing and threads > CPU_LANES_A_PROCESS:
        raise InputError(
            told(
                "{threads} threads a process cannot compute: no more than {most} could be started"
                " in useful time",
                threads=threads,
                most=CPU_LANES_A_PROCESS,
            ),
            where=candidate.key,
            todo=told("Choose fewer threads, or tasks that only wait."),
        )


def _check_values(owner: Any, where: str, values: dict[str, Any]) -> None:
    known = {parameter.name: parameter for parameter in parameters(owner)}
    for name, value in values.items():
        if name not in known:
            text = told("there is no setting {name}", name=repr(name))
            raise _unknown(text, name, known, where=where)
        if problem := known[name].problem(value):
            shown = value if type(value) in (int, float) else repr(value)
            text = told("{value} {problem}", value=shown, problem=problem)
            raise InputError(text, where=f"{where}.{name}" if owner is not Topology else where)


def _check_different(candidates: tuple[Candidate, ...]) -> None:
    seen: dict[tuple[Any, ...], Candidate] = {}
    for candidate in candidates:
        identity = (candidate.approach, candidate.shape, frozenset(candidate.settings))
        if identity in seen:
            raise InputError(
                told("{candidate} is there twice", candidate=candidate.key),
                todo=told("Take one of them out; repeats are a setting of their own."),
            )
        seen[identity] = candidate


def _set(experiment: Experiment, setting: str, value: Value) -> Experiment:
    kind = setting.rpartition(".")[0]
    kinds = {share.kind for share in experiment.mix}
    if not kind or kind not in kinds:
        known = [f"{k}.{p.name}" for k in sorted(kinds) for p in parameters(KINDS[k])]
        known += [f"{k}.{extra}" for k in sorted(kinds) for extra in ("weight", SHARE)]
        text = told("there is no setting {name} in this mix", name=repr(setting))
        raise _unknown(text, setting, known)
    return changed(experiment, setting, value)


def _percent(setting: str, value: Value) -> float:
    if isinstance(value, (bool, str)) or not 0 <= value <= 100:
        shown = repr(value) if isinstance(value, (bool, str)) else value
        raise InputError(told("{value} must be 0 to 100 %", value=shown), where=setting)
    return float(value)


def _shared(mix: tuple[TaskShare, ...], shares: dict[str, float]) -> tuple[TaskShare, ...]:
    """``mix`` with some kinds' percentages fixed; the others divide the rest as they did before."""
    kinds = {share.kind for share in mix}
    for kind in shares:
        if kind not in kinds:
            text = told("there is no task {name} in this mix", name=repr(kind))
            raise _unknown(text, kind, kinds)
    where = ", ".join(f"{kind}.{SHARE}" for kind in shares)
    rest = 100.0 - sum(shares.values())
    if rest < -1e-9:
        raise InputError(told("the shares add up to more than 100 %"), where=where)
    others = sum(share.weight for share in mix if share.kind not in shares)
    if rest > 1e-9 and others <= 0:
        text = told("no other task is there to make up the other {rest:g} %", rest=rest)
        raise InputError(text, where=where)
    made = []
    for share in mix:
        if share.kind in shares:
            # A kind that is there more than once shares its part among its entries.
            alike = sum(s.weight for s in mix if s.kind == share.kind)
            count = sum(s.kind == share.kind for s in mix)
            part = share.weight / alike if alike > 0 else 1 / count
            made.append(replace(share, weight=shares[share.kind] * part))
        else:
            weight = max(0.0, rest) * share.weight / others if others > 0 else 0.0
            made.append(replace(share, weight=weight))
    return tuple(made)


def _unknown(text: str, name: str, known: Iterable[str], *, where: str = "") -> InputError:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    todo = (
        told("Did you mean {name}?", name=repr(near[0]))
        if near
        else told("There are: {names}.", names=", ".join(names))
    )
    return InputError(text, where=where, todo=todo)
