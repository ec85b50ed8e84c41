"""Sub-interpreters compute where the Python has them, and are named where it has not."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from lab.probes import subinterpreters
from lab.probes.probe import UnavailableError
from lab.session import probing
from lab.session.probing import ProbeRun

ORDER = {"workers": 2, "seconds": 0.02, "repeats": 2}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python has them")
async def test_a_python_without_them_says_so() -> None:
    with pytest.raises(probing.UnavailableError, match=r"3\.12"):
        await ProbeRun("subinterpreters", ORDER).carry_out()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python has none")
async def test_each_repeat_is_told() -> None:
    figures = (await ProbeRun("subinterpreters", ORDER).carry_out()).figures
    assert figures["workers"] == 2
    assert len(figures["one_per_s"]) == len(figures["many_per_s"]) == 2
    assert min(figures["one_per_s"] + figures["many_per_s"]) > 0


class FakeProbe:
    """Carries an order and hears figures."""

    order: Mapping[str, Any] = ORDER

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def emit(self, **figures: Any) -> None:
        self.told.append(figures)


def test_those_of_3_13_are_made_used_and_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: set[int] = set()
    carried: list[int] = []
    module = ModuleType("_interpreters")

    def create() -> int:
        alive.add(len(alive) + 1)
        return len(alive)

    def execute(one: int, source: str) -> None:
        assert one in alive
        carried.append(one)
        exec(source, {})

    vars(module).update(create=create, exec=execute, destroy=alive.discard)
    monkeypatch.setitem(sys.modules, "concurrent.interpreters", None)
    monkeypatch.setitem(sys.modules, "_interpreters", module)
    monkeypatch.setattr(subinterpreters, "_FIRST", 1000)
    probe = FakeProbe()
    figures = subinterpreters.run(probe)  # type: ignore[arg-type]
    assert not alive
    assert set(carried) == {1, 2}
    assert [told["many_per_s"] for told in probe.told] == figures["many_per_s"]


def test_one_that_fails_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("_interpreters")
    ended: list[int] = []
    vars(module).update(create=lambda: 1, exec=lambda one, source: "no", destroy=ended.append)
    monkeypatch.setitem(sys.modules, "concurrent.interpreters", None)
    monkeypatch.setitem(sys.modules, "_interpreters", module)
    with pytest.raises(RuntimeError, match="a sub-interpreter failed: no"):
        subinterpreters.run(FakeProbe())  # type: ignore[arg-type]
    assert ended == [1, 1]


def test_without_any_of_them_it_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("concurrent.interpreters", "_interpreters", "_xxsubinterpreters"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UnavailableError):
        subinterpreters.interpreters()
