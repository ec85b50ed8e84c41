"""What packages say of Hebra comes from one place each: changelog, command line, version."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.cli import exits
from tests.programs import FOLDER, program_in

project = program_in("linux", "project")
command_tree = program_in("linux", "command_tree")
man_page = program_in("linux", "man_page")
metainfo = program_in("linux", "metainfo")
deb = program_in("linux", "deb")

TODAY = 1_795_000_000
TREE = command_tree.tree()
PAGE = man_page.man_page(TREE, TODAY)
DATA = FOLDER / "linux" / "data"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)


@given(
    st.lists(
        st.tuples(st.from_regex(r"[0-9]{1,2}\.[0-9]\.[0-9]", fullmatch=True), WORDS),
        unique_by=lambda entry: entry[0],
    )
)
def test_every_version_of_the_changelog_is_a_release(versions: list[tuple[str, str]]) -> None:
    text = "".join(
        f"## [{number}] - 2026-01-02\n\n### Added\n- **{word}**: see\n  [here](x.md)\n\n"
        for number, word in versions
    )
    told = project.releases(text, "99.0.0", TODAY)
    assert [(release.version, release.points) for release in told] == [
        (number, (f"{word}: see here",)) for number, word in versions
    ]
    assert all(release.date == datetime(2026, 1, 2, 12, tzinfo=UTC) for release in told)


def test_what_is_unreleased_is_told_as_the_version_until_it_has_an_entry() -> None:
    unreleased = "## [Unreleased]\n\n- New.\n"
    (release,) = project.releases(unreleased, "1.0.0", TODAY)
    assert (release.version, release.date.timestamp()) == ("1.0.0", TODAY)
    both = unreleased + "\n## [1.0.0] - 2026-01-02\n\n- Old.\n"
    assert [release.points for release in project.releases(both, "1.0.0", TODAY)] == [("Old.",)]


def test_the_manual_names_every_command_flag_and_argument() -> None:
    plain = PAGE.replace("\\-", "-")
    for command in TREE.walk():
        assert f"\\fB{command.line}\\fP" in plain
        for flag in command.flags:
            assert all(f"\\fB{name}\\fP" in plain for name in flag.names)
        assert all(argument.wants in plain for argument in command.arguments)


def test_no_flag_is_without_a_word() -> None:
    silent = [(c.line, flag.names) for c in TREE.walk() for flag in c.flags if not flag.help]
    assert not silent


def test_the_manual_names_every_variable_and_exit_code() -> None:
    sources = [path for room in ("lab", "ui") for path in (project.ROOT / room).rglob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert set(re.findall(r"\"(HEBRA_[A-Z_]+)\"", text)) <= set(man_page.VARIABLES)
    codes = {value for name, value in vars(exits).items() if name.isupper()}
    assert set(man_page.ENDS) == codes


@pytest.mark.parametrize("example", man_page.EXAMPLES)
def test_examples_of_the_manual_are_commands(example: str) -> None:
    _, *words = shlex.split(example)
    command = TREE
    while below := [c for c in command.commands if c.path[-1] == words[0]]:
        (command,) = below
        words.pop(0)
    assert command is not TREE
    names = {name for flag in command.flags for name in flag.names}
    assert {word for word in words if word.startswith("--")} <= names


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc")
def test_mandoc_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "hebra.1").write_text(PAGE, encoding="utf-8")
    told = subprocess.run(
        ["mandoc", "-T", "lint", tmp_path / "hebra.1"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "")


def test_the_metainfo_is_whole_and_speaks_spanish() -> None:
    changes = project.releases("## [2.0.0] - 2026-01-02\n- A < B & C.\n", "2.0.0", TODAY)
    root = ET.fromstring(metainfo.metainfo(changes))
    release = root.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("2.0.0", "2026-01-02")
    assert release.findtext("description/ul/li") == "A < B & C."
    for tag in ("summary", "description/p", "description/ul/li", "screenshots/screenshot/caption"):
        told = root.findall(tag)
        spanish = [element for element in told if element.get(LANGUAGE) == "es"]
        assert len(told) == 2 * len(spanish) > 0, tag
    assert root.findtext("launchable") == "hebra.desktop"


def test_desktop_entry_type_and_metainfo_agree() -> None:
    entry = ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(DATA / "hebra.desktop", encoding="utf-8")
    main = entry["Desktop Entry"]
    for key in ("GenericName", "Comment", "Keywords"):
        assert main[f"{key}[es]"] != main[key]
    types = ET.parse(DATA / "hebra.xml").getroot()
    names = [element.get("type") for element in types if element.tag.endswith("mime-type")]
    assert main["MimeType"].rstrip(";").split(";") == names
    assert metainfo.metainfo([]).count(f"<mediatype>{names[0]}</mediatype>") == 1
    assert all(
        f"Desktop Action {action}" in entry for action in main["Actions"].split(";") if action
    )


def test_the_control_file() -> None:
    lines = deb.control("libc6 (>= 2.35)", 1234).splitlines()
    fields = dict(line.split(": ", 1) for line in lines if not line.startswith(" "))
    assert fields["Package"] == "hebra"
    assert fields["Version"].startswith(f"{project.VERSION}-")
    assert (fields["Installed-Size"], fields["Depends"]) == ("1234", "libc6 (>= 2.35)")
    assert len(fields["Description"]) < 80
    extended = [line for line in lines if line.startswith(" ")]
    assert extended
    assert all(len(line) <= 80 and line.rstrip() == line for line in extended)


@pytest.mark.skipif(shutil.which("dpkg-parsechangelog") is None, reason="needs dpkg-dev")
def test_debian_reads_the_changelog(tmp_path: Path) -> None:
    (tmp_path / "changelog").write_text(deb.changelog(project.changes(TODAY)), encoding="utf-8")
    words = ["dpkg-parsechangelog", "-l", str(tmp_path / "changelog"), "-S", "Version"]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    assert told.stdout.startswith(project.VERSION)
    assert not told.stderr
