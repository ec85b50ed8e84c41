"""Candidates and figures as parts of told sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lab.spec import N_, Candidate, Value, parameters, told
from lab.tasks import KINDS

_OF = {
    "processes": (N_("1 process"), N_("{n} processes")),
    "threads": (N_("1 thread"), N_("{n} threads")),
    "coroutines": (N_("1 coroutine"), N_("{n} coroutines")),
}


def called(candidate: Candidate) -> str:
    """A candidate as one says it, told: *8 processes, 2 threads each*."""
    shape, approach = candidate.shape, candidate.approach
    if approach == "sequential":
        return told("one task after another")
    parts = []
    if shape.processes > 1 or approach == "processes":
        parts.append(workers("processes", shape.processes))
    if shape.threads > 1 or approach == "threads":
        parts.append(workers("threads", shape.threads))
    if shape.coroutines > 1 or approach == "asyncio":
        parts.append(workers("coroutines", shape.coroutines))
    if not parts:
        return told("1 lane")
    said = parts[0]
    for part in parts[1:]:
        said = told("{workers}, {inner} each", workers=said, inner=part)
    return said


def workers(level: str, count: int) -> str:
    """*1 thread*, *8 threads*."""
    one, many = _OF[level]
    return told(one) if count == 1 else told(many, n=count)


def short(value: float) -> float:
    """``value`` with three significant digits, or as a whole number: to be written as it is."""
    if value == 0 or not math.isfinite(value):
        return value
    digits = 2 - math.floor(math.log10(abs(value)))
    return round(value, max(0, digits)) if digits > 0 else float(round(value))


def times(ratio: float) -> float:
    """``ratio`` as one reads it: 1.85, 11.4, 120; near 1 with two decimals at most."""
    return round(ratio, 2) if 0.1 <= ratio < 10 else short(ratio)


def amount(setting: str, value: Value) -> str:
    """A setting of the work with its value, told: *CPU 5 ms*, *wait 30 % of the tasks*."""
    kind, _, name = setting.rpartition(".")
    if kind not in KINDS or isinstance(value, (bool, str)):
        return told("{setting} {value}", setting=setting, value=value)
    short = told(KINDS[kind].short)
    if name == "share":
        return told("{kind} {value:g}\u00a0% of the tasks", kind=short, value=value)
    found = next((each for each in parameters(KINDS[kind]) if each.name == name), None)
    label, unit = (found.label, found.unit) if found else (name, "")
    if name == unit:
        return told("{kind} {value:g}\u00a0{unit}", kind=short, value=value, unit=unit)
    written = N_("{value:g}\u00a0{unit}") if unit else N_("{value:g}")
    quantity = told(written, value=value, unit=unit)
    return told("{kind}, {label} {amount}", kind=short, label=told(label), amount=quantity)


def listed(parts: Sequence[str]) -> str:
    """Told texts one after another, with commas."""
    said = parts[0]
    for part in parts[1:]:
        said = told("{first}, {second}", first=said, second=part)
    return said
