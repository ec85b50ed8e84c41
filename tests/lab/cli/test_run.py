"""`hebra run` as its user meets it: flags in, a result and an exit code out."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.cli import app as cli
from lab.errors import SessionError
from lab.history import History, RunKeeper
from lab.records import load_experiment, save_experiment
from lab.records.presets import default_experiment
from lab.records.replay import replay
from lab.spec import Experiment, Options, Topology, parameters

from .fake_session import FakeSession

Hebra = Callable[..., int]


@pytest.fixture
def history(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home") / "data"
    monkeypatch.setenv("HEBRA_DATA", str(folder))
    return folder


class Runs(list[FakeSession]):
    """Every session that was made, and how the next one is to be."""

    def __init__(self) -> None:
        super().__init__()
        self.manner: dict[str, Any] = {}

    def make(self, experiment: Experiment) -> FakeSession:
        self.append(FakeSession(experiment, **self.manner))
        return self[-1]


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def hebra(runs: Runs, history: Path, monkeypatch: pytest.MonkeyPatch) -> Hebra:
    monkeypatch.setattr(cli, "session_factory", lambda: runs.make)

    def call(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["hebra", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return call


def test_without_flags_the_default_runs(
    hebra: Hebra, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("run") == 0
    assert runs[0].experiment == default_experiment()
    out, err = capsys.readouterr()
    assert err == ""
    assert "Mixed work" in out
    assert "Throughput" in out
    assert "p50 55.2 · p95 84.0 · p99 97.4 · max 142 ms" in out
    assert "waiting for the GIL 54 %" in out
    assert "13.5 s  threads 2→4" in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_flags_win_over_the_file_and_the_file_over_the_defaults(
    hebra: Hebra, runs: Runs, tmp_path: Path
) -> None:
    file = tmp_path / "run.toml"
    file.write_text(
        'hebra = 1\napproach = "combined"\n[topology]\nprocesses = 2\nthreads = 3\n'
        '[load]\ntasks = 50\n[options]\nseed = 7\n[[task]]\nkind = "wait"\nms = 5\n'
    )
    assert (
        hebra("run", "--file", str(file), "--threads", "5", "--seconds", "2", "--no-batches") == 0
    )
    experiment = runs[0].experiment
    assert experiment.approach == "combined"
    assert (experiment.topology.processes, experiment.topology.threads) == (2, 5)
    assert (experiment.load.seconds, experiment.load.tasks) == (2, None)
    assert (experiment.options.seed, experiment.options.batches) == (7, False)
    assert experiment.options.blocking == Options().blocking
    assert experiment.mix[0].parameters == {"ms": 5}


def test_tasks_and_changes_from_flags(hebra: Hebra, runs: Runs) -> None:
    words = ["--task", "http:latency_ms=50,body_kib=4,weight=2", "--task", "python-cpu"]
    assert (
        hebra("run", *words, "--tasks", "9", "--at", "0:threads=8", "--at", "60:http.weight=1") == 0
    )
    experiment = runs[0].experiment
    assert [(s.kind, s.weight) for s in experiment.mix] == [("http", 2), ("python-cpu", 1)]
    assert experiment.mix[0].parameters == {"latency_ms": 50, "body_kib": 4}
    assert experiment.load.tasks == 9
    assert [(c.at_s, c.setting, c.value) for c in experiment.changes] == [
        (0, "threads", 8),
        (60, "http.weight", 1),
    ]
    assert runs[0].steered == [("threads", 8)]  # the other one lay after the end


def test_every_declared_parameter_has_a_flag(
    hebra: Hebra, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert hebra("run", "--help") == 0
    told = capsys.readouterr().out
    for parameter in (*parameters(Topology), *parameters(Options)):
        assert f"--{parameter.name.replace('_', '-')}" in told


@pytest.mark.parametrize(
    "words, said",
    [
        (["--threads", "5000"], "--threads: 5000 must be 1 to 1,000"),
        (["--threads", "1.5"], "--threads: 1.5 must be a whole number"),
        (["--seconds", "0"], "--seconds: 0.0 must be 0.1 to 86,400 s"),
        (["--seconds", "1", "--tasks", "2"], "not both"),
        (["--approach", "thread"], "--approach: 'thread' must be one of sequential"),
        (["--start-method", "spoon"], "--start-method: 'spoon' must be one of fork"),
        (["--task", "weit"], "--task weit, kind: 'weit' is not a kind of task. Did you mean wait?"),
        (["--task", "wait:mss=3"], "--task wait:mss=3: unknown key 'mss'. Did you mean ms?"),
        (["--task", "wait:ms"], "--task wait:ms: 'ms' is not key=value"),
        (["--task", "wait:ms=1e9"], "--task wait:ms=1e9, ms: 1000000000.0 must be 0.1 to"),
        (["--task", "wait", "--task", "wait"], "wait is in the mix already"),
        (["--at", "threads=3"], "--at threads=3: this is no change"),
        (["--at", "1:thread=3"], "'thread' is not a setting of this run. Did you mean threads?"),
        (["--at", "x:threads=3"], "at_s: 'x' must be a number"),
        (["--file", "/nowhere.toml"], "/nowhere.toml: the file cannot be read"),
        (["--file", "a", "--preset", "b"], "not both"),
        (["--preset", "downloads"], "Did you mean download-files?"),
        (["--python", "/nowhere/python3"], "--python: '/nowhere/python3' is no program"),
        (["--csv", "/nowhere/a.csv"], "/nowhere/a.csv: the folder does not exist"),
        (["--chart", "a.gif"], "a.gif: a chart is a png, svg, pdf file"),
    ],
)  # fmt: skip
def test_bad_input_is_one_message_and_no_run(
    words: list[str], said: str, hebra: Hebra, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("run", *words) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert out == ""
    assert not any(run.taken for run in runs)


def test_json_to_standard_output_is_all_there_is(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("run", "--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["approach"] == "threads"


def test_results_are_written_and_run_again(hebra: Hebra, runs: Runs, tmp_path: Path) -> None:
    names = {flag: str(tmp_path / f"r.{end}") for flag, end in _OUTPUTS.items()}
    words = [word for pair in names.items() for word in pair]
    assert hebra("run", *words, "--dpi", "40", "--threads", "7") == 0
    assert {path.name for path in tmp_path.iterdir()} == {Path(p).name for p in names.values()}
    again = replay(runs[0].result())
    for flag, name in names.items():
        if flag != "--chart":
            assert load_experiment(name) == again, flag
    assert hebra("run", "--file", names["--csv"]) == 0
    assert runs[1].experiment == again


_OUTPUTS = {
    "--csv": "csv",
    "--json": "json",
    "--chart": "png",
    "--report": "html",
    "--parquet": "parquet",
    "--trace": "trace.json",
}


def test_a_run_is_kept_in_the_history(hebra: Hebra, runs: Runs, history: Path) -> None:
    assert hebra("run", "--threads", "7") == 0
    with History(history / "history.db") as kept:
        (entry,) = kept.entries()
        result = kept.result(entry.id)
    assert (entry.kind, entry.state) == ("run", "finished")
    assert result.experiment == runs[0].experiment
    assert len(result.series) == 20


def test_a_run_that_is_cut_off_was_kept_until_then(runs: Runs, hebra: Hebra, history: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunKeeper, "finish", lambda *_: None)  # as if it were killed just before
        assert hebra("run") == 0
    with History(history / "history.db") as kept:
        (entry,) = kept.entries()
    assert entry.state == "interrupted"
    assert entry.tasks_done


def test_a_run_that_never_starts_is_not_kept(hebra: Hebra, runs: Runs, history: Path) -> None:
    runs.manner = {"refusal": SessionError("there is no engine")}
    assert hebra("run") == 3
    assert not history.exists()


@pytest.mark.parametrize("way", ["flag", "variable"])
def test_nothing_is_kept_where_that_is_wished(
    way: str, hebra: Hebra, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "variable":
        monkeypatch.setenv("HEBRA_NO_HISTORY", "1")
    assert hebra("run", *(["--no-history"] if way == "flag" else [])) == 0
    assert not history.exists()


def test_a_history_that_cannot_be_written_costs_nothing(
    hebra: Hebra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEBRA_DATA", "/dev/null/hebra")
    assert hebra("run") == 0
    out, err = capsys.readouterr()
    assert "Throughput" in out
    assert err.startswith("hebra: warning: it is not kept in the history. /dev/null/hebra")


def test_a_history_that_breaks_costs_nothing(
    hebra: Hebra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(RunKeeper, "finish", broken)
    assert hebra("run") == 0
    assert "the history does not work (a mistake of ours)" in capsys.readouterr().err


def test_a_full_disk_costs_only_its_own_file(
    hebra: Hebra, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("run", "--csv", "/dev/full", "--json", str(tmp_path / "r.json")) == 3
    out, err = capsys.readouterr()
    assert "Throughput" in out
    assert "/dev/full: there is no space left" in err.replace("\n", " ")
    assert (tmp_path / "r.json").exists()


def test_two_results_in_one_file_are_refused(hebra: Hebra, tmp_path: Path) -> None:
    path = str(tmp_path / "same.png")
    assert hebra("run", "--csv", path, "--chart", path) == 2


def test_an_interrupted_run_is_written(hebra: Hebra, runs: Runs, tmp_path: Path) -> None:
    runs.manner = {"endless": True}
    take = FakeSession.sample

    def sample_then_interrupt(self: FakeSession) -> Any:
        if self.taken == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return take(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FakeSession, "sample", sample_then_interrupt)
        assert hebra("run", "--csv", str(tmp_path / "r.csv")) == 130
    assert runs[0].stops == 1
    assert 'state = "interrupted"' in (tmp_path / "r.csv").read_text()


def test_a_failed_run_is_told_and_written(
    hebra: Hebra, runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.manner = {"failure": SessionError("the engine was killed")}
    assert hebra("run", "--csv", str(tmp_path / "r.csv")) == 3
    assert "hebra: the engine was killed" in capsys.readouterr().err
    assert (tmp_path / "r.csv").exists()


def test_a_run_that_cannot_start_is_told(
    hebra: Hebra, runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.manner = {"refusal": SessionError("there is no engine", todo="Choose another Python.")}
    assert hebra("run") == 3
    assert capsys.readouterr().err == "hebra: there is no engine. Choose another Python.\n"
    assert runs[0].stops == 1


def test_a_file_without_a_load_ends_by_itself(hebra: Hebra, runs: Runs, tmp_path: Path) -> None:
    preset = Experiment(mix=default_experiment().mix)
    save_experiment(tmp_path / "endless.toml", preset)
    assert hebra("run", "--file", str(tmp_path / "endless.toml")) == 0
    assert runs[0].experiment.load == default_experiment().load
