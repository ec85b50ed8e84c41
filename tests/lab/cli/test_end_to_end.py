"""The command as a person runs it: a process, a real engine, real files."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab.capabilities import WINDOWS_LACKS, WITHOUT
from lab.records.presets import NAMES
from tests.tested import command

HEBRA = command()
ROOT = Path(__file__).parents[3]


def hebra(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HEBRA, *words], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60, **more
    )


def test_a_short_run_gives_true_figures_as_json() -> None:
    words = ["--approach", "threads", "--threads", "2", "--task", "wait:ms=20", "--seconds", "1"]
    done = hebra("run", *words, "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(done.stdout)
    assert whole["topology"] == {"processes": 1, "threads": 2, "coroutines": 1, "lanes": 2}
    assert whole["tasks_done"] == whole["by_kind"]["wait"]["done"]
    assert 60 < whole["throughput_per_s"] <= 101
    assert whole["latency_ms"]["p50"] > 19
    assert whole["series"][-1]["tasks_done"] == whole["tasks_done"]


def test_a_fixed_number_of_tasks_is_carried_out_exactly(tmp_path: Path) -> None:
    words = ["--approach", "processes", "--processes", "2", "--task", "wait:ms=1", "--tasks", "300"]
    done = hebra("run", *words, "--at", "0.1:approach=threads", "--json", "-")
    assert done.returncode == 0, done.stderr
    whole = json.loads(done.stdout)
    assert (whole["tasks_done"], whole["tasks_failed"]) == (300, 0)
    assert whole["time_to_finish_s"] > 0


def test_a_result_is_run_again_from_its_csv_with_its_changes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    words = ["--threads", "2", "--task", "wait:ms=5", "--seconds", "0.8", "--at", "0.3:threads=4"]
    done = hebra("run", *words, "--csv", str(first), "--chart", str(tmp_path / "1.svg"))
    assert done.returncode == 0, done.stderr
    assert "threads 2→4" in done.stdout
    again = hebra("run", "--file", str(first), "--csv", str(second))
    assert again.returncode == 0, again.stderr
    heads = [
        [line for line in path.read_text().splitlines() if line.startswith("# |")]
        for path in (first, second)
    ]
    assert heads[0] == heads[1]
    assert any("threads 2→4" in line for line in second.read_text().splitlines())


@pytest.mark.parametrize("lacking", ["", "signals", ",".join(WINDOWS_LACKS)])
def test_ctrl_c_ends_the_run_and_keeps_what_was_measured(
    tmp_path: Path, lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WITHOUT, lacking)
    csv = tmp_path / "cut.csv"
    words = ["--task", "wait:ms=5", "--seconds", "60", "--csv", str(csv)]
    with on_a_terminal("run", *words) as (process, screen):
        shown = ""
        for text in screen:
            shown += text
            if "tasks/s" in shown and process.poll() is None:
                process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert "left" in shown
    assert 'state = "interrupted"' in csv.read_text()


STUDY = (
    *("--candidate", "sequential", "--candidate", "threads:8", "--task", "wait:ms=10"),
    *("--warm-up-s", "0.1", "--pause-s", "0", "--no-noise"),
)


def test_a_comparison_finds_what_is_true(tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    words = ["--repeats", "5", "--seconds", "0.4", "--json", "-", "--report", str(report)]
    done = hebra("compare", *STUDY, *words, "--expect", "threads > 3 * sequential")
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(done.stdout)
    assert (whole["state"], whole["complete"], len(whole["trials"])) == ("finished", True, 10)
    assert report.stat().st_size < 1_000_000
    again = hebra("compare", "--file", str(report), "--dry-run")
    assert "10 runs (5 blocks of 2) of 0.4 s" in again.stdout


def test_ctrl_c_ends_a_comparison_and_keeps_what_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    words = ["--seconds", "0.3", "--repeats", "200", "--json", str(path)]
    with on_a_terminal("compare", *STUDY, *words) as (process, screen):
        shown = ""
        for text in screen:
            shown += text
            if "run 4 of 400" in shown and process.poll() is None:
                process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert "ending: what was measured is kept" in shown
    assert "Kept in the history as number" in shown
    whole = json.loads(path.read_text())
    assert (whole["state"], whole["complete"]) == ("interrupted", False)
    assert [trial["state"] for trial in whole["trials"][:3]] == ["measured"] * 3


def test_a_reader_that_leaves_is_no_traceback() -> None:
    command = f"{' '.join(map(_quoted, HEBRA))} tasks --json | head -c 10"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr == ""


def _quoted(word: str) -> str:
    return f"'{word}'"


@contextmanager
def on_a_terminal(*words: str) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[str]]]:
    """The command with a terminal for standard error; yields the process and what it shows."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(
        [*HEBRA, *words], stdout=theirs, stderr=theirs, cwd=ROOT, env=environment
    )
    os.close(theirs)

    def screen() -> Iterator[str]:
        while True:
            try:
                data = os.read(ours, 65_536)
            except OSError:  # the other end is closed: that is how a terminal ends on Linux
                return
            if not data:
                return
            yield data.decode(errors="replace")

    try:
        yield process, screen()
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)


@pytest.mark.slow
def test_the_doctor_finds_nothing_false() -> None:
    done = hebra("doctor", "--json")
    findings = json.loads(done.stdout)
    exact = [finding for finding in findings if finding["name"].startswith("counters")]
    assert len(exact) == 3
    assert {finding["verdict"] for finding in exact} == {"pass"}
    assert done.returncode == (3 if any(f["verdict"] == "fail" for f in findings) else 0)


@pytest.mark.slow
@pytest.mark.parametrize("preset", [name for name in NAMES if name != "query-postgresql"])
def test_every_preset_runs_and_nothing_of_it_fails(preset: str) -> None:
    done = hebra("run", "--preset", preset, "--tasks", "60", "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(done.stdout)
    assert (whole["tasks_done"], whole["tasks_failed"]) == (60, 0)
