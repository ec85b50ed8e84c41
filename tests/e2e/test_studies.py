"""`hebra compare` from start to end: interrupted, hurt, on a full disk, and held to its word."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from lab.history import History
from tests.e2e.command import hebra, running
from tests.e2e.kept import Kept
from tests.e2e.patience import until
from tests.e2e.program import ROOT, Home
from tests.tested import command

TWO = ("--candidate", "sequential", "--candidate", "threads:4", "--task", "wait:ms=5")
SHORT = ("--seconds", "0.2", "--warm-up-s", "0", "--pause-s", "0", "--no-noise")
FAR = ("--repeats", "200")
"""So many that no test waits for the end."""


def study(*words: str) -> tuple[str, ...]:
    """The words of a comparison of two, each run as short as can be."""
    return ("compare", *TWO, *SHORT, *words)


def shown(home: Home) -> dict[str, Any]:
    """What the history says of the newest entry."""
    done = hebra(home, "history", "show", "last", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    whole: dict[str, Any] = json.loads(done.stdout)
    return whole


def test_ctrl_c_keeps_the_runs_there_are(home: Home, tmp_path: Path) -> None:
    report = tmp_path / "cut.html"
    with (
        History(home.history) as history,
        running(home, *study(*FAR, "--report", str(report))) as command,
    ):
        seen = Kept(history).trials(5).trials
        command.process.send_signal(signal.SIGINT)
        code, out, err = command.end()
    assert code == 130, err
    assert "Traceback" not in out + err
    assert "interrupted: these are the runs made until then" in out
    assert report.stat().st_size > 1000
    assert home.litter() == []
    entry = shown(home)["entry"]
    assert entry["state"] == "interrupted"
    assert seen <= entry["trials"] < entry["trials_wanted"] == 400
    told = hebra(home, "history", "show", "last").stdout
    assert "interrupted" in told.lower()
    assert f"{entry['trials']} of 400" in told


def test_sigkill_leaves_the_runs_there_are_and_no_process(home: Home) -> None:
    words = study(*FAR, "--seconds", "0.6")
    with History(home.history) as history, running(home, *words) as command:
        seen = Kept(history).trials(4).trials
        # In the midst of a run: an engine that only starts hears of it when it has started.
        command.engine()
        family = psutil.Process(command.process.pid).children(recursive=True)
        command.process.kill()
        command.process.wait()
        until(lambda: not psutil.wait_procs(family, 0)[1], "its engine to go", within_s=2.0)
        until(lambda: home.litter() == [], "its folder to go", within_s=2.0)
    entry = shown(home)["entry"]
    assert entry["state"] == "interrupted"
    assert entry["trials"] >= seen
    assert entry["seconds"] >= 0.6 * seen, "it took its time"


def test_an_engine_killed_in_the_third_block_costs_one_run(home: Home) -> None:
    with (
        History(home.history) as history,
        running(home, *study("--repeats", "4", "--seconds", "0.6", "--json", "-")) as command,
    ):
        Kept(history).trials(4)
        command.engine().kill()
        code, out, err = command.end()
    assert code == 0, err
    assert "Traceback" not in err
    result = json.loads(out)
    assert result["state"] == "finished"
    failed = [trial for trial in result["trials"] if trial["state"] == "failed"]
    assert [trial["block"] for trial in failed] == [2]
    assert "killed by SIGKILL" in failed[0]["problem"]["text"]
    assert len(result["trials"]) == 8
    assert "failed" in {caution["kind"] for caution in result["cautions"]}
    entry = shown(home)["entry"]
    assert (entry["state"], entry["trials"], entry["trials_wanted"]) == ("finished", 7, 8)
    assert home.litter() == []


def test_what_is_expected_is_judged_by_what_was_measured(home: Home) -> None:
    words = study("--repeats", "6", "--no-history", "--json", "-")
    claims = ("--expect", "threads > sequential", "--expect", "sequential > 2 * threads")
    done = hebra(home, *words, *claims)
    assert done.returncode == 4
    assert "sequential > 2 * threads" in done.stderr
    assert "threads > sequential" not in done.stderr, "that one holds"
    outcome = json.loads(done.stdout)
    assert outcome["state"] == "finished"
    assert not home.history.exists(), "nobody wanted it kept"


def _full_disk(home: Home, spare_kib: int, words: tuple[str, ...]) -> tuple[int, str, str, Any]:
    """A comparison whose history is on a disk with so little room; what the history then holds."""
    listing = home.folder / "list.json"
    script = """
    mount -t tmpfs -o size=1m tmpfs "$HEBRA_DATA" || exit 99
    "$HEBRA" history list --json >/dev/null || exit 98
    free=$(df --output=avail -k "$HEBRA_DATA" | tail -1)
    head -c $(( (free - SPARE) * 1024 )) /dev/zero >"$HEBRA_DATA/fill"
    "$HEBRA" "$@"
    code=$?
    rm "$HEBRA_DATA/fill"
    "$HEBRA" history list --json >"$LISTING"
    exit $code
    """
    names = {"HEBRA": command()[0], "SPARE": str(spare_kib), "LISTING": str(listing)}
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **home.environment(), **names},
        timeout=100,
    )
    return done.returncode, done.stdout, done.stderr, json.loads(listing.read_text())["entries"]


def _no_disk() -> str:
    """Why no small disk can be made here; empty when one can."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    words = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"nobody may mount here: {done.stderr.strip()}" if done.returncode else ""


@pytest.mark.parametrize("spare_kib, kept", [(0, False), (140, True)])
def test_a_full_disk_costs_the_history_and_not_the_comparison(
    spare_kib: int, kept: bool, home: Home
) -> None:
    if reason := _no_disk():
        pytest.skip(reason)
    words = study("--repeats", "6", "--json", "-", "--expect", "threads(4) > 2 * sequential")
    code, out, err, entries = _full_disk(home, spare_kib, words)
    assert code == 0, "what is expected comes out"
    assert "not kept in the history" in err
    assert "Traceback" not in err
    result = json.loads(out)
    assert (result["state"], len(result["trials"])) == ("finished", 12)
    assert len(entries) == int(kept)
    for entry in entries:
        assert entry["state"] == "interrupted"
        assert 0 < entry["trials"] < 12
