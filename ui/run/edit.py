"""Settings of an experiment by name: read one, change one.

A setting's name is the word :meth:`lab.session.Session.steer` takes (``approach``, ``threads``,
``KIND.weight``, ``KIND.PARAMETER``) and, for what only counts at the next start, ``load.tasks``,
``load.seconds`` and ``options.NAME``. Experiments are frozen: every change is a new one.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from lab.spec import LEVELS, Experiment, TaskShare, Topology, Value

Setting = Value | None


def value_of(experiment: Experiment, setting: str) -> Setting:
    """The value of ``setting``; KeyError when the experiment has no such setting."""
    owner, _, name = setting.rpartition(".")
    if setting == "approach":
        return experiment.approach
    if setting in LEVELS:
        return int(getattr(experiment.topology, setting))
    if owner == "load":
        load_value: int | float | None = getattr(experiment.load, name)
        return load_value
    if owner == "options":
        option: Value = getattr(experiment.options, name)
        return option
    for share in experiment.mix:
        if share.kind == owner:
            return share.weight if name == "weight" else share.parameters[name]
    raise KeyError(setting)


def with_setting(experiment: Experiment, setting: str, value: Setting) -> Experiment:
    """``experiment`` with one setting changed; KeyError when there is no such setting."""
    owner, _, name = setting.rpartition(".")
    if setting == "approach":
        return dataclasses.replace(experiment, approach=str(value))
    if setting in LEVELS:
        wanted = {**dataclasses.asdict(experiment.topology), setting: value}
        return dataclasses.replace(experiment, topology=Topology(**wanted))
    if owner == "load":
        changes: dict[str, Any] = {name: value}
        load = dataclasses.replace(experiment.load, **changes)
        return dataclasses.replace(experiment, load=load)
    if owner == "options":
        changes = {name: value}
        options = dataclasses.replace(experiment.options, **changes)
        return dataclasses.replace(experiment, options=options)
    if value is None:
        raise KeyError(setting)
    if owner not in {share.kind for share in experiment.mix}:
        raise KeyError(setting)
    return dataclasses.replace(
        experiment,
        mix=tuple(
            _changed(share, name, value) if share.kind == owner else share
            for share in experiment.mix
        ),
    )


def _changed(share: TaskShare, name: str, value: Value) -> TaskShare:
    if name == "weight":
        return dataclasses.replace(share, weight=float(value))
    if name not in share.parameters:
        raise KeyError(f"{share.kind}.{name}")
    return dataclasses.replace(share, parameters={**share.parameters, name: value})


def with_share(experiment: Experiment, share: TaskShare, *, instead_of: str = "") -> Experiment:
    """``experiment`` with ``share`` added to its mix, or put in the place of another kind."""
    kinds = [known.kind for known in experiment.mix]
    if instead_of in kinds:
        mix = tuple(share if known.kind == instead_of else known for known in experiment.mix)
    else:
        mix = (*experiment.mix, share)
    return dataclasses.replace(experiment, mix=mix)


def without_kind(experiment: Experiment, kind: str) -> Experiment:
    """``experiment`` without a kind; the last one stays, a run without work is none."""
    mix = tuple(share for share in experiment.mix if share.kind != kind)
    return dataclasses.replace(experiment, mix=mix) if mix else experiment
