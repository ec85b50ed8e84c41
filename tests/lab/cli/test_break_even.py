"""`hebra break-even` and `hebra code`, with made-up runs."""

from __future__ import annotations

import ast
import json
import os
import signal
from pathlib import Path

import pytest

from lab.spec import APPROACHES, Experiment
from tests.lab.study.fake_run import FakeRun, FakeRuns

from .study_command import Hebra, fakes, hebra, history

__all__ = ["fakes", "hebra", "history"]

SHORT = ("--repeats", "3", "--seconds", "0.2", "--warm-up-s", "0", "--pause-s", "0")


def crossing(experiment: Experiment) -> float:
    """Processes cost 0.3 ms a task more, and do two at once: they pay from 0.3 ms on."""
    ms = float(experiment.mix[0].parameters["ms"])
    whole = ms if experiment.approach == "threads" else (ms + 0.3) / 2
    return 1000 / whole * (1 + experiment.options.seed / 1e5)


@pytest.mark.slow
def test_where_it_begins_to_pay(
    hebra: Hebra, fakes: FakeRuns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fakes.rate = crossing
    path = tmp_path / "a.json"
    words = ["threads:2", "processes:2", "--vary", "python-cpu.ms=0.1..1", "--json", str(path)]
    assert hebra("break-even", *words, *SHORT) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "processes(2) is faster than threads(2) from python-cpu.ms 0.3" in out
    found = json.loads(path.read_text())
    assert found["outcome"] == "found"
    assert found["size"]["value"] == pytest.approx(0.3, rel=0.2)
    assert len(found["points"]) >= 4


@pytest.mark.parametrize(
    "span, said",
    [
        ("1..2", "at every size from 1 ms to 2 ms"),
        ("0.1..0.2", "not faster than threads(2) at any"),
    ],
)
def test_where_there_is_none(
    span: str, said: str, hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    fakes.rate = crossing
    words = ["threads:2", "processes:2", "--vary", f"python-cpu.ms={span}"]
    assert hebra("break-even", *words, *SHORT) == 0
    assert said in capsys.readouterr().out


def test_ctrl_c_ends_it(hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(run: FakeRun) -> None:
        if len(fakes.made) == 3 and run.samples == 1:
            os.kill(os.getpid(), signal.SIGINT)

    fakes.rate, fakes.misbehave = crossing, interrupt
    words = ["threads:2", "processes:2", "--vary", "python-cpu.ms=0.1..1", "--json", "-"]
    assert hebra("break-even", *words, *SHORT) == 130
    assert json.loads(capsys.readouterr().out)["outcome"] == "interrupted"
    assert fakes.all_ended


@pytest.mark.parametrize(
    "words, said",
    [
        (["sequential", "processes:1,2"], "one candidate is wanted here, not several"),
        (["sequential", "process:2"], "'process' must be one of"),
        (["sequential", "processes:2", "--vary", "wait.ms=1..5", "--task", "disk"], "is no size"),
        (["sequential", "processes:2", "--vary", "threads=1..5"], "is no size of a task"),
        (["sequential", "processes:2", "--vary", "wait.ms=5"], "5 to 5 is no span"),
        (["sequential", "processes:2", "--repeats", "0"], "--repeats: 0 must be 1 to 200"),
    ],
)
def test_mistakes(
    words: list[str], said: str, hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("break-even", *words) == 2
    assert said in capsys.readouterr().err
    assert fakes.made == []


def test_the_code_of_an_experiment(hebra: Hebra, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--approach", "processes", "--processes", "3", "--task", "wait:ms=5", "--tasks", "40"]
    assert hebra("code", *words) == 0
    source = capsys.readouterr().out
    ast.parse(source)
    assert "PROCESSES = 3\nTASKS = 40\n" in source


def test_the_code_of_each_approach(
    hebra: Hebra, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--task", "wait:ms=5", "--tasks", "40", "--each-into", str(tmp_path / "programs")]
    assert hebra("code", *words) == 0
    said = capsys.readouterr().out
    for approach in APPROACHES:
        source = (tmp_path / "programs" / f"{approach}.py").read_text()
        ast.parse(source)
        assert "TASKS = 40\n" in source
        assert f"{approach}.py" in said
    (tmp_path / "taken").write_text("")
    assert hebra("code", "--each-into", str(tmp_path / "taken" / "here")) == 2
    assert "the programs were not written" in capsys.readouterr().err
