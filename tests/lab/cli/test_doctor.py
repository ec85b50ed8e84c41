"""The doctor's exit code and words follow its findings."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

import pytest

from lab.cli.doctor import examine
from lab.experiments.finding import Finding, within
from lab.experiments.truths import Carry, Truth
from lab.installation.check import Check
from lab.session.result import Result
from lab.spec import Experiment

from .fake_session import FakeSession


def truth(finding: Finding) -> Truth:
    async def measure(carry: Carry) -> Mapping[str, float]:
        result: Result = await carry(Experiment())
        return {"seconds": result.seconds}

    return Truth("made-up", "Made up", measure, lambda _: (finding,))


FINE = Check(name="x", title="X", found="all of it")
WARNS = Check(name="x", title="X", found="little", verdict="warn", todo="Mind it.")
FAILS = Check(name="x", title="X", found="nothing", verdict="fail", todo="Mend it.")
NO_ENGINE = Check(name="engine", title="Engine", found="none", verdict="fail", todo="Mend it.")


def looked(*checks: Check) -> Callable[[], Awaitable[tuple[Check, ...]]]:
    async def look() -> tuple[Check, ...]:
        return checks

    return look


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
    assert examine(FakeSession, as_json=False, truths=(truth(finding),), look=looked()) == code
    assert finding.verdict in capsys.readouterr().out


def test_findings_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    finding = within("a", "A", 1.5, 1.0, 0.1, unit="times")
    assert examine(FakeSession, as_json=True, truths=(truth(finding),), look=looked(FINE)) == 3
    check, read = json.loads(capsys.readouterr().out)
    assert (read["figure"], read["expected"], read["verdict"]) == (1.5, 1.0, "fail")
    assert (check["found"], check["figure"], check["verdict"]) == ("all of it", None, "pass")
    assert (check["part"], read["part"]) == ("installation", "truths")
    assert set(read) <= set(check), "who reads a finding can read a check"


@pytest.mark.parametrize(
    "check, code, measured",
    [(FINE, 0, True), (WARNS, 0, True), (FAILS, 3, True), (NO_ENGINE, 3, False)],
)
def test_the_exit_code_follows_the_checks_and_no_engine_measures_nothing(
    check: Check, code: int, measured: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    truths = (truth(within("a", "A truth", 1.0, 1.0, 0.1)),)
    assert examine(FakeSession, as_json=False, truths=truths, look=looked(check)) == code
    told = capsys.readouterr().out
    assert check.found in told
    assert check.todo in told
    assert check.verdict in told
    assert ("A truth" in told) == measured


def test_the_installation_alone_is_looked_at_really(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything at once, in this very place."""
    code = examine(FakeSession, as_json=True, truths=())
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    bad = {name: check["found"] for name, check in checks.items() if check["verdict"] == "fail"}
    assert bad == {}
    assert code == 0
    assert {"window", "fonts", "engine", "start-methods", "clock", "folder-data"} <= set(checks)
