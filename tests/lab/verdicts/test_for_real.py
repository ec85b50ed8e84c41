"""Claims whose figures do not depend on time are measured here as they are on any machine."""

from __future__ import annotations

import sys

import pytest

from lab.session.probing import ProbeRun
from lab.verdicts.batch import Batch
from lab.verdicts.claims import CLAIMS
from lab.verdicts.laboratory import RealLaboratory

BY_ID = {claim.id: claim for claim in CLAIMS}
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="probes fork")


async def verdicts(*names: str) -> dict[str, str]:
    found = await Batch([BY_ID[name] for name in names], RealLaboratory()).run()
    return {
        finding.claim: f"{finding.judgement.verdict} {finding.judgement.reason}".strip()
        for finding in found
    }


async def test_memory_stacks_and_awaits() -> None:
    names = ("shared-memory", "debug", "aio-await")
    assert await verdicts(*names) == dict.fromkeys(names, "confirmed")


async def test_probes_understand_the_orders_that_claims_give_them() -> None:
    """A word that a probe does not know would only be noticed on an idle machine."""
    for what in ("process", "thread", "coroutine"):
        order = {"what": what, "start_method": "fork", "count": 3, "repeats": 2}
        figures = (await ProbeRun("start_costs", order).carry_out()).figures
        assert len(figures["start_us"]) == len(figures["memory_kib"]) == 2
    message = {"channel": "thread-queue", "bytes": 64, "seconds": 0.05}
    figures = (await ProbeRun("message_costs", message).carry_out()).figures
    assert figures["messages_per_s"] > 0
    assert figures["round_trip_us"]["p50"] > 0


@pytest.mark.slow
async def test_races_deadlocks_programs_and_resources() -> None:
    names = ("race", "aio-races", "deadlock", "resources", "syntax")
    assert await verdicts(*names) == dict.fromkeys(names, "confirmed")
    assert (await verdicts("race-plain"))["race-plain"] == "refuted"


@pytest.mark.slow
async def test_claims_about_time_are_measured_whatever_the_verdict() -> None:
    """On a busy machine they are inconclusive; that they could be measured is what is shown."""
    names = ("proc-overhead", "switch", "convoy")
    for name, told in (await verdicts(*names)).items():
        assert told.partition(" ")[0] in ("confirmed", "refuted", "inconclusive"), (name, told)
        assert "could not be measured" not in told, (name, told)
