"""The settings a run has besides the declared fields, and the words for a change of one.

A change names its setting as :class:`lab.spec.Change` does: a level, ``approach``,
``KIND.weight`` or ``KIND.PARAMETER``. Each is described by a :class:`lab.spec.Parameter`, taken
from the declaration where there is one, so that files, flags and sliders agree on spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lab.spec import (
    APPROACHES,
    LEVELS,
    N_,
    SECONDS_SPAN,
    TASKS_SPAN,
    WEIGHT_SPAN,
    Experiment,
    Parameter,
    Topology,
    parameters,
)
from lab.tasks import KINDS

from .wording import Wording

_ENGLISH = Wording()

APPROACH = Parameter(
    "approach",
    N_("Approach"),
    "",
    Experiment.approach,
    None,
    "linear",
    tuple(APPROACHES),
    N_("How the tasks are carried out."),
)
WEIGHT = Parameter(
    "weight", N_("Weight"), "", 1.0, WEIGHT_SPAN, "linear", (), N_("Share of the mix, any scale.")
)
SHARE = Parameter(
    "share", N_("Share"), "%", 50.0, (0.0, 100.0), "linear", (), N_("The kind's part of the mix.")
)
SECONDS = Parameter(
    "seconds", N_("Duration"), "s", 10.0, SECONDS_SPAN, "log", (), N_("Run flat out for this long.")
)
TASKS = Parameter(
    "tasks",
    N_("Tasks"),
    "",
    1000,
    TASKS_SPAN,
    "log",
    (),
    N_("Carry out this many tasks, each exactly once, and report the time to finish."),
)
AT = Parameter(
    "at_s",
    N_("At"),
    "s",
    0.0,
    (0.0, SECONDS_SPAN[1]),
    "linear",
    (),
    N_("Time of a change, since the start of the run."),
)
LEVEL = {parameter.name: parameter for parameter in parameters(Topology)}


def setting_parameter(setting: str) -> Parameter | None:
    """The declaration behind a setting's name, or None when there is no such setting."""
    if setting == "approach":
        return APPROACH
    if setting in LEVEL:
        return LEVEL[setting]
    kind, _, name = setting.rpartition(".")
    if kind not in KINDS:
        return None
    if name == "weight":
        return WEIGHT
    return next((p for p in parameters(KINDS[kind]) if p.name == name), None)


def setting_names(kinds: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Every setting that can be changed while a run with these task kinds goes on."""
    names = [*LEVELS, "approach"]
    for kind in kinds:
        names.append(f"{kind}.weight")
        names += [f"{kind}.{parameter.name}" for parameter in parameters(KINDS[kind])]
    return tuple(names)


def study_setting(setting: str) -> Parameter | None:
    """The declaration behind what a study's candidates differ in, or None."""
    if setting in LEVEL:
        return LEVEL[setting]
    kind, _, name = setting.rpartition(".")
    if kind not in KINDS:
        return None
    return SHARE if name == "share" else setting_parameter(setting)


def study_setting_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """Every setting, besides the levels, that the candidates of a study of these kinds may have."""
    names = []
    for kind in kinds:
        names += [f"{kind}.{parameter.name}" for parameter in parameters(KINDS[kind])]
        names += [f"{kind}.weight", f"{kind}.share"]
    return tuple(names)


def value_text(value: object) -> str:
    """A value as it is shown: ``20``, ``0.5``, ``1,000``, ``threads``."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (int, float)):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)


def change_text(setting: str, old: object, new: object, wording: Wording = _ENGLISH) -> str:
    """A change in a few words, as on a chart's marker: ``threads 2→4``, ``wait 20→40 ms``."""
    parameter = setting_parameter(setting)
    kind, _, name = setting.rpartition(".")
    label = wording.say(parameter.label).lower() if parameter else name
    unit = f" {parameter.unit}" if parameter and parameter.unit else ""
    # A kind with a size in ms speaks for itself: wait 20→40 ms.
    words = [kind, "" if name == unit.strip() else label]
    step = f"{_short(old, wording)}→{_short(new, wording)}{unit}"
    return " ".join(word for word in (*words, step) if word)


def _short(value: object, wording: Wording) -> str:
    return value_text(value).replace(",", "").replace(".", wording.decimal)
