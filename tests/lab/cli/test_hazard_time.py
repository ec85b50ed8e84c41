"""`hebra hazard loop`, `convoy` and `queues`: what is asked reaches the probe, figures are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from typer.testing import CliRunner

from lab.cli.app import build
from lab.cli.hazard.words import milliseconds
from lab.cli.machinery import Machinery
from lab.errors import InputError
from lab.session.probing import ProbeResult

FIGURES: dict[str, dict[str, Any]] = {
    "blocked_loop": {
        "lag_ms": {"p50": 0.0421, "p95": 5.25, "p99": 51.23, "max": 1024.4},
        "beats": 150,
        "tasks": 12,
    },
    "convoy": {
        "requests": 600,
        "requests_per_s": 198.4,
        "latency_ms": {"p50": 5.11, "p95": 7.39, "p99": None, "max": 9.9},
        "computed_per_s": 34.9e6,
    },
    "back_pressure": {
        "produced": 5000,
        "consumed": 900,
        "longest_queue": 4096,
        "memory_mib": 256.4,
        "latency_ms": {"p50": 2190.0, "p95": 4181.0, "p99": 4351.0, "max": 4400.0},
        "limit_mib": 256.0,
        "limit_reached_s": 5.5,
        "seconds": 5.5,
    },
}
LIVE: dict[str, dict[str, Any]] = {
    "blocked_loop": {"beats": [], "tasks": 0},
    "convoy": {"requests_per_s": 10.0, "latency_ms": {"p50": 1.0}},
    "back_pressure": {"length": 3, "memory_mib": 0.2, "age_ms": None},
}


class FakeProbe:
    """Tells made-up figures once, and ends with others."""

    def __init__(self, name: str, order: Mapping[str, Any]) -> None:
        self.name, self.order = name, order
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None

    async def start(self) -> None:
        assert self.on_figures is not None
        self.on_figures(LIVE[self.name])

    async def finished(self) -> ProbeResult:
        figures = dict(FIGURES[self.name])
        if self.order.get("bound"):
            figures |= {"longest_queue": self.order["bound"], "limit_reached_s": None}
        if self.order.get("busy") is False:
            figures["computed_per_s"] = None
        return ProbeResult(figures=figures, seconds=1.0, others_cores=0.0, environment={})

    async def stop(self) -> None:
        pass


def hazard(*words: str) -> tuple[Any, list[FakeProbe]]:
    made: list[FakeProbe] = []

    def make(name: str, order: Mapping[str, Any]) -> FakeProbe:
        made.append(FakeProbe(name, order))
        return made[-1]

    machinery = Machinery(sessions=_none, makers=_none, probes=lambda: make)
    return CliRunner().invoke(build(machinery), ["hazard", *words]), made


def _none() -> Any:
    raise AssertionError("no session is wanted here")


def test_the_loop_is_watched_beside_each_in_turn() -> None:
    result, made = hazard("loop", "--task-ms", "50", "--at-once", "3", "--seconds", "1")
    assert result.exit_code == 0
    assert [probe.order["where"] for probe in made] == ["nowhere", "inline", "thread", "process"]
    assert all(
        {"task_ms": 50.0, "at_once": 3, "beat_ms": 20.0, "seconds": 1.0}.items()
        <= probe.order.items()
        for probe in made
    )
    assert "On the loop" in result.output
    for figure in ("0.042 ms", "5.25 ms", "51.2 ms", "1,024 ms"):
        assert figure in result.output


def test_one_place_is_watched_alone() -> None:
    result, made = hazard("loop", "--where", "thread", "--json", "-")
    assert [probe.order["where"] for probe in made] == ["thread"]
    (run,) = json.loads(result.output)["runs"]
    assert (run["probe"], run["figures"]["beats"]) == ("blocked_loop", 150)


def test_every_interval_is_tried_beside_everything() -> None:
    result, made = hazard("convoy", "--switch-interval", "5", "--switch-interval", "0.5")
    asked = [(p.order["busy"], p.order.get("busy_in"), p.order["switch_interval_ms"]) for p in made]
    assert asked == [
        (False, None, 5.0),
        (False, None, 0.5),
        (True, "thread", 5.0),
        (True, "thread", 0.5),
        (True, "process", 5.0),
        (True, "process", 0.5),
    ]
    assert "198" in result.output
    assert "34.9" in result.output
    assert "–" in result.output, "beside nothing nothing is computed"


def test_one_neighbour_is_tried_alone() -> None:
    _, (probe,) = hazard("convoy", "--beside", "thread")
    assert (probe.order["busy_in"], probe.order["switch_interval_ms"]) == ("thread", 5.0)


def test_a_queue_without_a_bound_comes_before_one_with() -> None:
    result, made = hazard("queues", "--item-kib", "128", "--producers", "3")
    assert [probe.order["bound"] for probe in made] == [0, 10]
    assert all(probe.order["item_kib"] == 128 for probe in made)
    assert all(probe.order["producers"] == 3 for probe in made)
    assert "At most 10 items" in result.output
    (ended,) = [line for line in result.output.splitlines() if "ended after" in line]
    assert ended.startswith("Without a bound: ended after 5.5 s")
    assert "256 MiB" in ended


def test_bounds_can_be_chosen() -> None:
    _, made = hazard("queues", "--bound", "4", "--bound", "64")
    assert [probe.order["bound"] for probe in made] == [4, 64]


@pytest.mark.parametrize(
    "words", [["loop", "--where", "attic"], ["convoy", "--beside", "basement"]]
)
def test_what_does_not_exist_is_named(words: list[str]) -> None:
    error = hazard(*words)[0].exception
    assert isinstance(error, InputError)
    assert (error.where, error.exit_code) == (words[1], 2)


@pytest.mark.parametrize("words", [["queues", "--limit-mib", "100000"], ["loop", "--task-ms", "0"]])
def test_what_is_out_of_bounds_is_not_begun(words: list[str]) -> None:
    result, made = hazard(*words)
    assert (result.exit_code, made) == (2, [])


@pytest.mark.parametrize(
    "value, written",
    [(None, "–"), (0.0132, "0.013 ms"), (5.117, "5.12 ms"), (51.23, "51.2 ms"), (1024, "1,024 ms")],
)
def test_milliseconds_are_as_exact_as_they_are_worth(value: float | None, written: str) -> None:
    assert milliseconds(value) == written
