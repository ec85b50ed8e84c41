"""The doctor's rules give both verdicts, and its exit code follows them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from lab.cli.doctor import examine
from lab.experiments.finding import Finding, within
from lab.experiments.truths import TRUTHS, Carry, Truth
from lab.session.result import Result
from lab.spec import Experiment

from .fake_session import FakeSession

JUDGES = {truth.name: truth.judge for truth in TRUTHS}
QUIET = {"others": 0.02}
GOOD: dict[str, dict[str, float]] = {
    "waits": {"per_s": 396, "plain_per_s": 397, **QUIET},
    "one-core": {"cores": 0.995, **QUIET},
    "processes": {"one_per_s": 200, "many_per_s": 390, "processes": 2, **QUIET},
    "plain-loop": {"turn_us": 0.0276, "plain_turn_us": 0.0275, **QUIET},
    "counters": {"counted": 3000, "by_kind": 3000, "moves": 60},
}
BAD = [
    ("waits", {"per_s": 380}),
    ("waits", {"per_s": 420}),
    ("waits", {"plain_per_s": 410}),
    ("one-core", {"cores": 1.03}),
    ("one-core", {"cores": 0.9}),
    ("processes", {"many_per_s": 350}),
    ("processes", {"one_per_s": 0}),
    ("plain-loop", {"turn_us": 0.0283}),
    ("counters", {"counted": 2999}),
    ("counters", {"counted": 3001}),
    ("counters", {"by_kind": 2999}),
    ("counters", {"moves": 0}),
]


def verdicts(name: str, figures: Mapping[str, float]) -> set[str]:
    return {finding.verdict for finding in JUDGES[name](figures)}


def test_every_truth_has_figures_here() -> None:
    assert set(GOOD) == set(JUDGES)


@pytest.mark.parametrize("name", GOOD)
def test_true_figures_pass(name: str) -> None:
    assert verdicts(name, GOOD[name]) == {"pass"}


@pytest.mark.parametrize("name, change", BAD)
def test_false_figures_fail(name: str, change: dict[str, float]) -> None:
    assert "fail" in verdicts(name, {**GOOD[name], **change})


@pytest.mark.parametrize("name, change", [bad for bad in BAD if bad[0] != "counters"])
def test_beside_other_programs_they_say_nothing(name: str, change: dict[str, float]) -> None:
    seen = verdicts(name, {**GOOD[name], **change, "others": 0.7})
    assert "noisy" in seen
    assert "fail" not in seen


def test_lost_tasks_are_never_noise() -> None:
    assert "fail" in verdicts("counters", {**GOOD["counters"], "counted": 2999, "others": 1.5})


def test_a_reason_is_given() -> None:
    assert within("a", "A", 1.5, 1.0, 0.1).reason == "outside 0.9 to 1.1"
    assert "0.7 cores" in within("a", "A", 1.5, 1.0, 0.1, others=0.7).reason
    assert within("a", "A", 1.0, 1.0, 0.1).reason == ""


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
