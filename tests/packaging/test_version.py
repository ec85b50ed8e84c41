"""There is one version number and one changelog, and they agree."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import lab
from tests.programs import program_in

source = program_in("release", "source")

TELL = {"lab/__init__.py", "CHANGELOG.md"}
"""The number's source, and what tells what changed with it."""


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[str]:
    answer = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        pytest.skip("not a git checkout")
    return answer.stdout.split("\0")[:-1]


def test_the_number_is_read_as_it_is_imported() -> None:
    assert source.version() == lab.__version__


def test_nothing_repeats_the_number(root: Path, tracked: list[str]) -> None:
    number = re.compile(rf"(?<![\w.]){re.escape(lab.__version__)}(?!\.?\w)".encode())
    repeating = [
        name
        for name in tracked
        if name not in TELL
        and not name.startswith("packaging/requirements")  # others' versions
        and (root / name).is_file()
        and number.search((root / name).read_bytes())
    ]
    assert repeating == []


def test_the_package_takes_the_number_from_the_source(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    assert "version" not in settings["project"]
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "lab/__init__.py"


def test_the_changelog_tells_of_this_version_first(root: Path) -> None:
    """A heading for what is not released yet may stand above it."""
    found = list(source.entries((root / "CHANGELOG.md").read_text(encoding="utf-8")))
    assert next(name for name in found if name != "Unreleased") == lab.__version__


def test_the_changelogs_versions_go_down_and_have_a_day(root: Path) -> None:
    found = source.entries((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    released = {name: day for name, (day, _) in found.items() if name != "Unreleased"}
    assert all(released.values()), released
    numbers = [tuple(map(int, name.split("."))) for name in released]
    assert numbers == sorted(numbers, reverse=True)
    assert list(released.values()) == sorted(released.values(), reverse=True)
