"""From an experiment to the plan the engine carries out, and from a setting to the next experiment.

Pure functions: state and a change in, new state out; nothing is sent from here.
"""

from __future__ import annotations

import dataclasses
from hashlib import blake2b
from typing import Any

from lab.errors import InputError
from lab.spec import (
    APPROACHES,
    LEVELS,
    MOST_LANES,
    MOST_THREADS,
    WEIGHT_SPAN,
    Experiment,
    TaskShare,
    Topology,
    Value,
    parameters,
)
from lab.spec.words import told
from lab.tasks import KINDS


def plan_of(experiment: Experiment) -> dict[str, Any]:
    """What the engine has to know of ``experiment``, as plain values for JSON."""
    shape, options = experiment.shape, experiment.options
    mix = [
        {"kind": share.kind, "weight": share.weight, "parameters": share.parameters}
        for share in experiment.mix
    ]
    return {
        "processes": shape.processes,
        "threads": shape.threads,
        "coroutines": shape.coroutines,
        "lanes": shape.lanes,
        "event_loop": experiment.way.event_loop,
        "mix": mix,
        "mix_version": _digest(repr((mix, options.blocking))),
        "start_method": options.start_method,
        "blocking": options.blocking,
        "seed": options.seed,
        "nice": 5 if options.lower_priority else 0,
        "batches": options.batches,
        "switch_interval_ms": options.switch_interval_ms,
    }


def _digest(text: str) -> str:
    """A short name for a text: there is little room on the board."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def setting_of(experiment: Experiment, setting: str) -> Value:
    """The present value of a setting, named as in :class:`lab.spec.Change`."""
    if setting == "approach":
        return experiment.approach
    if setting in LEVELS:
        return getattr(experiment.topology, setting)  # type: ignore[no-any-return]
    share, name = _share(experiment, setting)
    return share.weight if name == "weight" else share.parameters[name]


def changed(experiment: Experiment, setting: str, value: Value) -> Experiment:
    """``experiment`` with one setting changed; InputError names setting, value and span."""
    if setting == "approach":
        if value not in APPROACHES:
            raise _bad(
                setting, value, told("must be one of {choices}", choices=", ".join(APPROACHES))
            )
        return checked(dataclasses.replace(experiment, approach=str(value)), setting)
    if setting in LEVELS:
        parameter = next(p for p in parameters(Topology) if p.name == setting)
        if problem := parameter.problem(value):
            raise _bad(setting, value, problem)
        topology = dataclasses.replace(experiment.topology, **{setting: parameter.clean(value)})
        return checked(dataclasses.replace(experiment, topology=topology), setting)
    share, name = _share(experiment, setting)
    if name == "weight":
        low, high = WEIGHT_SPAN
        if isinstance(value, (bool, str)) or not low <= value <= high:
            raise _bad(setting, value, told("must be {low:g} to {high:g}", low=low, high=high))
        new = dataclasses.replace(share, weight=float(value))
    else:
        parameter = next(p for p in parameters(KINDS[share.kind]) if p.name == name)
        if problem := parameter.problem(value):
            raise _bad(setting, value, problem)
        new = dataclasses.replace(
            share, parameters={**share.parameters, name: parameter.clean(value)}
        )
    mix = tuple(new if entry is share else entry for entry in experiment.mix)
    if share not in experiment.mix:
        mix += (new,)
    if not any(entry.weight > 0 for entry in mix):
        raise _bad(setting, value, told("leaves no task with a weight above 0"))
    return dataclasses.replace(experiment, mix=mix)


def checked(experiment: Experiment, where: str = "topology") -> Experiment:
    """``experiment``, or InputError when it has more lanes or threads than can be carried."""
    shape = experiment.shape
    if shape.lanes > MOST_LANES:
        raise InputError(
            told(
                "{processes} × {threads} × {coroutines} = {lanes:,} lanes are more than {most:,}",
                processes=shape.processes,
                threads=shape.threads,
                coroutines=shape.coroutines,
                lanes=shape.lanes,
                most=MOST_LANES,
            ),
            where=where,
            todo=told("Choose fewer processes, threads or coroutines."),
        )
    if shape.processes * shape.threads > MOST_THREADS:
        raise InputError(
            told(
                "{processes} × {threads} threads are more than {most:,}",
                processes=shape.processes,
                threads=shape.threads,
                most=MOST_THREADS,
            ),
            where=where,
            todo=told("Choose fewer processes or threads."),
        )
    return experiment


def differences(old: Experiment, new: Experiment) -> list[tuple[str, Value, Value]]:
    """What was changed live between two experiments: setting, old value, new value."""
    found: list[tuple[str, Value, Value]] = []
    for setting in ("approach", *LEVELS):
        before, after = setting_of(old, setting), setting_of(new, setting)
        if before != after:
            found.append((setting, before, after))
    for kind in dict.fromkeys(share.kind for share in (*old.mix, *new.mix)):
        for name in ("weight", *(p.name for p in parameters(KINDS[kind]))):
            setting = f"{kind}.{name}"
            before, after = setting_of(old, setting), setting_of(new, setting)
            if before != after:
                found.append((setting, before, after))
    return found


def followed(running: Experiment, wanted: Experiment) -> Experiment:
    """``running`` with the approach, shape and mix of ``wanted``; kinds it lacks get weight 0."""
    mix = full_mix(wanted.mix)
    kinds = {share.kind for share in mix}
    left = (share for share in running.mix if share.kind not in kinds)
    mix += tuple(dataclasses.replace(share, weight=0.0) for share in left)
    return checked(
        dataclasses.replace(running, approach=wanted.approach, topology=wanted.topology, mix=mix)
    )


def undone(wanted: Experiment, running: Experiment, kind: str) -> Experiment:
    """``wanted`` without the change because of which ``kind`` cannot run; else ``running``."""
    theirs = [share for share in running.mix if share.kind == kind]
    ours = [share for share in wanted.mix if share.kind == kind]
    if kind and ours != theirs:
        mix = (*(share for share in wanted.mix if share.kind != kind), *theirs)
        if any(share.weight > 0 for share in mix):
            return dataclasses.replace(wanted, mix=mix)
    elif kind and wanted.approach != running.approach:
        return dataclasses.replace(wanted, approach=running.approach)
    return running


def _share(experiment: Experiment, setting: str) -> tuple[TaskShare, str]:
    kind, _, name = setting.rpartition(".")
    for share in experiment.mix:
        if share.kind == kind and (name == "weight" or name in share.parameters):
            return share, name
    if kind in KINDS and not any(share.kind == kind for share in experiment.mix):
        (newcomer,) = full_mix((TaskShare(kind=kind, weight=0.0),))
        if name == "weight" or name in newcomer.parameters:
            return newcomer, name
    known = ["approach", *LEVELS]
    for share in experiment.mix:
        known += [f"{share.kind}.{name}" for name in ("weight", *share.parameters)]
    raise InputError(
        told("there is no setting {name}", name=repr(setting)),
        todo=told("Settings here: {names}.", names=", ".join(known)),
    )


def _bad(setting: str, value: object, problem: str) -> InputError:
    shown = value if type(value) in (int, float) else repr(value)
    return InputError(told("{value} {problem}", value=shown, problem=problem), where=setting)


def full_mix(mix: tuple[TaskShare, ...]) -> tuple[TaskShare, ...]:
    """``mix`` with every parameter of every kind present, defaults where nothing was said."""
    return tuple(
        dataclasses.replace(
            share,
            parameters={p.name: p.default for p in parameters(KINDS[share.kind])}
            | share.parameters,
        )
        for share in mix
    )
