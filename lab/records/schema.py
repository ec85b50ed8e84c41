"""The shape of an experiment file, made from the declarations; nothing is declared twice.

Every table of the file is a pydantic model built by walking ``parameters(...)``; spans, choices
and units come from there. A model says *that* a value is wrong, :mod:`lab.records.complaint` says
it to the person who wrote it. The same declarations say it to other programs, as JSON Schema.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import Annotated, Any, Literal, Union

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from lab.spec import Options, Parameter, parameters
from lab.spec.words import told
from lab.tasks import KINDS

from .settings import APPROACH, AT, LEVEL, SECONDS, TASKS, WEIGHT

VERSION = 1
TEXT_LENGTH = 300
_INTERPRETER_NAMES = ("python", "pypy")


class Table(BaseModel):
    """Base of every table: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def problem_of(parameter: Parameter, value: object) -> str | None:
    """Why ``value`` is not acceptable, or None; also for what only files hold (NaN, tables)."""
    if isinstance(value, float) and not math.isfinite(value):
        return told("must be a number, {span}", span=parameter.span_text())
    if parameter.choices and not isinstance(value, str):
        return told("must be one of {choices}", choices=", ".join(parameter.choices))
    return parameter.problem(value)


def accepted(parameter: Parameter) -> Any:
    """A field type that accepts exactly what the declaration accepts."""

    def check(value: object) -> object:
        problem = problem_of(parameter, value)
        if problem:
            raise unacceptable(problem)
        return parameter.clean(value)

    return Annotated[Any, PlainValidator(check), WithJsonSchema(_json_schema(parameter))]


def _json_schema(parameter: Parameter) -> dict[str, Any]:
    """The declaration in the words of JSON Schema."""
    said: dict[str, Any] = {"description": parameter.help, "default": parameter.default}
    if parameter.unit:
        said["description"] += f" Unit: {parameter.unit}."
    if parameter.choices:
        return {**said, "type": "string", "enum": list(parameter.choices)}
    if parameter.type is bool:
        return {**said, "type": "boolean"}
    said["type"] = "integer" if parameter.type is int else "number"
    if parameter.span:
        said["minimum"], said["maximum"] = parameter.span
    return said


def one_line(text: str) -> str:
    """``text`` as a file may hold it: one line of bounded length, nothing that cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text[:TEXT_LENGTH])
    return seen.strip() if seen != text else seen


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LENGTH or not value.isprintable():
        raise unacceptable(
            told("must be text of one line, at most {most} characters", most=TEXT_LENGTH)
        )
    return value


def _interpreter(value: object) -> str:
    """A file may name an interpreter to run in, and nothing else: it comes from anywhere."""
    path = PurePath(value) if isinstance(value, str) else PurePath()
    if not path.is_absolute() or not path.name.lower().startswith(_INTERPRETER_NAMES):
        raise unacceptable(told("must be the absolute path of a Python interpreter (…/python3.13)"))
    return _text(value)


def _version(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        problem = told("must be {version}", version=VERSION)
    elif value > VERSION:
        problem = told("must be {version}: the file was written by a newer Hebra", version=VERSION)
    else:
        return value
    raise unacceptable(problem)


def unacceptable(problem: str) -> PydanticCustomError:
    """What a validator raises; ``problem`` follows the value: ``3 must be a table``."""
    return PydanticCustomError("unacceptable", "{problem}", {"problem": problem})


def table(name: str, /, **fields: Any) -> type[Table]:
    """A table with these fields, each a type and a default (``...`` where there is none)."""
    made: type[Table] = create_model(name, __base__=Table, **fields)
    return made


def declared(declarations: Iterable[Parameter]) -> dict[str, Any]:
    """The fields of a table with these parameters."""
    return {p.name: (accepted(p), p.default) for p in declarations}


def _task_tables() -> Any:
    """One table for each kind of task, told apart by its ``kind``."""
    tables = tuple(
        table(
            kind,
            kind=(Literal[kind], ...),
            weight=(accepted(WEIGHT), WEIGHT.default),
            **declared(parameters(cls)),
        )
        for kind, cls in KINDS.items()
    )
    union: Any = Union[tables]  # noqa: UP007 - the members are only known when it runs
    return Annotated[union, Field(discriminator="kind")]


TEXT = Annotated[
    Any, PlainValidator(_text), WithJsonSchema({"type": "string", "maxLength": TEXT_LENGTH})
]
"""Text of one line."""


def many(member: Any) -> Any:
    """A list of tables; by call, for the members exist only at run time."""
    return list.__class_getitem__(member)


def head_fields() -> dict[str, Any]:
    """What experiments and studies have alike: version, texts, Python, options and task mix."""
    options = table("options", **declared(parameters(Options)))
    return {
        "hebra": (
            Annotated[Any, PlainValidator(_version), WithJsonSchema({"const": VERSION})],
            ...,
        ),
        "title": (TEXT, ""),
        "note": (TEXT, ""),
        "python": (
            Annotated[
                Any, PlainValidator(_interpreter), WithJsonSchema({"type": ["string", "null"]})
            ],
            None,
        ),
        "options": (options, options()),
        "task": (many(_task_tables()), ...),
    }


@cache
def document_model() -> type[Table]:
    """The model of a whole file; its dump is the document with every default filled in."""
    change = table("change", at_s=(accepted(AT), ...), setting=(TEXT, ...), value=(Any, ...))
    topology = table("topology", **declared(LEVEL.values()))
    load = table("load", seconds=(accepted(SECONDS), None), tasks=(accepted(TASKS), None))
    return table(
        "experiment",
        **head_fields(),
        approach=(accepted(APPROACH), APPROACH.default),
        topology=(topology, topology()),
        load=(load, load()),
        change=(many(change), []),
    )
