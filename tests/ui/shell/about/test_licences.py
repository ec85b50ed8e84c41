"""Components come from what is installed, with the texts that it carries."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from lab import __version__
from ui.shell.about import licences
from ui.shell.about.licences import Component, components, licence_name

Make = Callable[..., None]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Install a distribution, made up, beside the real ones."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, head: str = "", /, **texts: str) -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-1.2.dist-info"
        (folder / "licenses").mkdir(parents=True)
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.2\n{head}\n", encoding="utf-8"
        )
        record = []
        for file, text in texts.items():
            path = folder / file.replace("__", "/")
            path.write_text(text, encoding="utf-8")
            record.append(f"{folder.name}/{path.relative_to(folder)},,\n")
        (folder / "RECORD").write_text("".join(record), encoding="utf-8")

    return install


def named(name: str) -> Component:
    return next(one for one in components("6.0") if one.name == name)


def test_what_is_asked_for_is_listed_whatever_the_way(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "HEBRA", "made-lab")
    make(
        "made-lab",
        "Requires-Dist: Made.One[fast,odd]>=1\nRequires-Dist: not-here; sys_platform == 'plan9'\n"
        "Requires-Dist: made-three; extra == 'option'",
    )
    make(
        "made-one",
        "Requires-Dist: made-two\nRequires-Dist: made-four; extra == 'fast'\n"
        'Requires-Dist: made-five; extra == "slow"',
    )
    make("made-two", "Requires-Dist: made-one")
    for name in ("made-three", "made-four", "made-five", "made-six"):
        make(name)
    found = {one.name for one in licences.distributions()}
    assert found == {"made-one", "made-two", "made-three", "made-four"}


def test_where_hebra_itself_is_unknown_all_there_is_is_listed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "HEBRA", "nobody-knows-it")
    make("made-alone")
    found = {one.name for one in licences.distributions()}
    assert {"made-alone", "numpy"} <= found


def test_texts_are_found_where_distributions_keep_them(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "HEBRA", "made-lab")
    make("made-lab", "Requires-Dist: new\nRequires-Dist: old\nRequires-Dist: oldest\n")
    new = "License-File: ONE\nLicense-File: TWO\nLicense-File: GONE\n"
    make("new", new, licenses__ONE="first text", licenses__TWO="second text")
    make("old", "License-File: ONE", ONE="text at the root")
    make("oldest", COPYING="text by its name", AUTHORS="not a licence")
    assert named("new").text() == "first text\n\n\nsecond text"
    assert named("old").text() == "text at the root"
    assert named("oldest").text() == "text by its name"


@pytest.mark.parametrize(
    "head, name",
    [
        ("License-Expression: Apache-2.0 AND MIT", "Apache-2.0 AND MIT"),
        ("License: BSD-3-Clause", "BSD-3-Clause"),
        ("License: Copyright (c) nobody\n       All rights are described here", ""),
        (f"License: {'so long ' * 20}\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("Classifier: License :: OSI Approved :: Odd License", "Odd License"),
        ("Classifier: Topic :: Games", ""),
    ],
)  # fmt: skip
def test_a_licence_has_a_short_name(make: Make, head: str, name: str) -> None:
    make("made-named", head)
    assert licence_name(metadata.metadata("made-named")) == name


def test_the_real_ones_have_names_and_texts() -> None:
    found = components("6.11.3")
    assert [one.name for one in found[:3]] == ["Hebra", "Python", "Qt"]
    names = {one.name.lower() for one in found}
    asked = [re.match(r"[\w-]+", line) for line in metadata.requires("hebra-lab") or []]
    wanted = {name.group().lower().replace("-", "_") for name in asked if name}
    assert {"numpy", "pyqtgraph"} <= wanted
    assert wanted <= {name.replace("-", "_") for name in names}
    for one in found:
        assert one.licence, one.name
        assert len(one.text()) > 500, one.name
    versions = {one.name: one.version for one in found}
    assert versions["Hebra"] == __version__
    assert versions["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert versions["numpy"] == metadata.version("numpy")


def test_qt_is_told_with_its_terms() -> None:
    for name in ("Qt", "shiboken6"):
        qt = named(name)
        assert qt.licence == "LGPL-3.0-only"
        assert "may be put in their place" in qt.note
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text()
        assert "GNU GENERAL PUBLIC LICENSE" in qt.text(), "which the lesser one adds to"


def test_fonts_and_icons_are_told() -> None:
    assert "SIL OPEN FONT LICENSE" in named("Inter").text()
    assert "SIL OPEN FONT LICENSE" in named("JetBrains Mono").text()
    assert "Phosphor" in named("Phosphor Icons").text()
