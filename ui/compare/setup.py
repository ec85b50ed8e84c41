"""What is to be measured, as the page's controls show it: a frozen value, and changes of it.

One set-up holds all three questions at once - a comparison, a sweep, a break-even - so that going
from one to the other and back loses nothing. `Setup.study` is what would be carried out now.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from lab.spec import (
    APPROACHES,
    LEVELS,
    Axis,
    Candidate,
    Experiment,
    Options,
    Parameter,
    Protocol,
    Study,
    TaskShare,
    Topology,
    Value,
    grid,
    parameters,
)
from lab.study.question import Question
from lab.tasks import KINDS

COMPARISON, SWEEP, BREAK_EVEN = "comparison", "sweep", "break-even"
SHARE = "share"
SHARE_SPAN = (0.0, 100.0)
MOST_AXES = 2
MOST_POINTS = 24


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The work, how carefully it is measured, and what each of the three questions needs."""

    mode: str = COMPARISON
    mix: tuple[TaskShare, ...]
    candidates: tuple[Candidate, ...]
    start: Candidate = field(
        default_factory=lambda: Candidate(approach="threads", topology=Topology(threads=4))
    )
    """What a sweep leaves as it is."""
    axes: tuple[Axis, ...] = (Axis(setting="threads", values=(1, 2, 4, 8, 16)),)
    pair: tuple[Candidate, Candidate] = (
        Candidate(approach="processes", topology=Topology(processes=2)),
        Candidate(approach="asyncio", topology=Topology(coroutines=8)),
    )
    """Whose break-even is looked for: the size from which the first one pays."""
    span: Axis | None = None
    """The size whose break-even is looked for, and its two ends; None for the first there is."""
    protocol: Protocol = field(default_factory=Protocol)
    quick: Protocol = field(
        default_factory=lambda: Protocol(repeats=5, seconds=0.8, warm_up_s=0.3, pause_s=0.1)
    )
    """How carefully each size of a break-even is measured."""
    options: Options = field(default_factory=Options)
    python: str | None = None
    title: str = ""

    @property
    def study(self) -> Study:
        """What would be carried out now."""
        sweep = self.mode == SWEEP
        candidates = {
            COMPARISON: self.candidates,
            SWEEP: grid(self.start, self.axes) if sweep else (),
            BREAK_EVEN: self.pair,
        }[self.mode]
        return Study(
            mix=self.mix,
            candidates=candidates,
            protocol=self.care,
            axes=self.axes if sweep else (),
            options=self.options,
            python=self.python,
            title=self.title,
        )

    @property
    def experiment(self) -> Experiment:
        """The work as an experiment: what the section of the work shows and changes."""
        approach = self.start.approach if self.mode == SWEEP else self.candidates[0].approach
        return Experiment(approach=approach, mix=self.mix, options=self.options, python=self.python)

    @property
    def care(self) -> Protocol:
        """How carefully is measured, for the present question."""
        return self.quick if self.mode == BREAK_EVEN else self.protocol

    @property
    def sought(self) -> Axis:
        """The size whose break-even is looked for, among those the mix has, and its ends."""
        sizes = size_settings(self.mix)
        if self.span is not None and self.span.setting in sizes:
            return self.span
        return default_span(next(iter(sizes)), self.mix)

    @property
    def question(self) -> Question:
        """The break-even that would be looked for now."""
        low, high = (float(value) for value in self.sought.values)
        second, first = self.pair
        return Question(
            mix=self.mix,
            setting=self.sought.setting,
            low=low,
            high=high,
            first=first,
            second=second,
            protocol=self.quick,
            options=self.options,
            python=self.python,
        )


def setup_of(study: Study, before: Setup | None = None) -> Setup:
    """The set-up that shows ``study``; what the study does not say stays as it was ``before``."""
    common = {
        "mix": study.mix,
        "protocol": study.protocol,
        "options": study.options,
        "python": study.python,
        "title": study.title,
    }
    if study.axes:
        start = study.candidates[0]
        swept = {axis.setting for axis in study.axes}
        start = dataclasses.replace(
            start, settings=tuple(pair for pair in start.settings if pair[0] not in swept)
        )
        changes = {"mode": SWEEP, "start": start, "axes": study.axes, **common}
        candidates = before.candidates if before else (Candidate(approach="sequential"), start)
        return _made(before, candidates=candidates, **changes)
    return _made(before, mode=COMPARISON, candidates=study.candidates, **common)


def with_mix(setup: Setup, mix: tuple[TaskShare, ...], title: str = "") -> Setup:
    """Other work; what was said of kinds that are gone is forgotten."""
    kinds = {share.kind for share in mix}

    def known(setting: str) -> bool:
        owner, _, name = setting.rpartition(".")
        return not owner or (owner in kinds and (name != SHARE or len(mix) > 1))

    def kept(candidate: Candidate) -> Candidate:
        settings = tuple(pair for pair in candidate.settings if known(pair[0]))
        return dataclasses.replace(candidate, settings=settings)

    axes = tuple(axis for axis in setup.axes if known(axis.setting))
    first = APPROACHES[setup.start.approach].free
    return dataclasses.replace(
        setup,
        mix=mix,
        title=title,
        candidates=_unique(kept(candidate) for candidate in setup.candidates),
        start=kept(setup.start),
        pair=(kept(setup.pair[0]), kept(setup.pair[1])),
        axes=axes or (default_axis(first[0] if first else next(iter(size_settings(mix))), mix),),
    )


def with_care(setup: Setup, protocol: Protocol) -> Setup:
    """Another protocol for the present question."""
    changes = {"quick" if setup.mode == BREAK_EVEN else "protocol": protocol}
    return dataclasses.replace(setup, **changes)  # type: ignore[arg-type]


