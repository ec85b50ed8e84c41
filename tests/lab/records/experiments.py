"""Any experiment there can be, for properties: every parameter over its whole span."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st

from lab.errors import InputError
from lab.records.settings import AT, SECONDS, TASKS, WEIGHT, setting_names, setting_parameter
from lab.session.plan import changed, checked
from lab.spec import (
    APPROACHES,
    Change,
    Experiment,
    Load,
    Options,
    Parameter,
    TaskShare,
    Topology,
    Value,
    parameters,
)
from lab.tasks import KINDS

TITLES = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=60)


def values(parameter: Parameter) -> st.SearchStrategy[Value]:
    """Every value the declaration accepts, in its own type."""
    if parameter.choices:
        return st.sampled_from(parameter.choices)
    if parameter.type is bool:
        return st.booleans()
    assert parameter.span is not None
    low, high = parameter.span
    if parameter.type is int:
        return st.integers(int(low), int(high))
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """An experiment that a file may hold."""

    def all_of(owner: object) -> dict[str, Value]:
        return {p.name: draw(values(p)) for p in parameters(owner)}

    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, unique=True))
    mix = [
        TaskShare(kind=kind, weight=float(draw(values(WEIGHT))), parameters=all_of(KINDS[kind]))
        for kind in kinds
    ]
    mix[0] = dataclasses.replace(mix[0], weight=mix[0].weight or 1.0)
    load = draw(
        st.one_of(
            st.just(Load()),
            values(SECONDS).map(lambda s: Load(seconds=float(s))),
            values(TASKS).map(lambda n: Load(tasks=int(n))),
        )
    )
    experiment = Experiment(
        approach=draw(st.sampled_from(sorted(APPROACHES))),
        topology=Topology(**all_of(Topology)),  # type: ignore[arg-type]
        mix=tuple(mix),
        load=load,
        options=Options(**all_of(Options)),  # type: ignore[arg-type]
        python=draw(st.none() | st.just("/usr/bin/python3.13")),
        title=draw(TITLES),
    )
    try:
        checked(experiment)
    except InputError:
        experiment = dataclasses.replace(experiment, topology=Topology(threads=3))
    return dataclasses.replace(experiment, changes=draw(_changes(experiment)))


@st.composite
def _changes(draw: st.DrawFn, experiment: Experiment) -> tuple[Change, ...]:
    """Planned changes, each of which leads to a run that can go on."""
    made: list[Change] = []
    names = setting_names(tuple(share.kind for share in experiment.mix))
    times = sorted(draw(st.lists(values(AT), max_size=4, unique=True)))
    for at_s in times:
        setting = draw(st.sampled_from(names))
        parameter = setting_parameter(setting)
        assert parameter is not None
        value = draw(values(parameter))
        try:
            experiment = changed(experiment, setting, value)
        except InputError:
            continue
        made.append(Change(at_s=float(at_s), setting=setting, value=value))
    return tuple(made)
