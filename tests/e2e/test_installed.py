"""The installed app in the places and under the conditions that people put it in."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lab.spec import APPROACHES
from lab.tasks import KINDS
from tests.e2e.program import Home
from tests.tested import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="HEBRA_TESTED names no installed app")
BRIEF = ("--tasks", "20", "--json", "-")
"""So few that it soon ends, and as many whatever else the machine does."""
LOST = {"PATH": "/nowhere"}
"""No Python is found, nor anything else."""


def hebra(
    home: Home,
    *words: str,
    app: str = INSTALLED,
    around: tuple[str, ...] = (),
    more: Mapping[str, str] = LOST,
) -> subprocess.CompletedProcess[str]:
    """Carry a command out with nothing but what the app brings, ``around`` leading up to it."""
    kept = {name: os.environ[name] for name in ("LANG", "HEBRA_POSTGRES_DSN") if name in os.environ}
    return subprocess.run(
        [*around, app, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=home.folder,
        env={**kept, **home.environment(), **more},
        timeout=100,
    )


def result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    whole: dict[str, Any] = json.loads(done.stdout)
    assert whole["tasks_done"] > 0
    assert whole["tasks_failed"] == 0
    return whole


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """The app in a folder whose name has a space and letters that are not in ASCII."""
    place = tmp_path / "Mi año con señales"
    shutil.copytree(Path(INSTALLED).parent, place, symlinks=True)
    yield place / "hebra"
    shutil.rmtree(place)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("approach", APPROACHES)
def test_every_approach_by_every_start_method(approach: str, method: str, home: Home) -> None:
    levels = ("--processes", "2", "--threads", "2", "--coroutines", "3")
    whole = result(
        hebra(
            *(home, "run", "--approach", approach, *levels, "--start-method", method),
            *("--task", "wait:ms=5", "--task", "python-cpu:ms=1", *BRIEF),
        )
    )
    assert whole["environment"]["start_method"] == method
    assert Path(whole["environment"]["python"]).name == "hebra-engine"
    assert home.litter() == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"postgres"}))
def test_every_kind_of_task(kind: str, home: Home) -> None:
    for approach in ("threads", "processes", "asyncio"):
        done = hebra(*(home, "run", "--approach", approach, "--task", kind, *BRIEF))
        whole = result(done)
        assert set(whole["by_kind"]) == {kind}


def test_from_a_path_with_spaces_and_other_letters(elsewhere: Path, home: Home) -> None:
    table, chart = home.folder / "año 1.csv", home.folder / "año 1.png"
    files = ("--csv", str(table), "--chart", str(chart))
    done = hebra(
        home, "run", "--approach", "combined", "--seconds", "1", *files, app=str(elsewhere)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert chart.read_bytes().startswith(b"\x89PNG")
    again = hebra(home, "run", "--file", str(table), *BRIEF, app=str(elsewhere))
    assert result(again)["approach"] == "combined"
    link = home.folder / "enlace"
    link.symlink_to(elsewhere)
    result(hebra(home, "run", "--task", "wait:ms=2", *BRIEF, app=str(link)))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_from_a_read_only_place_and_without_a_network(home: Home) -> None:
    place = str(Path(INSTALLED).parent)
    script = (
        'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && ip link set lo up'
        ' && ! touch "$1/new" 2>/dev/null && shift && exec "$@"'
    )
    around = ("/usr/bin/unshare", "-m", "-n", "/bin/sh", "-c", script, "sh", place)
    here = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    words = ("--task", "http:latency_ms=5", "--task", "wait:ms=2", *BRIEF)
    for approach in ("threads", "processes", "asyncio"):
        done = hebra(home, "run", "--approach", approach, *words, around=around, more=here)
        assert set(result(done)["by_kind"]) == {"http", "wait"}


@pytest.mark.parametrize("broken", ["a file", "unreadable"])
def test_with_a_broken_folder_of_settings(broken: str, home: Home) -> None:
    config = home.folder / "config"
    if broken == "a file":
        shutil.rmtree(config)
        config.write_text("not a folder")
    else:
        (config / "hebra" / "window.json").write_bytes(b"\xff\xfe{")
    result(hebra(home, "run", "--task", "wait:ms=2", *BRIEF))
    offscreen = {**LOST, "QT_QPA_PLATFORM": "offscreen"}
    done = hebra(home, "window", "--time-start", more=offscreen)
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[-1])["usable_ms"] > 0


def test_another_python_carries_out_an_experiment(home: Home) -> None:
    other = next(
        (p for p in ("/usr/bin/python3", "/usr/local/bin/python3") if Path(p).exists()), ""
    )
    if not other:
        pytest.skip("no other Python here")
    words = (
        "--python",
        other,
        "--approach",
        "processes",
        "--processes",
        "2",
        "--task",
        "wait:ms=2",
    )
    whole = result(hebra(home, "run", *words, *BRIEF))
    assert whole["environment"]["python"] == other
    whole = result(hebra(home, "run", *words, "--start-method", "spawn", *BRIEF))
    assert whole["topology"]["processes"] == 2


def test_what_it_starts_does_not_get_its_libraries(home: Home) -> None:
    told = "import json, os; print(json.dumps(dict(os.environ)))"
    python = str(Path(INSTALLED).with_name("hebra-engine"))
    for theirs in ({}, {"LD_LIBRARY_PATH": "/opt/lib"}):
        done = hebra(home, "-I", "-c", told, app=python, more={**LOST, **theirs})
        seen = json.loads(done.stdout)
        assert {name: seen[name] for name in seen if name.startswith(("_PYI_", "LD_"))} == theirs


def test_the_history_keeps_and_exports_what_was_run(home: Home) -> None:
    result(hebra(home, "run", "--task", "wait:ms=2", "--seconds", "1.5", "--json", "-"))
    listed = hebra(home, "history", "list", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    (entry,) = json.loads(listed.stdout)["entries"]
    report = home.folder / "kept.html"
    done = hebra(home, "history", "export", str(entry["id"]), str(report))
    assert (done.returncode, done.stderr) == (0, "")
    assert "<svg" in report.read_text(encoding="utf-8")


@pytest.mark.slow
def test_verdicts_come_from_measurements(home: Home) -> None:
    claims = "race,gil-one,syntax,shared-memory,subinterpreters"
    done = hebra(home, "verdicts", "--only", claims, "--json", "-")
    assert done.returncode in (0, 4), done.stderr
    told = {claim["claim"]: claim["verdict"] for claim in json.loads(done.stdout)["findings"]}
    assert set(told) == set(claims.split(","))
    assert "unavailable" not in told.values()
    assert told["race"] == told["syntax"] == "confirmed"


def test_hazards_and_costs_are_measured(home: Home) -> None:
    for words in (
        ("hazard", "deadlock", "--scenario", "philosophers", "--json", "-"),
        ("hazard", "race", "--json", "-"),
    ):
        done = hebra(home, *words)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)


async def _killed(home: Home) -> list[int]:
    process = await asyncio.create_subprocess_exec(
        *(INSTALLED, "run", "--approach", "processes", "--processes", "2", "--seconds", "600"),
        env={**home.environment(), **LOST},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    import psutil

    family: list[psutil.Process] = []
    while len(family) < 3:
        await asyncio.sleep(0.02)
        family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    await process.wait()
    _, alive = psutil.wait_procs(family, timeout=20)
    return [left.pid for left in alive]


def test_nothing_is_left_when_it_is_killed(home: Home) -> None:
    assert asyncio.run(_killed(home)) == []
