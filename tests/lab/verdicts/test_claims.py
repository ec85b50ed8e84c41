"""No claim knows what ought to come out: opposite figures give the opposite verdict."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lab.records.json_file import known
from lab.session.probing import UnavailableError
from lab.spec.words import Told
from lab.verdicts.batch import Batch, seconds_of
from lab.verdicts.claim import Claim, Finding, Laboratory
from lab.verdicts.claims import CLAIMS, GROUPS

from .fake_laboratory import EmptyLaboratory, FakeLaboratory, World
from .worlds import WORLDS

BY_ID = {claim.id: claim for claim in CLAIMS}
every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)


async def found(claim: Claim, laboratory: Laboratory) -> Finding:
    (finding,) = await Batch([claim], laboratory).run()
    return finding


async def verdict(claim: Claim, world: World) -> str:
    finding = await found(claim, FakeLaboratory(world))
    assert finding.judgement.reason or finding.judgement.verdict not in (
        "inconclusive",
        "unavailable",
    )
    return f"{finding.judgement.verdict} {finding.judgement.reason}".strip()


def test_every_claim_has_its_two_worlds() -> None:
    assert set(WORLDS) == set(BY_ID)
    assert len(BY_ID) == len(CLAIMS)


@every_claim
async def test_opposite_figures_turn_the_verdict(claim: Claim) -> None:
    worlds = WORLDS[claim.id]
    assert await verdict(claim, worlds.confirms) == "confirmed"
    assert await verdict(claim, worlds.refutes) == "refuted"

    doubtful = worlds.doubtful
    if doubtful is not None:
        assert (await verdict(claim, doubtful)).startswith("inconclusive ")


@every_claim
async def test_beside_other_programs_figures_of_time_decide_nothing(claim: Claim) -> None:
    worlds = WORLDS[claim.id]
    for world, quiet in ((worlds.confirms, "confirmed"), (worlds.refutes, "refuted")):
        told = await verdict(claim, replace(world, others=1.6))
        assert told == quiet if not worlds.timed else told.startswith("inconclusive Other programs")


async def test_what_is_missing_is_named() -> None:
    findings = await Batch(CLAIMS, EmptyLaboratory()).run()
    told = {f.claim: (f.judgement.verdict, f.judgement.reason) for f in findings}
    assert told == dict.fromkeys(BY_ID, ("unavailable", "there is no engine here"))


@every_claim
async def test_figures_are_plain_and_sentences_can_be_said_in_any_language(claim: Claim) -> None:
    finding = await found(claim, FakeLaboratory(WORLDS[claim.id].confirms))
    assert json.loads(json.dumps(known(dict(finding.figures))))
    assert isinstance(finding.judgement.says, Told)
    assert finding.judgement.says
    # What was read back from a file is judged as it was when it was measured.
    again = claim.judge(json.loads(json.dumps(dict(finding.figures))))
    assert again == finding.judgement
    others = finding.figures.get("others_cores")
    assert (others is not None) or not WORLDS[claim.id].timed


def test_every_claim_is_put_in_words() -> None:
    for claim in CLAIMS:
        assert claim.group in GROUPS
        assert all((claim.title, claim.experiment, claim.figure, claim.rule))
        assert 0 < claim.seconds <= 25


def test_all_of_them_take_no_longer_than_six_minutes() -> None:
    assert seconds_of(CLAIMS) < 330


async def test_one_core_cannot_show_what_runs_at_once() -> None:
    finding = await found(BY_ID["proc-parallel"], FakeLaboratory(World(cores=1)))
    assert finding.judgement.verdict == "unavailable"
    assert "core" in finding.judgement.reason


async def test_a_system_that_does_not_split_waiting_says_so() -> None:
    finding = await found(BY_ID["gil-wait"], FakeLaboratory(World(gil=None)))
    assert finding.judgement.verdict == "unavailable"
    assert "GIL" in finding.judgement.reason


async def test_without_a_free_threaded_python_it_is_named() -> None:
    finding = await found(BY_ID["free-threaded"], FakeLaboratory(World()))
    assert finding.judgement.verdict == "unavailable"
    assert "without a GIL" in finding.judgement.reason


def test_a_rule_raises_what_is_missing_only_as_such() -> None:
    with pytest.raises(UnavailableError):
        BY_ID["free-threaded"].judge({"gil": True, "python": "/usr/bin/python3"})
