"""Reading ``--candidate APPROACH[:N,…][SETTING=VALUE,…]`` and ``--vary SETTING=VALUES``."""

from __future__ import annotations

import math
import re
from typing import Any

from lab.errors import InputError
from lab.spec import APPROACHES, Value

from .task_flag import read_value

CANDIDATE_FORM = (
    "threads:4, processes:1,2,4 (three of them), combined:2x4x1, or threads:4[wait.ms=5]"
)
VARY_FORM = "threads=1,2,4,8, python-cpu.ms=0.1..100 or python-cpu.ms=0.1..100/9 (9 points)"
POINTS = 7
MOST_POINTS = 200
_CANDIDATE = re.compile(
    r"(?P<approach>[a-z]+)"
    r"(?::(?P<plain>[\dx, ]+)|\((?P<round>[\dx, ]+)\))?"
    r"(?:\[(?P<settings>[^\[\]]+)\])?"
)
_SPAN = re.compile(r"(?P<low>[^.]+(?:\.\d+)?)\.\.(?P<high>[^/]+)(?:/(?P<points>\d{1,4}))?")
_NUMBER = re.compile(r"\d{1,9}")


def read_candidates(text: str) -> list[dict[str, Any]]:
    """The tables of the candidates, as in a file: approach, levels and settings."""
    where = f"--candidate {text}"
    match = _CANDIDATE.fullmatch(text.strip())
    if match is None:
        raise InputError("this is no candidate", where=where, todo=f"Write {CANDIDATE_FORM}.")
    table: dict[str, Any] = {"approach": match["approach"]}
    if match["settings"]:
        table["settings"] = dict(_pair(part, where) for part in match["settings"].split(","))
    numbers = match["plain"] or match["round"]
    if not numbers or match["approach"] not in APPROACHES:
        return [table]
    free = APPROACHES[match["approach"]].free
    return [{**table, **_levels(part, free, where)} for part in numbers.split(",")]


def read_axis(text: str) -> dict[str, Any]:
    """The table of an axis, as in a file: ``setting`` and ``values``."""
    where = f"--vary {text}"
    setting, values = _pair(text, where, read=str)
    if (match := _SPAN.fullmatch(str(values).strip())) is not None:
        low, high = read_value(match["low"]), read_value(match["high"])
        scale = _scale(setting)
        return {"setting": setting, "values": _spread(low, high, match["points"], scale, where)}
    parts = [part.strip() for part in str(values).split(",")]
    if not all(parts):
        raise InputError("a value is missing", where=where, todo=f"Write {VARY_FORM}.")
    return {"setting": setting, "values": [read_value(part) for part in parts]}


def _pair(text: str, where: str, read: Any = read_value) -> tuple[str, Value]:
    setting, equals, value = text.partition("=")
    if not equals or not setting.strip() or not value.strip():
        what = f"{text.strip()!r} is not SETTING=VALUE"
        raise InputError(what, where=where, todo="As in python-cpu.ms=5.")
    return setting.strip(), read(value)


def _levels(text: str, free: tuple[str, ...], where: str) -> dict[str, int]:
    numbers = [part.strip() for part in text.split("x")]
    if len(numbers) != len(free) or not all(map(_NUMBER.fullmatch, numbers)):
        forms = {0: "wanted: it has no shape", 1: f"a number of {free[0] if free else ''}"}
        form = forms.get(len(free), f"{' x '.join(free)}, as in {'x'.join('2' * len(free))}")
        raise InputError(f"{text.strip()!r} is not {form}", where=where)
    return dict(zip(free, map(int, numbers), strict=True))


def _scale(setting: str) -> str:
    """How the values of a setting lie beside each other, by its declaration."""
    from lab.records.settings import study_setting

    parameter = study_setting(setting)
    return parameter.scale if parameter else "log"


def _spread(low: Value, high: Value, points: str | None, scale: str, where: str) -> list[Value]:
    """Values from low to high, evenly spread on the setting's scale; whole where both ends are."""
    count = int(points) if points else POINTS
    log = scale == "log"
    if isinstance(low, (bool, str)) or isinstance(high, (bool, str)) or not low < high:
        what = "a span goes from one number to a larger one"
        raise InputError(what, where=where, todo=f"Write {VARY_FORM}.")
    if log and low <= 0:
        raise InputError("this span has to begin above 0", where=where)
    if not (2 <= count <= MOST_POINTS and math.isfinite(high) and math.isfinite(low)):
        raise InputError(f"a span has 2 to {MOST_POINTS} points", where=where)
    parts = [index / (count - 1) for index in range(count - 1)]
    values = [low * (high / low) ** part if log else low + (high - low) * part for part in parts]
    if isinstance(low, int) and isinstance(high, int):
        return [*dict.fromkeys([*(round(value) for value in values), high])]
    # Three digits: what is varied is read on an axis and in names.
    return [*dict.fromkeys([float(f"{value:.3g}") for value in values] + [float(high)])]
