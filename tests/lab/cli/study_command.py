"""The commands that measure studies, with made-up runs; for several tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lab.cli import app as cli
from lab.spec import Experiment
from tests.lab.study.fake_run import FakeRuns

Hebra = Callable[..., int]
SHORT = ("--seconds", "0.2", "--warm-up-s", "0", "--pause-s", "0", "--no-noise")
PAIR = ("--candidate", "threads:2", "--candidate", "processes:2", "--task", "wait:ms=2")


def rate(experiment: Experiment) -> float:
    """Twice as much in processes; each block a little more than the one before."""
    base = {"processes": 2000.0, "combined": 3000.0}.get(experiment.approach, 1000.0)
    return base * (1 + experiment.options.seed / 1000)


@pytest.fixture
def fakes() -> FakeRuns:
    return FakeRuns(rate=rate)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("HEBRA_DATA", str(folder))
    return folder


@pytest.fixture
def hebra(fakes: FakeRuns, history: Path, monkeypatch: pytest.MonkeyPatch) -> Hebra:
    monkeypatch.setattr(cli, "session_maker", lambda: fakes)

    def call(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["hebra", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return call
