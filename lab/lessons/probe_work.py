"""A probe as a lesson's experiment: ``[probe]``, and a ``[[side]]`` for each way it is done.

What an order may hold is declared here once more than in the probe: a probe trusts its order, a
lesson's file comes from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from lab.records.complaint import complain, did_you_mean
from lab.records.document import Document, checked_tables
from lab.records.schema import TEXT, VERSION, Table, declared, many, table, unacceptable
from lab.spec import Parameter, told

from .lesson import ProbeWork, Side
from .places import Namer

MOST_REPEATS = 20
MOST_SIDES = 4


def _choice(name: str, default: str, *choices: str) -> Parameter:
    return Parameter(name, "", "", default, None, "linear", choices, "")


def _number(name: str, default: float, low: float, high: float, unit: str = "") -> Parameter:
    return Parameter(name, "", unit, default, (low, high), "linear", (), "")


@dataclass(frozen=True)
class Offer:
    """What a side of a probe may say, and about how long one takes."""

    parameters: tuple[Parameter, ...]
    seconds: Callable[[Mapping[str, Any]], float]


OFFERS = {
    "race": Offer(
        (
            _choice("where", "threads", "threads", "coroutines", "processes"),
            _choice("between", "call", "nothing", "call", "sleep", "await"),
            _choice("guard", "none", "none", "lock"),
            _choice("memory", "variable", "variable", "shared"),
            _number("workers", 4, 1, 64),
            _number("increments", 400_000, 1, 20_000_000),
            _number("switch_interval_ms", 5.0, 0.005, 100.0, "ms"),
        ),
        lambda order: float(order["increments"]) * (1e-7 if order["guard"] == "none" else 8e-7),
    ),
    "blocked_loop": Offer(
        (
            _choice("where", "inline", "inline", "thread", "process", "nowhere"),
            _number("task_ms", 50.0, 0.0, 1000.0, "ms"),
            _number("beat_ms", 10.0, 1.0, 1000.0, "ms"),
            _number("seconds", 1.0, 0.2, 10.0, "s"),
        ),
        lambda order: float(order["seconds"]),
    ),
}
_APPROACH = {
    "coroutines": "asyncio",
    "inline": "asyncio",
    "thread": "asyncio",
    "process": "asyncio",
}
_APPROACH |= {"nowhere": "asyncio", "threads": "threads", "processes": "processes"}


def is_probe(document: Mapping[str, Any]) -> bool:
    """Whether an experiment speaks of a probe."""
    return "probe" in document


def probe_work(document: Document, where: str, name: Namer) -> ProbeWork:
    """Check a probe's tables and say what is to be carried out. Raises InputError."""
    probe = document["probe"]
    kind = probe.get("name") if isinstance(probe, dict) else None
    if not isinstance(kind, str) or kind not in OFFERS:
        what = told("{name} is no probe a lesson can have", name=repr(kind)[:60])
        raise complain(where, ("probe", "name"), what, name=name, todo=did_you_mean(kind, OFFERS))
    read = checked_tables(document, _model(kind), where, name)
    offer = OFFERS[kind]
    sides: list[Side] = []
    for place, side in enumerate(read.side):
        if any(side.name == other.name for other in sides):
            what = told("{name} is a side already", name=repr(side.name))
            raise complain(where, ("side", place, "name"), what, name=name)
        order = side.model_dump(exclude={"name"})
        sides.append(Side(approach=_APPROACH[order["where"]], name=side.name, order=order))
    seconds = sum(offer.seconds(side.order or {}) for side in sides) / len(sides)
    return ProbeWork(probe=kind, repeats=read.probe.repeats, sides=tuple(sides), one_s=seconds)


@cache
def _model(kind: str) -> type[Table]:
    repeats = _number("repeats", 5, 1, MOST_REPEATS)
    probe = table("probe", name=(TEXT, ...), **declared((repeats,)))
    named = Annotated[Any, PlainValidator(_name)]
    side = table("side", name=(named, ...), **declared(OFFERS[kind].parameters))
    sides: Any = Annotated[many(side), Field(min_length=1, max_length=MOST_SIDES)]
    version = Annotated[Any, PlainValidator(_version)]
    return table("lesson", hebra=(version, ...), probe=(probe, ...), side=(sides, ...))


def _name(value: object) -> str:
    if (
        not isinstance(value, str)
        or not value.strip()
        or len(value) > 60
        or not value.isprintable()
    ):
        raise unacceptable(told("must be a name of one line, at most {most} characters", most=60))
    return value.strip()


def _version(value: object) -> object:
    if value != VERSION:
        raise unacceptable(told("must be {version}", version=VERSION))
    return value
