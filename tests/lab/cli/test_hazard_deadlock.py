"""`hebra hazard deadlock`: who waits for whom, how soon it is found, and what came of the cures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lab.cli.app import build
from lab.cli.hazard.deadlock import CURES, SCENARIOS
from lab.cli.machinery import Machinery
from lab.errors import InputError
from lab.session.probing import ProbeResult, ProbeRun

STUCK = {
    "detected": True,
    "detection_s": 0.31,
    "finished": False,
    "seconds": 0.5,
    "done": 0,
    "wanted": 4,
    "cycle": ["T1", "T2"],
    "waits": [
        {"who": "T1", "for": "lock B", "held_by": "T2", "limited": False},
        {"who": "T2", "for": "lock A", "held_by": "T1", "limited": False},
    ],
    "stacks": [
        {"who": "T1", "frames": [{"function": "first", "line": 17, "text": "with lock_b:"}]},
        {"who": "T2", "frames": [{"function": "second", "line": 25, "text": "with lock_a:"}]},
    ],
    "seen_by": "locks",
}
FINISHED = {**STUCK, "detected": False, "finished": True, "done": 4, "cycle": [], "stacks": []}


class FakeProbe:
    """Hangs when it is broken, and finishes when it is mended."""

    orders: list[Mapping[str, Any]]

    def __init__(self, _name: str, order: Mapping[str, Any]) -> None:
        self.order = order
        self.orders.append(order)
        self.on_figures: Any = None

    async def start(self) -> None:
        self.on_figures({"nodes": [], "done": 0, "wanted": 4})
        self.on_figures({"waits": [], "held": [], "done": 0})

    async def finished(self) -> ProbeResult:
        figures = STUCK if self.order["cure"] == "none" else FINISHED
        return ProbeResult(figures=figures, seconds=0.6, others_cores=0.0, environment={})

    async def stop(self) -> None:
        pass


def hebra(*words: str, probes: Any = None) -> tuple[Result, list[Mapping[str, Any]]]:
    kind = type("Made", (FakeProbe,), {"orders": []})
    machinery = Machinery(sessions=_none, makers=_none, probes=lambda: probes or kind)
    result = CliRunner().invoke(build(machinery), ["hazard", "deadlock", *words])
    return result, kind.orders  # type: ignore[attr-defined]


def _none() -> Any:
    raise AssertionError("no session is wanted here")


def test_the_circle_the_time_and_the_stuck_lines_are_told_then_every_cure() -> None:
    result, orders = hebra()
    assert result.exit_code == 0, result.output
    assert [order["cure"] for order in orders] == ["none", "order", "timeout", "one-lock"]
    for words in (
        "deadlock, found 0.31 s after it came about (seen by the locks' holders and waiters)",
        "T1 waits for lock B, held by T2",
        "T2 waits for lock A, held by T1",
        "T1 is stuck in first, line 17: with lock_b:",
        "with one lock: finished after 0.50 s, 4 of 4 done",
    ):
        assert words in result.output


def test_what_is_asked_reaches_the_probe() -> None:
    _result, (order,) = hebra("--scenario", "circle", "--cure", "timeout", "--workers", "7")
    assert order == {"scenario": "circle", "cure": "timeout", "workers": 7}


def test_json_holds_everything() -> None:
    result, _orders = hebra("--cure", "none", "--json", "-")
    read = json.loads(result.stdout)
    assert read["hazard"] == "deadlock"
    assert read["runs"][0]["figures"]["cycle"] == ["T1", "T2"]


@pytest.mark.parametrize(
    "words, where",
    [
        (["--scenario", "traffic"], "--scenario"),
        (["--cure", "prayer"], "--cure"),
        (["--scenario", "pipe", "--cure", "one-lock"], "--cure"),
        (["--scenario", "pipe", "--workers", "3"], "--workers"),
    ],
)
def test_what_there_is_not_is_refused(words: list[str], where: str) -> None:
    result, orders = hebra(*words)
    assert isinstance(result.exception, InputError)
    assert result.exception.where == where
    assert orders == []


def test_a_real_pipe() -> None:
    result, _orders = hebra("--scenario", "pipe", "--cure", "none", probes=ProbeRun)
    assert "parent waits for pipe to child, read by child" in result.output
    assert "is stuck in child" in result.output


def test_every_scenario_and_cure_has_a_name() -> None:
    from lab.advice import deadlock_code

    assert set(SCENARIOS) == set(deadlock_code.CURES)
    assert set(CURES) == {cure for cures in deadlock_code.CURES.values() for cure in cures}
