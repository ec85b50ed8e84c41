"""`hebra choose` as its user meets it, with made-up runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lab.history import History
from lab.records.study_file import load_study
from tests.lab.study.fake_run import FakeRuns

from .study_command import Hebra, fakes, hebra, history

__all__ = ["fakes", "hebra", "history"]

WAITS = ("--work", "waits", "--many", "few", "--data", "apart", "--cores", "one")
COMPUTES = ("--work", "python", "--many", "few", "--data", "apart", "--cores", "all")


def test_answers_lead_to_advice_with_its_reasons(
    hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("choose", *WAITS, "--style", "plain") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("What the course advises: Threads\n")
    assert "✓ Waiting lets go of the GIL." in out
    assert not fakes.made, "nothing is measured unless it is asked for"


@pytest.mark.slow
def test_it_is_measured_and_kept(
    hebra: Hebra, history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("choose", *COMPUTES, "--style", "plain", "--measure") == 0
    out, _ = capsys.readouterr()
    assert "What the course advises: Processes" in out
    assert "Measured here it is otherwise: " in out.splitlines()[-1]
    assert "1.5 times as much as" in out.splitlines()[-1]
    with History(history / "history.db") as kept:
        (entry,) = kept.entries()
        assert entry.kind == "comparison"


def test_the_comparison_can_be_had_as_a_file(hebra: Hebra, tmp_path: Path) -> None:
    path = tmp_path / "advice.toml"
    assert hebra("choose", *COMPUTES, "--style", "async", "--save", str(path)) == 0
    assert [share.kind for share in load_study(path).mix] == ["python-cpu"]


def test_a_wrong_answer_is_refused_with_what_may_be_meant(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("choose", *WAITS, "--style", "asinc") == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "--style: asinc is no answer. Give one of async, plain. Did you mean async?" in err


def test_without_a_terminal_every_answer_has_to_be_given(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("choose", *WAITS) == 2
    assert "--style: May its code become async/await? There is no answer" in " ".join(
        capsys.readouterr().err.split()
    )


def test_on_a_terminal_it_asks(
    hebra: Hebra, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["perhaps", "async"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("lab.cli.choosing.typer.prompt", lambda *_a, **_k: next(answers))
    assert hebra("choose", *WAITS) == 0
    out, err = capsys.readouterr()
    assert "May its code become async/await?" in err
    assert "One of async, plain" in err
    assert "What the course advises: Threads" in out
