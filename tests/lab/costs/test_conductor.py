"""A cost study is carried out to its end, or as far as it could be, and says what it could not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from lab.costs import conductor as module
from lab.costs.conductor import CostConductor, CostProgress
from lab.costs.result import CostSample
from lab.costs.rows import row_of, rows_of
from lab.costs.study import study_of
from lab.errors import SessionError
from lab.session.probing import UnavailableError
from tests.lab.costs.fake_probes import FakeProbes, plausible
from tests.lab.costs.made import ALL, ENVIRONMENT


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.0)


@pytest.mark.parametrize("section", ALL)
async def test_a_section_is_measured_whole(section: str) -> None:
    study = study_of(section, quick=True, seed=3)
    conductor, told = CostConductor(study, FakeProbes()), list[CostProgress]()
    conductor.on_progress = told.append
    result = await conductor.run()
    assert (result.state, result.problem) == ("finished", "")
    assert result.environment == ENVIRONMENT
    rows = rows_of(result)
    assert {row.kind.key for row in rows} == set(study.kinds)
    assert all(set(row.figures) == {f.key for f in study.of.figures} for row in rows)
    assert told[0].done == 0
    assert told[-1].turn is None
    assert told[-1].share == 1.0


async def test_what_cannot_be_had_is_named_and_asked_for_once() -> None:
    def answer(name: str, order: Mapping[str, Any]) -> Mapping[str, Any]:
        if order["what"] == "interpreter":
            raise UnavailableError("no interpreters here")
        return plausible(name, order)

    probes = FakeProbes(answer)
    result = await CostConductor(study_of("start", quick=True, seed=1), probes).run()
    assert [(one.kind, one.size, one.reason) for one in result.missing] == [
        ("interpreter", None, "no interpreters here")
    ]
    assert sum(order["what"] == "interpreter" for _, order in probes.orders) == 1
    assert result.state == "finished"


async def test_a_failure_is_forgiven_once() -> None:
    failures: list[str] = []

    def answer(name: str, order: Mapping[str, Any]) -> Mapping[str, Any]:
        what = order["what"]
        if what == "process" or (what == "thread" and what not in failures):
            failures.append(what)
            raise SessionError(f"{what} broke")
        return plausible(name, order)

    result = await CostConductor(study_of("switch", quick=True, seed=1), FakeProbes(answer)).run()
    assert [(one.kind, one.reason) for one in result.missing] == [("process", "process broke")]
    assert failures.count("process") == 2
    rows = rows_of(result)
    thread = row_of(rows, "thread")
    assert thread is not None
    assert thread.repeats == 2


async def test_a_study_of_which_nothing_could_be_measured_has_failed() -> None:
    def answer(_name: str, _order: Mapping[str, Any]) -> Mapping[str, Any]:
        raise SessionError("no process could be started")

    result = await CostConductor(study_of("switch", quick=True), FakeProbes(answer)).run()
    assert (result.state, result.problem) == ("failed", "no process could be started")
    assert rows_of(result) == ()


async def test_what_a_limit_stops_at_one_size_is_not_tried_at_a_larger_one() -> None:
    probes = FakeProbes()
    result = await CostConductor(study_of("connections", seed=2), probes).run()
    limited = [row for row in rows_of(result) if row.limit]
    assert limited
    assert all((row.kind.key, row.reached) == ("threads", 4000.0) for row in limited)
    sizes = [one.size for one in result.missing]
    assert sizes in ([], [10_000])
    if sizes:
        assert result.missing[0].reason == "no more than 4,000: the cap"


async def test_cancelled_it_keeps_what_there_is_and_ends_the_probe_under_way() -> None:
    probes = FakeProbes()
    conductor = CostConductor(study_of("start", seed=1), probes)
    samples: list[CostSample] = []

    def take(sample: CostSample) -> None:
        samples.append(sample)
        if len(samples) == 3:
            probes.hold = asyncio.Event()
            asyncio.get_running_loop().call_later(0.01, conductor.cancel)

    conductor.on_sample = take
    result = await conductor.run()
    assert result.state == "interrupted"
    assert list(result.samples) == samples
    assert probes.ended == len(probes.orders) == 4


async def test_one_that_hangs_is_ended_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_S", 0.01)
    probes = FakeProbes()
    probes.hold = asyncio.Event()
    result = await CostConductor(study_of("switch", quick=True, seed=1), probes).run()
    assert result.state == "failed"
    assert "was ended" in result.problem
    assert probes.ended == len(probes.orders) == 6


async def test_for_real_a_switch_costs_something() -> None:
    study = study_of("switch", quick=True, seed=1)
    conductor = CostConductor(study)
    seen: list[CostSample] = []

    def take(sample: CostSample) -> None:
        seen.append(sample)
        conductor.cancel()

    conductor.on_sample = take
    result = await conductor.run()
    assert len(seen) == 1
    assert seen[0].figures["switch_ns"] > 100
    assert result.environment["python_version"]
