"""`hebra compare` and `hebra sweep` as their user meets them, with made-up runs."""

from __future__ import annotations

import ast
import json
import os
import signal
from pathlib import Path

import pytest

from lab.cli import noise
from lab.history import History
from lab.records.reopen import load_any
from lab.records.study_json import study_from
from lab.spec import Protocol, Study
from lab.study.noise import noise_study
from tests.lab.study.fake_run import FakeRun, FakeRuns

from .study_command import PAIR, SHORT, Hebra, fakes, hebra, history

__all__ = ["fakes", "hebra", "history"]


def test_a_comparison_is_told_and_kept(
    hebra: Hebra, history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("compare", *PAIR, *SHORT, "--expect", "processes > 1.6 * threads") == 0
    out, err = capsys.readouterr()
    assert err == ""
    first, second = (line for line in out.splitlines() if line.startswith(("threads(", "process")))
    assert first.startswith("processes(2)")
    assert "fastest" in first
    assert "2,008" in first  # the median of seven blocks
    assert "1,004" in second
    assert "✓ processes > 1.6 * threads: processes(2) reaches 2 × threads(2)" in out
    assert "The noise floor of this machine is not known" in out
    assert "14 runs of 0.200 s in random order (seed 1)" in out
    assert all(line == line.rstrip() for line in out.splitlines())
    with History(history / "history.db") as kept:
        (entry,) = kept.entries()
        assert (entry.kind, entry.state) == ("comparison", "finished")
        assert len(kept.study(entry.id).trials) == 14


def test_what_does_not_hold_is_exit_code_4(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--expect", "processes = threads", "--expect", "processes > threads", "--json", "-"]
    assert hebra("compare", *PAIR, *SHORT, *words) == 4
    out, err = capsys.readouterr()
    assert err.startswith("hebra: not as expected: processes = threads: processes(2) reaches 2 ×")
    assert "that is a difference" in err
    assert err.count("\n") == 1
    result = study_from(json.loads(out))
    assert (result.state, len(result.trials)) == ("finished", 14)


def test_every_file_is_written_and_can_be_measured_again(hebra: Hebra, tmp_path: Path) -> None:
    names = {
        "--csv": "a.csv",
        "--json": "a.json",
        "--report": "a.html",
        "--parquet": "a.parquet",
        "--save": "a.toml",
        "--chart": "a.svg",
        "--code": "a.py",
    }
    words = [word for flag, name in names.items() for word in (flag, str(tmp_path / name))]
    assert hebra("compare", *PAIR, *SHORT, "--repeats", "3", *words) == 0
    studies = [
        load_any(tmp_path / name) for name in ("a.csv", "a.json", "a.html", "a.parquet", "a.toml")
    ]
    assert all(isinstance(study, Study) for study in studies)
    assert len({study.title for study in studies}) == 1
    assert all(study == studies[0] for study in studies)
    ast.parse((tmp_path / "a.py").read_text())
    assert "<svg" in (tmp_path / "a.svg").read_text()


def test_the_table_can_be_chosen(hebra: Hebra, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    words = ["--csv", str(path), "--table", "candidates"]
    assert hebra("compare", *PAIR, *SHORT, "--repeats", "3", *words) == 0
    rows = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    assert len(rows) == 3  # the names, and two candidates


def test_ctrl_c_keeps_what_there_is(
    hebra: Hebra, fakes: FakeRuns, history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(run: FakeRun) -> None:
        if len(fakes.measured) == 4 and run.samples == 1:
            os.kill(os.getpid(), signal.SIGINT)

    fakes.misbehave = interrupt
    assert hebra("compare", *PAIR, *SHORT) == 130
    # Once more must not cost what is being written.
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    out = capsys.readouterr().out
    assert "interrupted: these are the runs made until then" in out
    assert "Not complete: 3 of 14 runs were measured" in out
    assert fakes.all_ended
    with History(history / "history.db") as kept:
        (entry,) = kept.entries()
        assert entry.state == "interrupted"
        states = [trial.state for trial in kept.study(entry.id).trials]
    assert states[:3] == ["measured"] * 3


def test_a_study_of_which_nothing_runs_has_failed(
    hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    fakes.refuse = lambda _: "no engine here"
    assert hebra("compare", *PAIR, *SHORT) == 3
    assert "hebra: no engine here" in capsys.readouterr().err


def test_a_history_that_cannot_be_written_costs_nothing(
    hebra: Hebra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEBRA_DATA", "/dev/null/hebra")
    assert hebra("compare", *PAIR, *SHORT, "--repeats", "3") == 0
    out, err = capsys.readouterr()
    assert "fastest" in out
    assert "hebra: warning: it is not kept in the history." in err


@pytest.mark.parametrize("way", ["flag", "variable"])
def test_nothing_is_kept_where_that_is_wished(
    way: str, hebra: Hebra, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "variable":
        monkeypatch.setenv("HEBRA_NO_HISTORY", "1")
    words = ["--no-history"] if way == "flag" else []
    assert hebra("compare", *PAIR, *SHORT, "--repeats", "3", *words) == 0
    assert not history.exists()


def test_a_dry_run_says_all_and_measures_nothing(
    hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("compare", "--preset", "default", "--dry-run") == 0
    out = capsys.readouterr().out
    assert "  combined(2x2x4)\n" in out
    assert "56 runs (7 blocks of 8) of 2 s: about" in out
    assert "noise floor of this machine" in out
    assert fakes.made == []


def test_a_sweep_of_two_settings_is_a_grid(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--vary", "processes=1,2", "--vary", "wait.ms=1..4/2", "--task", "wait"]
    assert hebra("sweep", *words, *SHORT, "--repeats", "1") == 0
    lines = capsys.readouterr().out.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("tasks/s  processes ↓"))
    assert lines[place].split()[-2:] == ["1", "4"]
    assert lines[place + 1].split() == ["1", "2,002", "2,002"]
    assert any(line.startswith("processes(2)[wait.ms=4]") for line in lines)


@pytest.mark.slow
def test_the_noise_floor_is_measured_once_in_some_hours(
    hebra: Hebra, fakes: FakeRuns, history: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    quick = Protocol(repeats=2, seconds=0.2, warm_up_s=0, pause_s=0)

    def short(python: str | None = None) -> Study:
        return noise_study(protocol=quick, python=python)

    monkeypatch.setattr(noise, "noise_study", short)
    words = [*PAIR, *SHORT[:-1], "--repeats", "1"]
    assert hebra("compare", *words) == 0
    assert "Noise floor ±" in capsys.readouterr().out
    measured = len(fakes.made)
    assert measured == 1 + 8 + 1 + 2  # a calibration and the twins, then the comparison
    assert hebra("compare", *words) == 0
    assert "Noise floor ±" in capsys.readouterr().out
    assert len(fakes.made) == measured + 1 + 2
    assert hebra("noise", "--json") == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == 4


@pytest.mark.parametrize(
    "words, said",
    [
        (["--candidate", "thread:4"], "'thread' must be one of sequential, threads"),
        (["--candidate", "threads:0"], "--candidate, threads: 0 must be 1 to 1,000"),
        (["--candidate", "threads:2x2"], "'2x2' is not a number of threads"),
        (["--candidate", "combined:2"], "'2' is not processes x threads x coroutines"),
        (["--candidate", "sequential:2"], "'2' is not wanted"),
        (["--candidate", "four threads"], "this is no candidate. Write threads:4"),
        (["--candidate", "threads:2,2"], "threads(2) is there twice"),
        (["--candidate", "threads:2[wait.ms]"], "'wait.ms' is not SETTING=VALUE"),
        (["--candidate", "threads:2[disk.kib=1]"], "'disk.kib' is not a setting of this study"),
        (["--task", "wait:ms=0"], "--task wait:ms=0, ms: 0 must be 0.1 to 60,000 ms"),
        (["--repeats", "0"], "--repeats: 0 must be 1 to 200"),
        (["--mix-seed", "-1"], "--mix-seed: -1 must be 0 to"),
        (["--baseline", "threads(9)"], "--baseline: 'threads(9)' is not among the candidates"),
        (["--expect", "threads >"], '--expect "threads >": the name of an approach'),
        (["--expect", "asyncio > threads(9)"], "threads(9) is none of the candidates"),
        (["--report", "/nowhere/a.html"], "/nowhere/a.html: the folder does not exist"),
        (["--chart", "a.gif"], "a chart is a png, svg, pdf file, not gif"),
        (["--table", "runs"], "--table: 'runs' is no table. Known: trials"),
        (["--csv", "a", "--json", "a"], "two results cannot go to the same file"),
        (["--preset", "downloads"], "'downloads' is no preset. Did you mean download-files?"),
        (["--preset", "default", "--file", "a"], "from a file or from a preset, not both"),
        (["--python", "python9"], "--python: 'python9' is no program"),
    ],
)
def test_mistakes_are_named_before_anything_is_measured(
    words: list[str], said: str, hebra: Hebra, fakes: FakeRuns, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    task = [] if "--task" in words or "--preset" in words else ["--task", "wait"]
    assert hebra("compare", *words, *task) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""
    assert fakes.made == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "a sweep needs a setting that is varied"),
        (["--candidate", "threads"], "candidates of a sweep need a setting that is varied"),
        (["--vary", "threads"], "'threads' is not SETTING=VALUE"),
        (["--vary", "threads=1,,2"], "a value is missing"),
        (["--vary", "thread=1,2"], "setting: 'thread' is not a setting of this study. Did you"),
        (["--vary", "threads=2,2"], "a value is given twice"),
        (["--vary", "threads=4..1"], "a span goes from one number to a larger one"),
        (["--vary", "wait.ms=0..10"], "--vary wait.ms=0..10: this span has to begin above 0"),
        (["--vary", "threads=1..9/1"], "a span has 2 to 200 points"),
        (["--vary", "threads=1,2000"], "2000 must be 1 to 1,000"),
        (["--vary", "threads=1,2", "--candidate", "processes"], "processes is the same for any"),
    ],
)
def test_mistakes_in_a_sweep(
    words: list[str], said: str, hebra: Hebra, fakes: FakeRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("sweep", *words, "--task", "wait") == 2
    assert said in capsys.readouterr().err
    assert fakes.made == []


def test_the_language_of_expectations_is_in_the_help(
    hebra: Hebra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert hebra("compare", "--help") == 0
    told = capsys.readouterr().out
    for words in (
        "A > 1.6 * B",
        "threads[python-cpu.ms=5]",
        "joined by and",
        "threads:4[wait.ms=5]",
    ):
        assert words in told
