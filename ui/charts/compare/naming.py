"""What a candidate is called: its approach, its shape and what of the work differs."""

from __future__ import annotations

from lab.records.settings import setting_parameter
from lab.spec import APPROACHES, LEVELS, Candidate, Value
from lab.tasks import KINDS
from ui.words import N_, NBSP, Words, figure, ntr, number, tr

_LEVEL = {
    "processes": N_("processes"),
    "threads": N_("threads"),
    "coroutines": N_("coroutines"),
}


def title(candidate: Candidate) -> str:
    """The marked title of its approach."""
    return APPROACHES[candidate.approach].title


def shape(candidate: Candidate) -> str:
    """Processes × threads × coroutines: ``8 × 2 × 1``."""
    numbers = (number(getattr(candidate.shape, level)) for level in LEVELS)
    return f"{NBSP}×{NBSP}".join(numbers)


def settings(candidate: Candidate) -> str:
    """What of the work differs, in the reader's language: ``CPU 5 ms, wait 20 ms``; often empty."""
    return ", ".join(setting_value(setting, value) for setting, value in candidate.settings)


def detail(candidate: Candidate) -> str:
    """Its shape, and what of the work differs."""
    differs = settings(candidate)
    return f"{shape(candidate)}, {differs}" if differs else shape(candidate)


def called(candidate: Candidate) -> Words:
    """Approach and shape in one line: *Processes 8 × 1 × 1*."""
    return Words(
        N_("{approach} {shape}"),
        approach=lambda: tr(title(candidate)),
        shape=lambda: detail(candidate),
    )


def in_words(candidate: Candidate) -> str:
    """Its shape as one says it: *8 processes, 2 threads each*; in the reader's language."""
    at = candidate.shape
    if candidate.approach == "sequential":
        return tr(N_("one after another"))
    parts = []
    if at.processes > 1 or candidate.approach == "processes":
        parts.append(ntr("{n} process", "{n} processes", at.processes))
    if at.threads > 1 or candidate.approach == "threads":
        threads = ntr("{n} thread", "{n} threads", at.threads)
        parts.append(tr(N_("{workers} each"), workers=threads) if parts else threads)
    if at.coroutines > 1 or candidate.approach == "asyncio":
        coroutines = ntr("{n} coroutine", "{n} coroutines", at.coroutines)
        parts.append(tr(N_("{workers} each"), workers=coroutines) if parts else coroutines)
    return ", ".join(parts) or tr(N_("1 lane"))


def setting_name(setting: str) -> str:
    """What a setting is called on an axis, without its unit: *threads*, *CPU*, *HTTP Body*."""
    if setting in _LEVEL:
        return tr(_LEVEL[setting])
    kind, _, name = setting.rpartition(".")
    short = tr(KINDS[kind].short if kind in KINDS else kind)
    if name == "share":
        return tr(N_("{kind} share"), kind=short)
    parameter = setting_parameter(setting)
    if parameter is None or name == "ms":
        return short
    return tr(N_("{kind} {label}"), kind=short, label=tr(parameter.label))


def setting_unit(setting: str) -> str:
    """The unit of a setting; empty where it has none."""
    if setting.endswith(".share"):
        return "%"
    parameter = setting_parameter(setting)
    return tr(parameter.unit) if parameter is not None else ""


def setting_axis(setting: str) -> str:
    """Name and unit, as at an axis: *CPU, ms*."""
    unit = setting_unit(setting)
    return f"{setting_name(setting)}, {unit}" if unit else setting_name(setting)


def value_text(value: Value) -> str:
    """A setting's value in the reader's format."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return tr(str(value))
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        plain = f"{value:.6g}"
        return number(value, len(plain.partition(".")[2]))
    return figure(value)


def setting_value(setting: str, value: Value) -> str:
    """Name, value and unit in one: *CPU 5 ms*."""
    unit = setting_unit(setting)
    said = f"{value_text(value)}{NBSP}{unit}" if unit else value_text(value)
    return f"{setting_name(setting)}{NBSP}{said}"


def value_of(candidate: Candidate, setting: str) -> Value | None:
    """What ``candidate`` has for a setting of a sweep's axis; None where it does not say."""
    if setting in LEVELS:
        return int(getattr(candidate.shape, setting))
    return dict(candidate.settings).get(setting)
