"""What holds for every task kind."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.runtime import layout
from lab.spec import Parameter, parameters
from lab.tasks import KINDS, TaskContext, TaskKind
from lab.tasks.wait import Wait

SMALL: dict[str, dict[str, Any]] = {
    "python-cpu": {"ms": 0.5},
    "native-cpu": {"ms": 0.5},
    "image-python": {"side": 16},
    "image-native": {"side": 16},
    "csv-python": {"rows": 100},
    "csv-numpy": {"rows": 100},
    "wait": {"ms": 1.0},
    "http": {"latency_ms": 2.0, "body_kib": 3},
    "scrape": {"latency_ms": 2.0, "page_kib": 3},
    "api": {"latency_ms": 2.0, "limit_per_s": 1000},
    "disk": {"kib": 4},
    "sqlite": {"write_share": 0.5},
    "postgres": {"server_ms": 1.0, "write_share": 0.5},
}
HERE = [name for name in KINDS if name != "postgres"]
"""What needs nothing but this Python; PostgreSQL has tests of its own, with a server."""
EVERY_PARAMETER = [(kind, parameter) for kind in KINDS.values() for parameter in parameters(kind)]


def values(parameter: Parameter) -> st.SearchStrategy[float]:
    assert parameter.span is not None
    low, high = parameter.span
    return st.integers(int(low), int(high)) if parameter.type is int else st.floats(low, high)


def test_kinds_are_offered_by_what_they_do_and_have_room_on_the_board() -> None:
    assert list(KINDS) == list(SMALL)
    computing = [kind.computes for kind in KINDS.values()]
    assert computing == sorted(computing, reverse=True)
    assert len(KINDS) <= layout.KINDS


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_explains_itself(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert kind.title
    page = inspect.getdoc(kind) or ""
    assert "wait" in page.lower(), "the help page says what the task waits for"
    assert "let go of" in page or "lets go of" in page, "and what it lets go of"
    assert kind.unavailable() is None or name == "postgres"


@pytest.mark.parametrize("kind,parameter", EVERY_PARAMETER)
def test_defaults_are_acceptable_and_labelled(kind: type[TaskKind], parameter: Parameter) -> None:
    assert parameter.problem(parameter.default) is None
    assert parameter.label
    assert parameter.help
    assert parameter.unit or parameter.name in ("write_share", "rows")
    assert parameter.default == getattr(kind(), parameter.name)


@pytest.mark.parametrize("kind,parameter", EVERY_PARAMETER)
@given(data=st.data())
def test_values_in_the_span_make_a_task(
    kind: type[TaskKind], parameter: Parameter, data: st.DataObject
) -> None:
    value = data.draw(values(parameter))
    assert parameter.problem(value) is None
    task = kind(**{parameter.name: parameter.clean(value)})
    assert 0 <= task.expected_s() < 120
    assert task == kind(**dataclasses.asdict(task))


@pytest.mark.parametrize("kind,parameter", EVERY_PARAMETER)
@given(beyond=st.floats(1e-3, 1e9))
def test_values_beyond_the_span_are_refused(
    kind: type[TaskKind], parameter: Parameter, beyond: float
) -> None:
    assert parameter.span is not None
    low, high = parameter.span
    assert parameter.problem(low - beyond)
    assert parameter.problem(high + beyond)
    assert parameter.problem(float("nan"))


@pytest.mark.parametrize("name", HERE)
def test_the_blocking_form_is_carried_out(
    name: str, context: TaskContext, server_port: int
) -> None:
    context.http_port = server_port
    task = KINDS[name](**SMALL[name])
    assert task.problem(context) is None
    carry_out = task.blocking(context)
    for _ in range(3):
        carry_out()


@pytest.mark.parametrize("name", HERE)
def test_the_async_form_is_carried_out_where_there_is_one(
    name: str, tmp_path: Path, server_port: int
) -> None:
    async def run() -> float | None:
        context = TaskContext(folder=tmp_path, http_port=server_port, concurrency=20)
        carry_out = KINDS[name](**SMALL[name]).asynchronous(context)
        if carry_out is None:
            return None
        async with asyncio.TaskGroup() as group:
            # Held by the group; a coroutine function of no arguments is all that is known of it.
            async def lane() -> None:
                for _ in range(3):
                    await carry_out()

            for number in range(20):
                group.create_task(lane(), name=f"lane {number}")
        for close in context.closers:
            await close()
        return 1.0

    assert (asyncio.run(run()) is not None) == (name in ("wait", "http", "scrape", "api"))


@pytest.mark.parametrize("name", ["csv-python", "csv-numpy", "disk", "sqlite"])
def test_a_folder_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    problem = KINDS[name]().problem(TaskContext(folder=gone))
    assert problem is not None
    assert str(gone) in problem


@pytest.mark.parametrize("name", ["csv-python", "csv-numpy", "disk", "sqlite"])
def test_asking_for_problems_leaves_nothing(name: str, tmp_path: Path) -> None:
    assert KINDS[name]().problem(TaskContext(folder=tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_waits_are_as_long_as_asked_for(tmp_path: Path) -> None:
    context = TaskContext(folder=tmp_path)
    before = time.perf_counter()
    Wait(ms=30.0).blocking(context)()
    blocking_s = time.perf_counter() - before

    async def wait() -> float:
        carry_out = Wait(ms=30.0).asynchronous(context)
        begun = time.perf_counter()
        await carry_out()
        return time.perf_counter() - begun

    # asyncio's timers may fire up to one tick of the clock early.
    assert blocking_s >= 0.030
    assert asyncio.run(wait()) >= 0.029
