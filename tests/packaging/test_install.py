"""install.sh installs for one person, upgrades in one move and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.programs import FOLDER

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's installer")

LINUX = FOLDER / "linux"
PROGRAM = '#!/bin/sh\n# build: {build}\nexec echo {build} in "$(readlink -f "$0")"\n'


class Person:
    """Somebody with a home, and the unpacked tarballs of builds."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.home = folder / "José Núñez"
        self.home.mkdir(parents=True)
        self._folder = folder
        self._env = {"HOME": str(self.home), "PATH": os.environ["PATH"], **more}

    def unpack(self, build: str, *, extra: str = "") -> Path:
        """A tarball's folder with a program that names its build instead of the bundle."""
        folder = self._folder / f"hebra ({build})"
        share = folder / "share"
        (folder / "hebra" / "_internal").mkdir(parents=True)
        (folder / "hebra" / "hebra").write_text(PROGRAM.format(build=build))
        (folder / "hebra" / "hebra").chmod(0o755)
        for name in (
            "applications/hebra.desktop",
            "mime/packages/hebra.xml",
            *filter(None, [extra]),
        ):
            (share / name).parent.mkdir(parents=True, exist_ok=True)
            source = LINUX / "data" / Path(name).name
            (share / name).write_text(source.read_text() if source.is_file() else build)
        (folder / "build-id").write_text(f"{build}\n")
        shutil.copy(LINUX / "install.sh", folder)
        return folder

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Carry out a command; what it said."""
        return subprocess.run(
            [str(word) for word in words],
            cwd=self._folder,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, build: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Carry out a build's install.sh; it has to succeed without a complaint."""
        done = self.run(build / "install.sh", *words)
        assert (done.returncode, done.stderr) == (0, "")
        return done

    def files(self) -> set[str]:
        """Everything in the home that is no folder."""
        return {str(p.relative_to(self.home)) for p in self.home.rglob("*") if not p.is_dir()}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def commands_of(entry: Path) -> list[list[str]]:
    """Each Exec of a desktop entry as a desktop takes it to pieces."""
    read = ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(entry, encoding="utf-8")
    return [exec_words(section["Exec"]) for section in read.values() if "Exec" in section]


def exec_words(value: str) -> list[str]:
    """Words of an Exec key: first a string's own escapes, then quotes, then field codes."""
    text = value.replace("\\\\", "\\")
    words, quoted, escaped = [""], False, False
    for sign in text:
        if escaped:
            words[-1], escaped = words[-1] + sign, False
        elif quoted and sign == "\\":
            escaped = True
        elif sign == '"':
            quoted = not quoted
        elif sign == " " and not quoted:
            words.append("")
        else:
            words[-1] += sign
    return [word.replace("%%", "%") for word in words]


@pytest.mark.parametrize("prefix", ["", "/a b", '/100% "ñ" $HOME `x` \\y|z&'])
def test_installed_it_runs_from_menu_and_terminal(person: Person, prefix: str) -> None:
    words = ["--prefix", str(person.home) + prefix] if prefix else []
    place = Path(words[1]) if prefix else person.home / ".local"
    person.install(person.unpack("1.0-a"), *words)
    link = place / "bin" / "hebra"
    assert person.run(link).stdout.startswith("1.0-a in ")
    entry = place / "share" / "applications" / "hebra.desktop"
    for command in commands_of(entry):
        assert command[:2] == [str(link), "window"]
    assert not [path for path in place.rglob("*") if ".new" in path.name]


def test_data_goes_where_the_desktop_looks(tmp_path: Path) -> None:
    data = tmp_path / "other data"
    person = Person(tmp_path, XDG_DATA_HOME=str(data))
    person.install(person.unpack("1.0-a"))
    assert (data / "applications" / "hebra.desktop").is_file()
    assert person.files() == {
        ".local/bin/hebra",
        ".local/lib/hebra/1.0-a/hebra",
        ".local/lib/hebra/install.sh",
        ".local/lib/hebra/installed-files",
    }


def test_an_upgrade_leaves_the_new_version_only(person: Person) -> None:
    person.install(person.unpack("1.0-a", extra="man/man1/gone.1"))
    assert ".local/share/man/man1/gone.1" in person.files()
    person.install(person.unpack("1.1-b"))
    assert person.run(person.home / ".local/bin/hebra").stdout.startswith("1.1-b in ")
    assert not [name for name in person.files() if "1.0-a" in name or "gone" in name]


def test_the_same_version_once_more_mends_it(person: Person) -> None:
    build = person.unpack("1.0-a")
    person.install(build)
    program = person.home / ".local/lib/hebra/1.0-a/hebra"
    program.write_text("#!/bin/false\n")
    person.install(build)
    assert person.run(person.home / ".local/bin/hebra").stdout.startswith("1.0-a in ")


def test_a_version_that_runs_is_left_until_the_next_time(person: Person) -> None:
    old = person.unpack("1.0-a")
    shutil.copy(shutil.which("sleep") or "/bin/sleep", old / "hebra" / "hebra")
    person.install(old)
    folder = person.home / ".local/lib/hebra/1.0-a"
    with subprocess.Popen([folder / "hebra", "600"]) as running:
        try:
            person.install(person.unpack("1.1-b"))
            assert (folder / "hebra").is_file()
        finally:
            running.kill()
    person.install(person.unpack("1.2-c"))
    assert not folder.exists()


@pytest.mark.parametrize("by_itself", [False, True])
def test_uninstalled_only_the_persons_data_are_left(person: Person, by_itself: bool) -> None:
    theirs = {
        ".config/hebra/window.json",
        ".local/share/hebra/history.db",
        ".local/share/applications/another.desktop",
        ".local/bin/another",
    }
    for name in theirs:
        (person.home / name).parent.mkdir(parents=True, exist_ok=True)
        (person.home / name).write_text("mine")
    build = person.unpack("1.0-a", extra="icons/hicolor/16x16/apps/hebra.png")
    person.install(build)
    installed = person.home / ".local/lib/hebra"
    person.install(installed if by_itself else build, "--uninstall")
    caches = {".local/share/applications/mimeinfo.cache"}  # the other entry's as well
    assert person.files() - caches == theirs
    assert not (person.home / ".local/lib").exists()
    assert not (person.home / ".local/share/icons").exists()
    assert not (person.home / ".local/share/mime").exists()


def test_what_is_wrong_is_said(person: Person) -> None:
    build = person.unpack("1.0-a")
    for words in (["--uninstall"], ["--prefix"], ["--what"]):
        done = person.run(build / "install.sh", *words)
        assert done.returncode == 2
        assert done.stderr.startswith("install.sh: ")
    assert not person.files()


def test_a_desktop_accepts_the_entry(person: Person) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("needs desktop-file-utils")
    person.install(person.unpack("1.0-a"))
    done = person.run(validate, person.home / ".local/share/applications/hebra.desktop")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="needs shellcheck")
def test_shellcheck_finds_nothing() -> None:
    subprocess.run(["shellcheck", LINUX / "install.sh"], check=True)
