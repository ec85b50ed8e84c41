"""The shape of an experiment file, made from the declarations; nothing is declared twice.

Every table of the file is a pydantic model built by walking ``parameters(...)``; spans, choices
and units come from there. A model says *that* a value is wrong, :mod:`lab.records.complaint` says
it to the person who wrote it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, create_model
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


def _checked(parameter: Parameter) -> Any:
    """A field type that accepts exactly what the declaration accepts."""

    def check(value: object) -> object:
        problem = problem_of(parameter, value)
        if problem:
            raise _unacceptable(problem)
        return parameter.clean(value)

    return Annotated[Any, PlainValidator(check)]


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LENGTH or not value.isprintable():
        raise _unacceptable(
            told("must be text of one line, at most {most} characters", most=TEXT_LENGTH)
        )
    return value


def _interpreter(value: object) -> str:
    """A file may name an interpreter to run in, and nothing else: it comes from anywhere."""
    path = PurePath(value) if isinstance(value, str) else PurePath()
    if not path.is_absolute() or not path.name.lower().startswith(_INTERPRETER_NAMES):
        raise _unacceptable(
            told("must be the absolute path of a Python interpreter (…/python3.13)")
        )
    return _text(value)


def _version(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        problem = told("must be {version}", version=VERSION)
    elif value > VERSION:
        problem = told("must be {version}: the file was written by a newer Hebra", version=VERSION)
    else:
        return value
    raise _unacceptable(problem)


def _unacceptable(problem: str) -> PydanticCustomError:
    return PydanticCustomError("unacceptable", "{problem}", {"problem": problem})


def _model(name: str, **fields: Any) -> type[Table]:
    """A table with these fields, each a type and a default (``...`` where there is none)."""
    made: type[Table] = create_model(name, __base__=Table, **fields)
    return made


def _declared(declarations: Iterable[Parameter]) -> dict[str, Any]:
    return {p.name: (_checked(p), p.default) for p in declarations}


def _task_tables() -> Any:
    """One table for each kind of task, told apart by its ``kind``."""
    tables = tuple(
        _model(
            kind,
            kind=(Literal[kind], ...),
            weight=(_checked(WEIGHT), WEIGHT.default),
            **_declared(parameters(cls)),
        )
        for kind, cls in KINDS.items()
    )
    union: Any = Union[tables]  # noqa: UP007 - the members are only known when it runs
    return Annotated[union, Field(discriminator="kind")]


@cache
def document_model() -> type[Table]:
    """The model of a whole file; its dump is the document with every default filled in."""
    text = Annotated[Any, PlainValidator(_text)]
    change = _model("change", at_s=(_checked(AT), ...), setting=(text, ...), value=(Any, ...))
    topology = _model("topology", **_declared(LEVEL.values()))
    options = _model("options", **_declared(parameters(Options)))
    load = _model("load", seconds=(_checked(SECONDS), None), tasks=(_checked(TASKS), None))
    # Generics by call: the members exist only at run time, so a checker cannot read them.
    tasks: Any = list.__class_getitem__(_task_tables())
    changes: Any = list.__class_getitem__(change)
    return _model(
        "experiment",
        hebra=(Annotated[Any, PlainValidator(_version)], ...),
        title=(text, ""),
        note=(text, ""),
        approach=(_checked(APPROACH), APPROACH.default),
        python=(Annotated[Any, PlainValidator(_interpreter)], None),
        topology=(topology, topology()),
        load=(load, load()),
        options=(options, options()),
        task=(tasks, ...),
        change=(changes, []),
    )
