"""The same session drives engines of other Pythons; what they lack they say."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from lab.errors import SessionError
from lab.session import Session
from lab.spec import Options, Topology
from tests.lab.session.runs import Task, carry_out, cpu, experiment, running, until, wait

VERSIONS = ("3.10", "3.11", "3.12", "3.13")
SHAPES = [
    ("threads", "fork", Topology(threads=3)),
    ("processes", "fork", Topology(processes=2)),
    ("processes", "spawn", Topology(processes=2)),
    ("asyncio", "fork", Topology(coroutines=5)),
]


@cache
def python_of(version: str) -> str:
    """A bare interpreter of that version, or the test is skipped; libraries are not looked for."""
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    candidates = [shutil.which(f"python{version}")]
    candidates += map(str, sorted(home.glob(f".pyenv/versions/{version}.*/bin/python3")))
    for candidate in filter(None, candidates):
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        answer = subprocess.run(
            [candidate, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
        )
        if answer.stdout.strip() == version:
            return candidate
    pytest.skip(f"there is no Python {version} on this machine")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("approach, method, topology", SHAPES, ids=lambda value: str(value)[:9])
async def test_a_real_run(version: str, approach: str, method: str, topology: Topology) -> None:
    wanted = experiment(approach, wait(1.0), cpu(0.2), number=120, python=python_of(version),
                        options=Options(start_method=method), topology=topology)  # fmt: skip
    result = await carry_out(wanted)
    assert (result.state, result.tasks_done, result.tasks_failed) == ("finished", 120, 0)
    assert str(result.environment["python_version"]).startswith(f"{version}.")
    assert result.environment["gil"] is True
    assert result.events == ()


def lacks(python: str, *modules: str) -> bool:
    code = f"import importlib.util as u; print(all(u.find_spec(m) for m in {modules!r}))"
    answer = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    return answer.stdout.strip() == "False"


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_kind_whose_library_is_missing_is_refused_in_words(version: str) -> None:
    python = python_of(version)
    if not lacks(python, "aiohttp", "urllib3"):
        pytest.skip(f"Python {version} has the libraries here")
    http: Task = ("http", {"latency_ms": 1.0})
    session = Session(experiment("threads", http, wait(1.0), python=python))
    with pytest.raises(SessionError, match=r"http is unavailable: .* not installed in this Python"):
        await session.start()
    assert session.state == "failed"
    async with running(experiment("threads", wait(1.0), python=python)) as session:
        session.steer("http.weight", 1.0)
        await until(lambda: session.events)
        assert session.events[0].kind == "unavailable"
        assert "not installed in this Python" in session.events[0].text
        assert [share.kind for share in session.experiment.mix] == ["wait"]
        before = session.sample().tasks_done
        await until(lambda: session.sample().tasks_done > before + 5)
        assert session.sample().tasks_failed == 0


async def test_a_python_that_is_too_old_is_refused_in_words() -> None:
    session = Session(experiment("threads", wait(1.0), python=python_of("3.8")))
    with pytest.raises(SessionError, match=r"Choose CPython 3\.10 or newer"):
        await session.start()
    assert session.state == "failed"
