"""Reading ``--task KIND[:key=value,…]`` and ``--at SECONDS:SETTING=VALUE``."""

from __future__ import annotations

from typing import Any

from lab.errors import InputError

TASK_FORM = "KIND[:key=value,…], for example python-cpu:ms=20,weight=70"
AT_FORM = "SECONDS:SETTING=VALUE, for example 2.5:threads=4 or 5:python-cpu.ms=10"


def read_task(text: str) -> dict[str, Any]:
    """The table of a task, as in a file: ``kind``, ``weight`` and its sizes."""
    kind, _, rest = text.partition(":")
    table: dict[str, Any] = {"kind": kind.strip()}
    for pair in filter(None, (part.strip() for part in rest.split(","))):
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or key.strip() in table:
            raise InputError(
                f"{pair!r} is not key=value, or is given twice",
                where=f"--task {text}",
                todo=f"Write {TASK_FORM}.",
            )
        table[key.strip()] = read_value(value)
    return table


def read_change(text: str) -> dict[str, Any]:
    """The table of a change, as in a file: ``at_s``, ``setting`` and ``value``."""
    at, colon, rest = text.partition(":")
    setting, equals, value = rest.partition("=")
    if not colon or not equals or not setting.strip():
        raise InputError("this is no change", where=f"--at {text}", todo=f"Write {AT_FORM}.")
    return {"at_s": read_value(at), "setting": setting.strip(), "value": read_value(value)}


def read_value(text: str) -> bool | int | float | str:
    """A value as TOML would read it: a number or true and false, else the text itself."""
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