def added(candidates: tuple[Candidate, ...], approach: str) -> tuple[Candidate, ...]:
    """``candidates`` with one more of ``approach``: twice as wide as the widest there is.

    At the end of the span it is the widest that is not there yet.
    """
    free = APPROACHES[approach].free
    shapes = [candidate.shape for candidate in candidates if candidate.approach == approach]
    if not free:
        return candidates if shapes else (*candidates, Candidate(approach=approach))
    level, shape = free[-1], Topology()
    if approach == "combined":
        level = free[0]
        shape = shapes[-1] if shapes else Topology(threads=2, coroutines=4)
    most = int((level_parameter(level).span or (1, 1))[1])
    widest = max((getattr(known, level) for known in shapes), default=1)
    for count in range(min(most, widest * 2), 0, -1):
        wanted = dataclasses.replace(shape, **{level: count})
        if wanted not in shapes:
            return (*candidates, Candidate(approach=approach, topology=wanted))
    return candidates


def changed(candidate: Candidate, level: str, value: int) -> Candidate:
    """``candidate`` with another number of one level."""
    topology = dataclasses.replace(candidate.topology, **{level: value})
    return dataclasses.replace(candidate, topology=topology)


def as_approach(candidate: Candidate, approach: str) -> Candidate:
    """``candidate`` as another approach, with about as many lanes."""
    if approach == candidate.approach:
        return candidate
    free, lanes = APPROACHES[approach].free, candidate.shape.lanes
    if len(free) != 1:
        shape = Topology(processes=2, threads=2, coroutines=4) if free else Topology()
        return dataclasses.replace(candidate, approach=approach, topology=shape)
    most = (level_parameter(free[0]).span or (1, 1))[1]
    shape = Topology(**{free[0]: max(1, min(int(most), lanes if lanes > 1 else 2))})
    return dataclasses.replace(candidate, approach=approach, topology=shape)


def level_parameter(level: str) -> Parameter:
    """The declaration of one level."""
    return next(parameter for parameter in parameters(Topology) if parameter.name == level)


def size_settings(mix: tuple[TaskShare, ...]) -> dict[str, Parameter]:
    """Every size of the mix's kinds that can be varied, by the name of its setting."""
    return {
        f"{share.kind}.{parameter.name}": parameter
        for share in mix
        for parameter in parameters(KINDS[share.kind])
        if parameter.span is not None and parameter.type in (int, float)
    }


def axis_settings(setup: Setup) -> tuple[str, ...]:
    """Everything a sweep of this set-up can vary."""
    shares = tuple(f"{share.kind}.{SHARE}" for share in setup.mix) if len(setup.mix) > 1 else ()
    return (*APPROACHES[setup.start.approach].free, *size_settings(setup.mix), *shares)


def span_of(setting: str, mix: tuple[TaskShare, ...]) -> tuple[float, float, bool, bool]:
    """Low, high, whether only whole numbers, whether logarithmic, of a setting."""
    if setting in LEVELS:
        parameter = level_parameter(setting)
    elif setting.endswith(f".{SHARE}"):
        return (*SHARE_SPAN, False, False)
    else:
        parameter = size_settings(mix)[setting]
    low, high = parameter.span or (0.0, 1.0)
    return low, high, parameter.type is int, parameter.scale == "log"


def default_axis(setting: str, mix: tuple[TaskShare, ...]) -> Axis:
    """A sweep of ``setting`` that one would want to see first."""
    if setting in LEVELS:
        return Axis(setting=setting, values=(1, 2, 4, 8, 16))
    if setting.endswith(f".{SHARE}"):
        return Axis(setting=setting, values=(0.0, 25.0, 50.0, 75.0, 100.0))
    low, high, whole, _log = span_of(setting, mix)
    kind, _, name = setting.rpartition(".")
    now = float(next(share.parameters[name] for share in mix if share.kind == kind))
    now = now or high / 10
    return Axis(
        setting=setting,
        values=spread(max(low, now / 8), min(high, now * 8), 5, whole=whole, log=True),
    )


def default_span(setting: str, mix: tuple[TaskShare, ...]) -> Axis:
    """The ends between which a break-even of ``setting`` is looked for at first."""
    low, high, whole, _log = span_of(setting, mix)
    kind, _, name = setting.rpartition(".")
    now = float(next(share.parameters[name] for share in mix if share.kind == kind)) or high / 10
    first, last = max(low, now / 100, 1.0 if whole else 0.01), min(high, now * 5)
    ends = (round(first), round(last)) if whole else (_rounded(first), _rounded(last))
    return Axis(setting=setting, values=ends)


def spread(low: float, high: float, count: int, *, whole: bool, log: bool) -> tuple[Value, ...]:
    """``count`` values from ``low`` to ``high``, both included, evenly (or by equal factors).

    Whole numbers that come twice are left out, so there may be fewer.
    """
    count = max(2, count)
    if log and low > 0:
        step = math.log(high / low) / (count - 1)
        raw = [low * math.exp(step * i) for i in range(count)]
    else:
        raw = [low + (high - low) * i / (count - 1) for i in range(count)]
    raw[0], raw[-1] = low, high
    if whole:
        return tuple(dict.fromkeys(round(value) for value in raw))
    return tuple(dict.fromkeys(_rounded(value) for value in raw))


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _unique(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({one.key: one for one in candidates}.values())


def _made(before: Setup | None, **changes: object) -> Setup:
    if before is None:
        return Setup(**changes)  # type: ignore[arg-type]
    return dataclasses.replace(before, **changes)  # type: ignore[arg-type]
