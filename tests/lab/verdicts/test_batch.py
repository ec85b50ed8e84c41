"""A batch tells how far it is, keeps what there is, and lets no claim stop the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lab.errors import SessionError
from lab.verdicts.batch import Batch, BatchProgress, seconds_of
from lab.verdicts.claim import Claim, Figures, Finding, Judgement, Laboratory
from lab.verdicts.claims import CLAIMS

from .fake_laboratory import FakeLaboratory, World
from .worlds import WORLDS

BY_ID = {claim.id: claim for claim in CLAIMS}


def made(name: str, measure: Callable[[Laboratory], Any], **more: Any) -> Claim:
    return Claim(
        id=name,
        group="gil",
        title=name,
        experiment="",
        figure="",
        rule="",
        seconds=10.0,
        measure=measure,
        judge=lambda figures: Judgement(verdict="confirmed"),
        **more,
    )


async def nothing(laboratory: Laboratory) -> Figures:
    return {}


async def for_ever(laboratory: Laboratory) -> Figures:
    await asyncio.Event().wait()
    return {}


async def test_progress_goes_from_nothing_to_all_of_them() -> None:
    batch = Batch([made("one", nothing), made("two", nothing)], FakeLaboratory(World()))
    told: list[BatchProgress] = []
    batch.on_progress = told.append
    found: list[Finding] = []
    batch.on_finding = found.append
    assert await batch.run() == tuple(found)
    assert [finding.claim for finding in found] == ["one", "two"]
    assert (told[0].done, told[0].all, told[0].current) == (0, 2, batch.claims[0])
    assert told[0].seconds_left == pytest.approx(20.0, abs=1.0)
    assert (told[-1].done, told[-1].current, told[-1].seconds_left) == (2, None, 0.0)
    assert [p.seconds_left for p in told] == sorted((p.seconds_left for p in told), reverse=True)


async def test_cancelling_keeps_what_there_is_and_ends_the_rest() -> None:
    ended = asyncio.Event()

    async def until_cancelled(laboratory: Laboratory) -> Figures:
        asyncio.get_running_loop().call_soon(batch.cancel)
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return {}

    claims = [made("one", nothing), made("two", until_cancelled), made("three", nothing)]
    batch = Batch(claims, FakeLaboratory(World()))
    found = await batch.run()
    assert [finding.claim for finding in found] == ["one"]
    assert ended.is_set()
    assert batch.progress.seconds_left == 0.0


async def test_cancelled_before_a_claim_is_begun_it_is_not_begun() -> None:
    batch = Batch([made("one", for_ever)], FakeLaboratory(World()))
    batch.on_progress = lambda progress: batch.cancel()
    assert await batch.run() == ()


async def test_whoever_gives_the_whole_batch_up_leaves_nothing_behind() -> None:
    batch = Batch([made("one", for_ever)], FakeLaboratory(World()))
    begun = asyncio.Event()
    batch.on_progress = lambda progress: begun.set()
    running = asyncio.get_running_loop().create_task(batch.run(), name="batch")
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "claim one"]


@pytest.mark.parametrize(
    "error", [SessionError("the engine went away"), ZeroDivisionError("division by zero")]
)
async def test_one_that_fails_does_not_stop_the_others(error: Exception) -> None:
    async def fail(laboratory: Laboratory) -> Figures:
        raise error

    found = await Batch([made("bad", fail), made("good", nothing)], FakeLaboratory(World())).run()
    assert [f.judgement.verdict for f in found] == ["inconclusive", "confirmed"]
    assert str(error).rstrip(".") in found[0].judgement.reason


async def test_what_claims_share_is_measured_once() -> None:
    claims = [BY_ID[name] for name in ("gil-one", "cpu-threads", "gil-wait")]
    laboratory = FakeLaboratory(replace(WORLDS["gil-one"].confirms, gil=0.5))
    found = await Batch(claims, laboratory).run()
    assert [f.judgement.verdict for f in found] == ["confirmed"] * 3
    assert len(laboratory.asked) == 1
    assert all(f.environment["python_version"] == "3.11.7" for f in found)


async def test_another_batch_measures_anew() -> None:
    laboratory = FakeLaboratory(WORLDS["gil-one"].confirms)
    for _ in range(2):
        await Batch([BY_ID["gil-one"]], laboratory).run()
    assert len(laboratory.asked) == 2


def test_shared_time_counts_once() -> None:
    shared = [made("one", nothing, shares="x"), made("two", nothing, shares="x")]
    assert seconds_of(shared) == 10.0
    assert seconds_of([*shared, made("three", nothing)]) == 20.0
