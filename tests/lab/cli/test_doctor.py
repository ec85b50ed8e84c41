"""The doctor's exit code and words follow its findings."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from lab.cli.doctor import examine
from lab.experiments.finding import Finding, within
from lab.experiments.truths import Carry, Truth
from lab.session.result import Result
from lab.spec import Experiment

from .fake_session import FakeSession


def truth(finding: Finding) -> Truth:
    async def measure(carry: Carry) -> Mapping[str, float]:
        result: Result = await carry(Experiment())
        return {"seconds": result.seconds}

    return Truth("made-up", "Made up", measure, lambda _: (finding,))


@pytest.mark.parametrize(
    "finding, code",
    [
        (within("a", "A", 1.0, 1.0, 0.1), 0),
        (within("a", "A", 1.5, 1.0, 0.1), 3),
        (within("a", "A", 1.5, 1.0, 0.1, others=0.9), 0),
    ],
)
def test_the_exit_code_follows_the_findings(
    finding: Finding, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(FakeSession, as_json=False, truths=(truth(finding),)) == code
    assert finding.verdict in capsys.readouterr().out


def test_findings_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    finding = within("a", "A", 1.5, 1.0, 0.1, unit="times")
    assert examine(FakeSession, as_json=True, truths=(truth(finding),)) == 3
    (read,) = json.loads(capsys.readouterr().out)
    assert (read["figure"], read["expected"], read["verdict"]) == (1.5, 1.0, "fail")
