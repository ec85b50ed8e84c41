"""What is known for certain: every rule gives both verdicts, from made-up figures."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lab.experiments.finding import within
from lab.experiments.truths import TRUTHS

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
