"""The workflow for other systems, which no runner has carried out: valid, pinned, of real files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

WORKFLOW = Path(".github/workflows/build.yml")


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    if not (root / WORKFLOW).exists():
        pytest.skip("not a checkout")
    return (root / WORKFLOW).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def jobs(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = YAML(typ="safe").load(text)
    return dict(parsed["jobs"])


def valid(path: Path) -> bool:
    words = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    return (
        subprocess.run([sys.executable, *words], capture_output=True, check=False).returncode == 0
    )


def test_it_holds_to_githubs_schema(root: Path, text: str, tmp_path: Path) -> None:
    assert valid(root / WORKFLOW)
    (tmp_path / "wrong.yml").write_text(text.replace("runs-on:", "run-on:"))
    assert not valid(tmp_path / "wrong.yml")


def test_it_says_that_it_was_not_run(text: str) -> None:
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("Not run here" in line for line in head)


def test_it_covers_three_systems_and_every_supported_python(
    jobs: dict[str, Any], root: Path
) -> None:
    supported = re.findall(r"Python :: (3\.\d+)", (root / "pyproject.toml").read_text())
    for name in ("test", "bundle"):
        matrix = jobs[name]["strategy"]["matrix"]
        assert matrix["python"] == supported
        assert [system.partition("-")[0] for system in matrix["system"]] == [
            *("ubuntu", "windows", "macos")
        ]


def test_actions_are_pinned_to_commits(text: str) -> None:
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_nothing_of_the_repository_is_written_to(text: str) -> None:
    assert YAML(typ="safe").load(text)["permissions"] == {"contents": "read"}
    assert "secrets." not in text


def test_the_files_it_names_are_there(text: str, root: Path) -> None:
    named = set(re.findall(r"packaging/[\w/.-]+\.(?:py|txt|sh)", text))
    assert {"packaging/windows/build.py", "packaging/macos/build.py"} <= named
    assert [name for name in sorted(named) if not (root / name).is_file()] == []
