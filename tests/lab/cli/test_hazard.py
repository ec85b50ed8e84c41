"""`hebra hazard`: the broken program and the mended one are told side by side, also cut short."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lab.cli.app import build
from lab.cli.machinery import Machinery
from lab.errors import InputError, SessionError
from lab.session.probing import ProbeResult


class FakeProbe:
    """Makes figures up: without a lock a quarter is lost."""

    made: list[FakeProbe]
    interrupt_at = 99
    has_part = False
    """Whether it has a result when it is stopped."""
    failure: SessionError | None = None

    def __init__(self, name: str, order: Mapping[str, Any]) -> None:
        self.name, self.order = name, order
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None
        self.stopped = asyncio.Event()
        self.made.append(self)

    async def start(self) -> None:
        if self.failure is not None:
            raise self.failure

    async def finished(self) -> ProbeResult:
        if len(self.made) == self.interrupt_at:
            os.kill(os.getpid(), signal.SIGINT)
            await self.stopped.wait()
            if not self.has_part:
                raise SessionError("It was stopped before it had a result")
        wanted = self.order["increments"]
        lost = wanted // 4 if self.order["guard"] == "none" else 0
        seconds = 0.2 if lost else 0.3
        figures = {
            "wanted": wanted,
            "counted": wanted - lost,
            "lost": lost,
            "seconds": seconds,
            "ns_per_increment": 1e9 * seconds / wanted,
            "workers": self.order["workers"],
        }
        return ProbeResult(
            figures=figures, seconds=0.5, others_cores=0.0, environment={"gil": True}
        )

    async def stop(self) -> None:
        self.stopped.set()


@pytest.fixture
def hebra() -> Callable[..., Any]:
    kind = type("Made", (FakeProbe,), {"made": []})

    def run(*words: str, **given: object) -> Any:
        for name, value in given.items():
            setattr(kind, name, value)
        machinery = Machinery(sessions=_none, makers=_none, probes=lambda: kind)
        result = CliRunner().invoke(build(machinery), ["hazard", *words])
        result.made = kind.made  # type: ignore[attr-defined]
        return result

    return run


def _none() -> Any:
    raise AssertionError("no session is wanted here")


def test_broken_and_mended_are_told_with_the_cost_of_the_lock(hebra: Callable[..., Any]) -> None:
    result = hebra("race", "--increments", "1000")
    assert result.exit_code == 0
    bare, locked = (line for line in result.output.splitlines() if "a lock" in line)
    assert "250 (25.0%)" in bare
    assert "(+50%)" in locked
    assert [probe.order["guard"] for probe in result.made] == ["none", "lock"]


def test_what_is_asked_reaches_the_probe(hebra: Callable[..., Any]) -> None:
    words = ["--where", "processes", "--between", "call", "--guard", "lock", "--workers", "2"]
    (probe,) = hebra("race", *words, "--switch-interval", "0.5").made
    assert probe.name == "race"
    assert probe.order == {
        "where": "processes",
        "between": "call",
        "guard": "lock",
        "memory": "shared",
        "workers": 2,
        "increments": 500_000,
        "switch_interval_ms": 0.5,
    }


def test_json_holds_everything(hebra: Callable[..., Any], tmp_path: Path) -> None:
    read = json.loads(hebra("race", "--json", "-").output)
    assert read["hazard"] == "race"
    assert [run["order"]["guard"] for run in read["runs"]] == ["none", "lock"]
    assert read["runs"][0]["figures"]["lost"] > 0
    assert read["runs"][0]["environment"] == {"gil": True}
    path = tmp_path / "race.json"
    assert "Without a lock" in hebra("race", "--json", str(path)).output
    assert json.loads(path.read_text())["hazard"] == "race"


@pytest.mark.parametrize(
    "words, where",
    [
        (["--where", "clouds"], "--where"),
        (["--where", "threads", "--between", "await"], "--between"),
        (["--guard", "luck"], "--guard"),
        (["--memory", "none"], "--memory"),
    ],
)
def test_what_does_not_exist_is_named(
    words: list[str], where: str, hebra: Callable[..., Any]
) -> None:
    error = hebra("race", *words).exception
    assert isinstance(error, InputError)
    assert (error.where, error.exit_code) == (where, 2)


def test_interrupted_it_tells_what_was_found_before(hebra: Callable[..., Any]) -> None:
    result = hebra("race", "--increments", "1000", interrupt_at=2)
    assert result.exit_code == 130
    assert "Without a lock" in result.output
    assert "With a lock" not in result.output


def test_what_the_interrupted_one_has_found_is_told_too(hebra: Callable[..., Any]) -> None:
    result = hebra("race", "--increments", "1000", interrupt_at=1, has_part=True)
    assert result.exit_code == 130
    assert "250 (25.0%)" in result.output
    assert len(result.made) == 1


def test_a_failure_is_no_interruption(hebra: Callable[..., Any]) -> None:
    result = hebra("race", failure=SessionError("no engine"))
    assert isinstance(result.exception, SessionError)


def test_schedules_are_counted_and_one_is_shown(hebra: Callable[..., Any]) -> None:
    output = hebra("schedules", "--number", "4").output
    assert "20 schedules, 18 of them lose an update" in output
    assert "90.00%" in output
    assert output.splitlines()[-1].split() == ["A", "write", "1", "1", "1"]
    read = json.loads(hebra("schedules", "--guard", "lock", "--threads", "3", "--json").output)
    assert (read["schedules"], read["losing"], read["ends"]) == (6, 0, {"3": 6})


@pytest.mark.parametrize(
    "words",
    [
        ["--number", "21"],
        ["--guard", "luck"],
        ["--threads", "3", "--increments", "3"],
    ],
)
def test_schedules_that_are_not_there(words: list[str], hebra: Callable[..., Any]) -> None:
    assert isinstance(hebra("schedules", *words).exception, InputError)
