"""A study as tidy tables: a row a trial, a candidate, a contrast, or a moment of a trial."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from lab.advice.digest import Digest
from lab.errors import InputError
from lab.session.series import Column
from lab.spec import LEVELS, Candidate
from lab.spec.words import told

from .complaint import did_you_mean
from .settings import study_setting
from .tidy import Cell, Kind, Tidy


@dataclass(frozen=True)
class _Figure:
    """One column, and how its cell is taken from what a row is about."""

    name: str
    unit: str
    help: str
    kind: Kind = float
    of: Callable[[Any], Any] | None = None
    """None takes the attribute of the column's name."""

    @property
    def column(self) -> Column:
        return Column(self.name, self.unit, self.help)

    def cells(self, things: Iterable[Any]) -> list[Cell]:
        of = self.of or attrgetter(self.name)
        return [self._cell(of(thing)) for thing in things]

    def _cell(self, value: Any) -> Cell:
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return None
        return self.kind(value)


def study_table(digest: Digest, table: str) -> Tidy:
    """The ``table`` of a study: ``trials``, ``candidates``, ``contrasts`` or ``course``."""
    if table not in TABLES:
        what = told("{name} is no table of a study", name=repr(table))
        raise InputError(what, todo=did_you_mean(table, TABLES))
    return TABLES[table](digest)


def trials_table(digest: Digest) -> Tidy:
    """Every run that was made, measured or not."""
    candidates = digest.result.study.candidates
    named = _naming(candidates, lambda trial: candidates[trial.candidate])
    return _table([*named, *_OF_TRIALS], digest.result.trials)


def candidates_table(digest: Digest) -> Tidy:
    """Every candidate's figures over all its trials, with 95 % intervals."""
    rank = {place: number for number, place in enumerate(digest.ranking, 1)}
    named = _naming(digest.result.study.candidates, lambda row: row.candidate)
    standing = [
        _Figure(
            "rank", "", "place by throughput, 1 is the highest", int, lambda r: rank.get(r.place)
        ),
        _Figure(
            "baseline", "", "whether the others are measured against it", bool,
            lambda row: row.place == digest.baseline,
        ),
    ]  # fmt: skip
    return _table([*named, *standing, *_OF_CANDIDATES], digest.rows)


def contrasts_table(digest: Digest) -> Tidy:
    """Pairs of candidates held against each other."""
    names = [row.candidate.key for row in digest.rows]
    pair = [
        _Figure("first", "", "candidate", str, lambda c: names[c.first]),
        _Figure("second", "", "candidate it is held against", str, lambda c: names[c.second]),
    ]
    return _table([*pair, *_OF_CONTRASTS], digest.contrasts)


def course_table(digest: Digest) -> Tidy:
    """Throughput over the time of every trial, warm-up included."""
    candidates = digest.result.study.candidates
    moments = [
        (trial, t_s, per_s)
        for trial in digest.result.trials
        for t_s, per_s in zip(trial.course_s.tolist(), trial.course_per_s.tolist(), strict=True)
    ]
    figures = [
        _Figure("candidate", "", "candidate", str, lambda m: candidates[m[0].candidate].key),
        _Figure("block", "", "block of the trial, from 1", int, lambda m: m[0].block + 1),
        _Figure("place", "", "which trial it was in time, from 1", int, lambda m: m[0].place + 1),
        _Figure(
            "t_s", "s", "end of the interval, since the first lane started", float, lambda m: m[1]
        ),
        _Figure(
            "throughput_per_s", "1/s", "tasks finished per second in the interval", float,
            lambda m: m[2],
        ),
    ]  # fmt: skip
    return _table(figures, moments)


TABLES: dict[str, Callable[[Digest], Tidy]] = {
    "trials": trials_table,
    "candidates": candidates_table,
    "contrasts": contrasts_table,
    "course": course_table,
}
"""What can be written of a study."""


def _table(figures: list[_Figure], things: Iterable[Any]) -> Tidy:
    things = tuple(things)
    return Tidy(
        columns=tuple(figure.column for figure in figures),
        kinds=tuple(figure.kind for figure in figures),
        data=tuple(figure.cells(things) for figure in figures),
    )


def _naming(candidates: Iterable[Candidate], of: Callable[[Any], Candidate]) -> list[_Figure]:
    """Columns that say which candidate a row is about, and each setting they differ in."""
    figures = [
        _Figure("candidate", "", "candidate", str, lambda thing: of(thing).key),
        _Figure("approach", "", "how its tasks are carried out", str, lambda t: of(t).approach),
    ]
    figures += [
        _Figure(level, level, f"{level} of its shape", int, _shape_of(of, level))
        for level in LEVELS
    ]
    figures.append(
        _Figure("lanes", "lanes", "tasks in progress at once", int, lambda t: of(t).shape.lanes)
    )
    for setting in dict.fromkeys(name for c in candidates for name, _ in c.settings):
        parameter = study_setting(setting)
        assert parameter is not None, "a study's settings are checked when it is made"
        taken = _setting_of(of, setting)
        figures.append(_Figure(setting, parameter.unit, parameter.help, parameter.type, taken))
    return figures


