"""Only a clean commit with an entry in the changelog can be released, and the message says why."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import program_in

source = program_in("release", "source")

ENTRY = "## [1.2.0] - 2026-11-29\n\n### Added\n- **Much.**\n"
NUMBERS = st.lists(st.from_regex(r"[0-9]\.[0-9]{1,2}\.[0-9]", fullmatch=True), unique=True)


class Repository:
    """A repository with a version and a changelog."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet")
        (folder / "lab").mkdir()
        self.write("lab/__init__.py", '"""Lab."""\n\n__version__ = "1.2.0"\n')
        self.write("CHANGELOG.md", f"# Changelog\n\n{ENTRY}")
        self.commit()

    def git(self, *words: str) -> None:
        person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *person, *words], cwd=self.folder, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A step")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_clean_commit_with_an_entry_is_ready(repository: Repository) -> None:
    assert source.check(repository.folder) == ("1.2.0", "### Added\n- **Much.**")


def _change(repository: Repository) -> None:
    repository.write("CHANGELOG.md", f"# Changes\n\n{ENTRY}")


def _add(repository: Repository) -> None:
    repository.write("lab/new.py", "")


def _commit(text: str) -> Callable[[Repository], None]:
    def changed(repository: Repository) -> None:
        repository.write("CHANGELOG.md", text)
        repository.commit()

    return changed


@pytest.mark.parametrize(
    "done, said",
    [
        (_change, "made from a commit, and this is not: CHANGELOG.md."),
        (_add, "this is not: lab/new.py."),
        (_commit("# Changelog\n"), "says nothing of 1.2.0"),
        (_commit(ENTRY.replace("1.2.0", "1.1.0")), "says nothing of 1.2.0"),
        (_commit("## [Unreleased]\n- More.\n" + ENTRY), "begins with [Unreleased], not with 1.2.0"),
        (_commit(ENTRY.replace(" - 2026-11-29", "")), "gives 1.2.0 no day"),
        (_commit("## [1.2.0] - 2026-11-29\n\n## [1.1.0] - 2026-01-01\n- Old.\n"), "says nothing"),
    ],
)
def test_what_is_in_the_way_is_said(
    repository: Repository, done: Callable[[Repository], None], said: str
) -> None:
    done(repository)
    with pytest.raises(source.NotReadyError) as error:
        source.check(repository.folder)
    assert said in str(error.value)


def test_where_there_is_no_repository_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(source.NotReadyError, match="not a git repository"):
        source.check(tmp_path)


def test_many_changed_files_are_not_all_listed(repository: Repository) -> None:
    for number in range(20):
        repository.write(f"{number}.txt", "")
    with pytest.raises(source.NotReadyError) as error:
        source.check(repository.folder)
    assert str(error.value).count(".txt") == 5
    assert str(error.value).endswith(" ….")


def test_what_is_built_are_the_commits_files(repository: Repository, tmp_path: Path) -> None:
    repository.write("CHANGELOG.md", "changed since")
    repository.write("stray.txt", "")
    folder = source.unpack(tmp_path / "unpacked", repository.folder)
    assert sorted(path.name for path in folder.rglob("*.*")) == ["CHANGELOG.md", "__init__.py"]
    assert ENTRY in (folder / "CHANGELOG.md").read_text(encoding="utf-8")


@given(NUMBERS, st.sampled_from(["", "\n- A point with [a link](x) and `## [0.0.0]`.\n"]))
def test_every_entry_is_found_in_its_order(numbers: list[str], text: str) -> None:
    changelog = "# Changelog\n" + "".join(f"\n## [{n}] - 2026-01-01\n{text}" for n in numbers)
    found = source.entries(changelog)
    assert list(found) == numbers
    assert set(found.values()) <= {("2026-01-01", text.strip())}
