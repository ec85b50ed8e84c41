"""The shape of a study file, made from the declarations as :mod:`lab.records.schema` does."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from lab.spec import MOST_CANDIDATES, Parameter, Protocol, parameters
from lab.spec.words import told

from .schema import TEXT, Table, accepted, declared, head_fields, many, table, unacceptable
from .settings import APPROACH, LEVEL

MOST_AXES = 2
_LONGEST_KEY = 1000
_LISTED = Parameter("listed", "", "", False, None, "linear", (), "Candidates are given one by one.")


def _baseline(value: object) -> object:
    """A candidate's key or its number."""
    number = isinstance(value, int) and not isinstance(value, bool)
    if not number and not (isinstance(value, str) and len(value) <= _LONGEST_KEY):
        raise unacceptable(told("must be a candidate, as in threads(4), or its number"))
    return value


def _values(value: object) -> object:
    if not isinstance(value, list) or not value:
        raise unacceptable(told("must be a list of values"))
    return value


BASELINE = Annotated[
    Any,
    PlainValidator(_baseline),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "description": "The candidate the others are measured against, by its key or number.",
        }
    ),
]


VALUES = Annotated[Any, PlainValidator(_values), WithJsonSchema({"type": "array", "minItems": 1})]


@cache
def study_model() -> type[Table]:
    """The model of a whole study file: a comparison or a sweep."""
    compare = table("compare", baseline=(BASELINE, None))
    sweep = table("sweep", baseline=(BASELINE, None), listed=(accepted(_LISTED), False))
    protocol = table("protocol", **declared(parameters(Protocol)))
    axis = table("axis", setting=(TEXT, ...), values=(VALUES, ...))
    candidate = table(
        "candidate",
        approach=(accepted(APPROACH), ...),
        **declared(LEVEL.values()),
        settings=(dict[str, Any], {}),
    )
    axes: Any = Annotated[many(axis), Field(max_length=MOST_AXES)]
    most = Field(min_length=1, max_length=MOST_CANDIDATES)
    candidates: Any = Annotated[many(candidate), most]
    return table(
        "study",
        **head_fields(),
        compare=(compare | None, None),
        sweep=(sweep | None, None),
        protocol=(protocol, protocol()),
        axis=(axes, []),
        candidate=(candidates, ...),
    )
