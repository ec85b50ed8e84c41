"""``hebra costs``, with made-up probes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lab.cli import app as cli
from lab.costs import conductor as module
from lab.errors import SessionError
from lab.history.cost_store import CostStore
from lab.records.costs_json import costs_from
from tests.lab.costs.fake_probes import FakeProbes
from tests.lab.costs.made import ALL

Hebra = Callable[..., int]


@pytest.fixture
def probes() -> FakeProbes:
    return FakeProbes()


@pytest.fixture
def hebra(probes: FakeProbes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hebra:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    monkeypatch.setattr(cli, "probe_maker", lambda: probes)

    def call(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["hebra", "costs", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return call


def test_a_section_is_shown_and_kept(hebra: Hebra, capsys: pytest.CaptureFixture[str]) -> None:
    assert hebra("start", "--quick") == 0
    said = capsys.readouterr().out
    assert "Process, spawn" in said
    assert "A process started by fork costs 40 times a thread to start here." in said
    assert set(CostStore().load()) == {"start"}


def test_all_sections_go_to_json_and_nothing_else_to_stdout(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("--quick", "--seed", "7", "--json", "-", "--no-history") == 0
    results = [costs_from(one) for one in json.loads(capsys.readouterr().out)]
    assert [result.study.section for result in results] == list(ALL)
    assert all(result.study.seed == 7 for result in results)
    assert CostStore().load() == {}


def test_files_are_written(hebra: Hebra, tmp_path: Path) -> None:
    table, chart = tmp_path / "costs.csv", tmp_path / "costs.svg"
    asked = ("messages", "--quick", "--csv", str(table), "--table", "samples")
    assert hebra(*asked, "--chart", str(chart)) == 0
    with table.open(newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert {row["kind"] for row in rows} >= {"pipe", "manager"}
    assert chart.stat().st_size > 1000


@pytest.mark.parametrize(
    "words, said",
    [
        (("message",), "messages"),
        (("start", "--table", "sample"), "samples"),
        (("start", "--csv", "/nowhere/costs.csv"), "/nowhere/costs.csv"),
        (("start", "--chart", "costs.gif"), "gif"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_measured(
    hebra: Hebra,
    probes: FakeProbes,
    words: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert hebra(*words) == 2
    assert said in capsys.readouterr().err
    assert probes.orders == []


def test_a_busy_machine_is_warned_of(
    hebra: Hebra, probes: FakeProbes, capsys: pytest.CaptureFixture[str]
) -> None:
    probes.others_cores = 1.4
    assert hebra("switch", "--quick") == 0
    assert "other programs took 1.4 cores" in capsys.readouterr().err


def test_nothing_measured_is_a_failure(
    hebra: Hebra, probes: FakeProbes, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(_name: str, _order: Mapping[str, Any]) -> Mapping[str, Any]:
        raise SessionError("it does not start")

    probes.answer = answer
    assert hebra("switch", "--quick") == 3
    assert "it does not start" in capsys.readouterr().err