def _shape_of(of: Callable[[Any], Candidate], level: str) -> Callable[[Any], Any]:
    return lambda thing: getattr(of(thing).shape, level)


def _setting_of(of: Callable[[Any], Candidate], setting: str) -> Callable[[Any], Any]:
    return lambda thing: dict(of(thing).settings).get(setting)


def _interval(name: str, unit: str, text: str, attribute: str = "") -> list[_Figure]:
    """A figure and where it lies with 95 % confidence, as three columns."""

    def part(which: str) -> Callable[[Any], Any]:
        def taken(thing: Any) -> Any:
            interval = getattr(thing, attribute or name)
            return getattr(interval, which) if interval is not None else None

        return taken

    return [
        _Figure(name, unit, text, float, part("value")),
        _Figure(f"{name}_low", unit, f"lower end of its 95 % interval: {name}", float, part("low")),
        _Figure(
            f"{name}_high", unit, f"upper end of its 95 % interval: {name}", float, part("high")
        ),
    ]


def _latency(text: str) -> list[_Figure]:
    def part(which: str) -> Callable[[Any], Any]:
        return lambda thing: getattr(thing.latency_ms, which, None)

    names = {"p50": "median", "p95": "95th percentile", "p99": "99th percentile", "max": "longest"}
    return [
        _Figure(f"{which}_ms", "ms", f"{word} of the latency{text}", float, part(which))
        for which, word in names.items()
    ]


_SHARES = [
    _Figure(name, "", f"share of the lanes' time {text}", float, attrgetter(f"shares.{name}"))
    for name, text in {
        "running": "running on a core",
        "gil": "waiting for the GIL",
        "core": "waiting for a core",
        "io": "waiting for I/O",
        "loop": "waiting for the event loop",
        "gil_or_core": "waiting for the GIL or a core, where these cannot be told apart",
    }.items()
]

_OF_TRIALS = [
    _Figure("block", "", "block, from 1", int, lambda trial: trial.block + 1),
    _Figure("place", "", "which trial it was in time, from 1", int, lambda trial: trial.place + 1),
    _Figure("state", "", "measured, interrupted or failed; only measured ones count", str),
    _Figure("problem", "", "why it failed", str, lambda trial: trial.problem or None),
    _Figure("started_at", "", "when it was started", str),
    _Figure("start_up_ms", "ms", "from the wish to the first task begun"),
    _Figure("warm_up_s", "s", "how much was cut off at the beginning"),
    _Figure("steady", "", "whether the measured time shows no trend", bool),
    _Figure("seconds", "s", "measured time"),
    _Figure("tasks_done", "tasks", "tasks finished in it", int),
    _Figure("tasks_failed", "tasks", "tasks that raised in it", int),
    _Figure("throughput_per_s", "1/s", "tasks finished per second"),
    *_latency(""),
    *_SHARES,
    _Figure("cpu_ms_per_task", "ms", "CPU time of a task"),
    _Figure("cores_used", "cores", "CPU time of the experiment per second"),
    _Figure("memory_mib", "MiB", "memory of all worker processes at the end"),
    _Figure("others_cores", "cores", "load of other programs meanwhile"),
]

_OF_CANDIDATES = [
    _Figure("trials", "", "runs that were measured", int),
    *_interval("throughput_per_s", "1/s", "tasks finished per second, median of the trials"),
    *_interval("speedup", "", "throughput against the baseline, median of the ratios by block"),
    *_latency(" over all trials, from the merged histograms"),
    *_interval("trial_p95_ms", "ms", "median of the trials' own 95th percentiles", "p95_ms"),
    *_interval("cpu_ms_per_task", "ms", "CPU time of a task"),
    *_interval("memory_mib", "MiB", "memory of all worker processes"),
    *_interval("cores_used", "cores", "CPU time of the experiment per second"),
    *_interval("start_up_ms", "ms", "from the wish to the first task begun"),
    *_SHARES,
    _Figure("unsteady", "", "trials that did not reach a steady state", int),
    _Figure(
        "tasks_failed", "tasks", "tasks that raised, over all trials", int, attrgetter("failed")
    ),
]

_OF_CONTRASTS = [
    *_interval("ratio", "", "throughput of the first over that of the second, by block"),
    _Figure("p_value", "", "how likely such a difference is by chance alone"),
    _Figure("effect", "", "Cliff's delta, between -1 and 1"),
    _Figure("verdict", "", "different, equal or unsure", str),
]
