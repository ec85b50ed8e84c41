"""`hebra` from start to end: real processes, real engines, real files."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psutil
import pytest
from PySide6.QtGui import QImage

from lab.spec import APPROACHES
from lab.tasks import KINDS
from tests.e2e.command import FAR_S, hebra, running
from tests.e2e.patience import until
from tests.e2e.program import Home

WAIT = ("--task", "wait:ms=5")
SHAPES = {
    "sequential": (1, 1, 1),
    "threads": (1, 3, 1),
    "processes": (2, 1, 1),
    "asyncio": (1, 1, 5),
    "combined": (2, 3, 5),
}
LEVELS = ("--processes", "2", "--threads", "3", "--coroutines", "5")


def result_of(home: Home, *words: str) -> dict[str, Any]:
    """Run it and read what comes out: one JSON object and nothing else."""
    done = hebra(home, "run", *words, "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    whole: dict[str, Any] = json.loads(done.stdout)
    return whole


@pytest.mark.parametrize("approach", APPROACHES)
def test_every_approach_runs_in_its_own_shape(approach: str, home: Home) -> None:
    whole = result_of(home, "--approach", approach, *LEVELS, *WAIT, "--seconds", "0.6")
    processes, threads, coroutines = SHAPES[approach]
    lanes = processes * threads * coroutines
    assert whole["approach"] == approach
    assert whole["topology"] == {
        "processes": processes,
        "threads": threads,
        "coroutines": coroutines,
        "lanes": lanes,
    }
    assert (whole["tasks_failed"], whole["state"]) == (0, "finished")
    # A lane cannot wait for 5 ms more than 200 times a second, however many there are.
    assert 0 < whole["tasks_done"] <= lanes * (200 * whole["seconds"] + 1)
    assert whole["latency_ms"]["p50"] >= 5
    assert whole["series"][-1]["tasks_done"] == whole["tasks_done"]
    assert whole["series"][-1]["processes"] <= processes
    assert home.litter() == []


def test_a_planned_change_is_seen_in_the_series(home: Home) -> None:
    change = ("--at", "0.5:threads=7", "--at", "1:wait.ms=50")
    whole = result_of(home, "--threads", "2", *WAIT, "--seconds", "1.5", *change)
    assert [marker["text"] for marker in whole["markers"]] == ["threads 2→7", "wait 5→50 ms"]
    lanes = [row["lanes"] for row in whole["series"]]
    # A first row can come before the first lane on a busy machine.
    assert (next(filter(None, lanes)), max(lanes)) == (2, 7)
    first, second = (marker["t_s"] for marker in whole["markers"])
    assert first >= 0.5
    rows = [row for row in whole["series"] if row["lanes"] == 7]
    assert rows[0]["t_s"] >= first, "more lanes only after they were asked for"
    # Seven lanes at 5 ms do about 1400 a second, at 50 ms about 140.
    fast = max(row["throughput_per_s"] for row in rows if row["t_s"] <= second)
    assert rows[-1]["throughput_per_s"] < fast


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_chart_and_table_are_written_whole(kind: str, home: Home, tmp_path: Path) -> None:
    table, chart = tmp_path / "run.csv", tmp_path / f"run.{kind}"
    words = ("--csv", str(table), "--chart", str(chart), "--dpi", "100", "--seconds", "0.5")
    done = hebra(home, "run", *WAIT, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(tmp_path.iterdir()) == sorted([table, chart])
    assert table.read_text().startswith("# Hebra result")
    match kind:
        case "png":
            picture = QImage(str(chart))
            assert picture.dotsPerMeterX() == 3937
            assert picture.width() > 700
        case "svg":
            root = ElementTree.parse(chart).getroot()
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
            assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 50
        case _:
            data = chart.read_bytes()
            assert data.startswith(b"%PDF-")
            assert data.rstrip().endswith(b"%%EOF")


def test_in_a_pipe_there_is_the_result_and_nothing_else(home: Home) -> None:
    done = hebra(home, "run", *WAIT, "--seconds", "0.5")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert "left" not in done.stdout
    assert "tasks/s" in done.stdout


def test_ctrl_c_writes_what_was_measured(home: Home, tmp_path: Path) -> None:
    table, chart, whole = (tmp_path / f"cut.{kind}" for kind in ("csv", "svg", "json"))
    words = ("--csv", str(table), "--chart", str(chart), "--json", str(whole))
    with running(home, "run", *WAIT, "--seconds", FAR_S, *words) as command:
        command.engine()
        command.process.send_signal(signal.SIGINT)
        code, out, err = command.end()
    assert (code, err) == (130, "")
    assert "tasks/s" in out
    assert json.loads(whole.read_text())["state"] == "interrupted"
    assert 'state = "interrupted"' in table.read_text()
    ElementTree.parse(chart)
    assert home.litter() == []


def test_a_killed_engine_is_a_failed_run_that_keeps_its_figures(home: Home, tmp_path: Path) -> None:
    table = tmp_path / "kept.csv"
    words = ("--seconds", FAR_S, "--csv", str(table))
    with running(home, "run", "--approach", "processes", *WAIT, *words) as command:
        engine = command.engine()
        family = engine.children(recursive=True)
        engine.kill()
        code, out, err = command.end()
    assert code == 3
    assert "The engine was killed by SIGKILL" in err
    assert "Traceback" not in err + out
    assert 'state = "failed"' in table.read_text()
    until(lambda: not psutil.wait_procs(family, 0)[1], "its workers to go", within_s=2.0)
    assert home.litter() == []


@pytest.mark.parametrize(
    "words, named",
    [
        (("--threads", "0"), ("--threads", "0", "1 to 1,000")),
        (("--threads", "many"), ("--threads", "number")),
        (("--approach", "fibres"), ("--approach", "fibres", "threads")),
        (("--task", "wait:ms=-1"), ("wait:ms=-1", "ms", "-1")),
        (("--task", "sleep"), ("sleep", "wait")),
        (("--task", "wait:sec=1"), ("'sec'", "Known: kind, weight, ms.")),
        (("--at", "soon"), ("--at soon",)),
        (("--at", "1:threads=5000"), ("--at 1:threads=5000", "1 to 1,000")),
        (("--seconds", "1", "--tasks", "5"), ("--tasks",)),
        (("--csv", "/nowhere/at/all.csv"), ("/nowhere/at/all.csv", "folder")),
        (("--chart", "chart.gif"), ("chart.gif", ".png")),
        (("--python", "/bin/false"), ("/bin/false",)),
        (("--python", "no-such-python"), ("no-such-python", "--python")),
        (("--file", "/no/such/file.toml"), ("/no/such/file.toml",)),
        (("--no-such-flag",), ("--no-such-flag",)),
    ],
)
def test_bad_words_are_named_before_anything_runs(
    words: tuple[str, ...], named: tuple[str, ...], home: Home
) -> None:
    done = hebra(home, "run", *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in named:
        assert word in done.stderr


def test_the_kinds_of_task_as_json(home: Home) -> None:
    done = hebra(home, "tasks", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert set(told) == set(KINDS)
    for kind in told.values():
        assert kind["available"] is True or kind["unavailable_reason"]
        for size in kind["parameters"].values():
            low, high = size["span"]
            assert low <= size["default"] <= high


def test_the_doctor_can_be_interrupted(home: Home) -> None:
    with running(home, "doctor", "--json") as command:
        command.engine()
        command.process.send_signal(signal.SIGINT)
        code, out, err = command.end()
    assert (code, out, err) == (130, "", "")
    assert home.litter() == []


@pytest.mark.slow
def test_the_doctor_s_findings_are_well_formed(home: Home) -> None:
    done = hebra(home, "doctor", "--json")
    assert done.returncode in (0, 3)
    findings = json.loads(done.stdout)
    assert len({finding["name"] for finding in findings}) == len(findings)
    measured = [finding for finding in findings if finding["part"] != "installation"]
    assert len(measured) > 5
    for finding in measured:
        assert finding["verdict"] in ("pass", "fail", "noisy")
        assert finding["low"] <= finding["expected"] <= finding["high"]
        assert isinstance(finding["figure"], int | float)
        assert finding["title"]
