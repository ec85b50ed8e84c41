"""Any study there can be, and any result of one, for properties."""

from __future__ import annotations

import dataclasses

import numpy as np
from hypothesis import strategies as st

from lab.records.settings import WEIGHT, study_setting, study_setting_names
from lab.session.snapshot import Percentiles, Shares
from lab.spec import (
    APPROACHES,
    LEVELS,
    Axis,
    Candidate,
    Options,
    Protocol,
    Study,
    TaskShare,
    Topology,
    Value,
    grid,
    parameters,
    told,
)
from lab.study.trial import Caution, NoiseFloor, StudyResult, Trial
from lab.tasks import KINDS

from .experiments import TITLES, values

LEVEL_COUNTS = st.integers(1, 8)
FIGURES = st.floats(0, 1e12, allow_nan=False)
PERHAPS = st.none() | FIGURES
HOSTILE = st.sampled_from(
    ["=1+1", "</script><script>alert(1)</script>", "a,=cmd()", "\n# | hebra = 2", "{0.__class__}",
     "'''", '"""', "]]>", "\u2028+1", "@sum", "-->", "\x00", "x" * 1000]
)  # fmt: skip


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A study that a file may hold."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3, unique=True))
    mix = [
        TaskShare(
            kind=kind,
            weight=float(draw(values(WEIGHT))),
            parameters={p.name: draw(values(p)) for p in parameters(KINDS[kind])},
        )
        for kind in kinds
    ]
    mix[0] = dataclasses.replace(mix[0], weight=mix[0].weight or 1.0)
    names = study_setting_names(kinds)
    axes = draw(st.just(()) | _axes(names))
    starts = draw(st.lists(_candidates(names), min_size=1, max_size=4))
    candidates = tuple(point for start in starts for point in grid(start, axes))
    whole = draw(st.booleans())
    if axes and not whole:
        candidates = candidates[1:] or candidates  # no grid any more
    return Study(
        mix=tuple(mix),
        candidates=candidates[:200],
        protocol=Protocol(**{p.name: draw(values(p)) for p in parameters(Protocol)}),  # type: ignore[arg-type]
        axes=axes,
        options=Options(**{p.name: draw(values(p)) for p in parameters(Options)}),  # type: ignore[arg-type]
        baseline=draw(st.none() | st.integers(0, min(200, len(candidates)) - 1)),
        python=draw(st.none() | st.just("/usr/bin/python3.13")),
        title=draw(TITLES),
    )


@st.composite
def _axes(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[Axis, ...]:
    settings = draw(
        st.lists(st.sampled_from([*LEVELS, *names]), min_size=1, max_size=2, unique=True)
    )
    found = []
    for setting in settings:
        count = LEVEL_COUNTS if setting in LEVELS else _value(setting)
        taken = draw(st.lists(count, min_size=1, max_size=4, unique=True))
        found.append(Axis(setting=setting, values=tuple(taken)))
    return tuple(found)


def _value(setting: str) -> st.SearchStrategy[Value]:
    parameter = study_setting(setting)
    assert parameter is not None
    return values(parameter)


@st.composite
def _candidates(draw: st.DrawFn, names: tuple[str, ...]) -> Candidate:
    differing = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    return Candidate(
        approach=draw(st.sampled_from(sorted(APPROACHES))),
        topology=Topology(**{level: draw(LEVEL_COUNTS) for level in LEVELS}),
        settings=tuple((setting, draw(_value(setting))) for setting in differing),
    )


TEXTS = st.text(max_size=20) | HOSTILE
TOLD = st.builds(lambda count, name: told("{count:,} of {name}", count=count, name=name),
                 st.integers(0, 10**9), TEXTS)  # fmt: skip


@st.composite
def results(draw: st.DrawFn) -> StudyResult:
    """What may be left of a study, whatever happened to it."""
    study = draw(studies())
    places = st.integers(0, len(study.candidates) - 1)
    trials = draw(st.lists(_trials(places), max_size=3))
    return StudyResult(
        study=dataclasses.replace(study, title=draw(TITLES)),
        state=draw(st.sampled_from(["finished", "interrupted", "failed"])),
        started_at="2026-11-22T19:30:00+00:00",
        seconds=draw(FIGURES),
        trials=tuple(trials),
        noise=draw(st.none() | st.builds(NoiseFloor, ratio=FIGURES, pairs=st.integers(0, 99),
                                         measured_at=TEXTS)),
        cautions=tuple(
            draw(st.lists(st.builds(Caution, kind=st.just("timer"), text=TEXTS | TOLD,
                                    candidates=st.lists(places, max_size=2).map(tuple)),
                          max_size=2))
        ),
        environment=draw(st.dictionaries(TEXTS, TEXTS | st.booleans() | FIGURES | st.none(),
                                         max_size=3)),
        problem=draw(st.just("") | TEXTS | TOLD),
    )  # fmt: skip


@st.composite
def _trials(draw: st.DrawFn, places: st.SearchStrategy[int]) -> Trial:
    histogram = np.zeros(draw(st.sampled_from([0, 640])), np.int64)
    if len(histogram):
        for bucket in draw(st.lists(st.integers(0, 639), max_size=4)):
            histogram[bucket] = draw(st.integers(0, 2**60))
    length = draw(st.integers(0, 3))
    counts = st.integers(0, 2**40)
    return Trial(
        candidate=draw(places),
        block=draw(st.integers(0, 199)),
        place=draw(counts),
        state=draw(st.sampled_from(["measured", "interrupted", "failed"])),
        problem=draw(st.just("") | TOLD),
        started_at=draw(TEXTS),
        start_up_ms=draw(PERHAPS),
        warm_up_s=draw(FIGURES),
        steady=draw(st.sampled_from([True, False, None])),
        seconds=draw(FIGURES),
        tasks_done=draw(counts),
        tasks_failed=draw(counts),
        throughput_per_s=draw(FIGURES),
        latency_ms=draw(st.none() | st.builds(Percentiles, FIGURES, FIGURES, FIGURES, FIGURES)),
        histogram=histogram,
        longest_ms=draw(FIGURES),
        shares=draw(st.builds(Shares, running=PERHAPS, gil=PERHAPS, gil_or_core=PERHAPS)),
        cpu_ms_per_task=draw(PERHAPS),
        cores_used=draw(PERHAPS),
        memory_mib=draw(PERHAPS),
        others_cores=draw(PERHAPS),
        course_s=np.array([draw(FIGURES) for _ in range(length)]),
        course_per_s=np.array([draw(FIGURES) for _ in range(length)]),
    )
