"""What a bundle needs and whose work is in it is asked of its files."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import program, program_in

depends = program_in("linux", "depends")
licences = program_in("linux", "licences")
needs = program("needs")

NEEDED = "  NEEDED               {}\n"
LIBRARIES = sorted(depends.PACKAGES)


@given(st.sets(st.sampled_from(LIBRARIES)), st.sets(st.sampled_from(LIBRARIES)))
def test_a_package_for_each_library_that_is_not_inside(needed: set[str], inside: set[str]) -> None:
    value = depends.field("".join(map(NEEDED.format, sorted(needed))), inside)
    names = {entry.split(" ")[0] for entry in value.split(", ") if entry}
    assert names == {depends.PACKAGES[name] for name in needed - inside}


def test_the_newest_glibc_that_is_asked_for() -> None:
    dump = NEEDED.format("libc.so.6") + NEEDED.format("libm.so.6")
    dump += "    0x0d 0x00 05 GLIBC_2.9\n    0x0d 0x00 05 GLIBC_2.35\n"
    assert depends.field(dump, set()) == "libc6 (>= 2.35)"


def test_a_library_of_no_known_package_is_named() -> None:
    with pytest.raises(LookupError, match=r"libnew\.so\.1"):
        depends.field(NEEDED.format("libnew.so.1"), set())


def test_packages_have_both_their_names() -> None:
    assert depends.field(NEEDED.format("libglib-2.0.so.0"), set()) == (
        "libglib2.0-0 | libglib2.0-0t64"
    )


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A virtual environment with three distributions, of a Python with a licence."""
    python = tmp_path / "python"
    text = python / "lib" / "python3.13" / "LICENSE.txt"
    text.parent.mkdir(parents=True)
    text.write_text("Copyright (c) 2001 Python Software Foundation\n\nAll rights.\n")
    folder = tmp_path / "environment"
    site = folder / "lib" / "python3.13" / "site-packages"
    site.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text(f"home = {python}/bin\n")
    for name, more in (("inside", "License: MIT\n"), ("pip", ""), ("PySide6_Essentials", "")):
        info = site / f"{name}-1.0.dist-info"
        (info / "licenses").mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{more}")
        (info / "licenses" / "LICENSE").write_text(
            f"Copyright (c) 2020 {name} people\n\nDo.\n\nNot."
        )
        rows = [f"{info.name}/METADATA,,", f"{info.name}/licenses/LICENSE,,", f"{name}/a.so,,"]
        (info / "RECORD").write_text("\n".join(rows) + "\n")
        (site / name).mkdir()
        (site / name / "a.so").touch()  # since 3.12 only what is there counts
    return folder


def test_the_copyright_file_tells_of_everybody(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "QT_PARTS", ())
    monkeypatch.setattr(licences, "shipped", lambda _: {"inside", "pyside6-essentials"})
    bundle = tmp_path / "bundle"
    (bundle / "_internal" / "inside").mkdir(parents=True)
    text = licences.copyright_file(bundle, environment)
    for owner in ("2020 inside people", "Python Software Foundation", "The Hebra developers", "Qt"):
        assert owner in text
    assert "pip people" not in text
    assert "usr/lib/hebra/_internal/inside/*" in text
    paragraphs = text.strip().split("\n\n")
    used = {
        name
        for paragraph in paragraphs
        if paragraph.startswith("Files:")
        for name in re.findall(r"^License: (.*)$", paragraph, re.MULTILINE)[0].split(" and ")
    }
    told = {line.removeprefix("License: ").split("\n")[0] for line in paragraphs if line[0] == "L"}
    assert used == told & used
    assert all(
        line[0] == " " or ": " in line or line.endswith(":") for line in text.split("\n") if line
    )


def test_what_only_builds_is_not_shipped() -> None:
    installed = {
        str(found.metadata["Name"]).lower().replace("_", "-"): found for found in distributions()
    }
    shipped = licences.shipped(installed)
    assert {"pyside6-essentials", "shiboken6", "typer", "psycopg", "pyinstaller"} <= shipped
    assert not {"hatchling", "pip", "pytest", "mypy", "cyclonedx-python-lib"} & shipped


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_texts_without_a_gnu_licence_stay_as_they_are(text: str) -> None:
    assert licences.shortened(text) == text


@pytest.mark.skipif(not licences.COMMON.is_dir(), reason="needs Debian's common-licenses")
@pytest.mark.parametrize("name", ["GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3", "Apache-2.0"])
def test_texts_that_debian_has_are_referred_to(name: str) -> None:
    whole = (licences.COMMON / name).read_text(encoding="utf-8")
    short = licences.shortened(f"Before.\n\n{whole}\nAfter.")
    assert short.startswith("Before.")
    assert short.rstrip().endswith("After.")
    assert f"{licences.COMMON}/{name.partition('.')[0]}" in short
    assert len(short) < len(whole) / 2


def test_what_is_missing_is_named_by_its_package() -> None:
    assert needs.missing("package", lambda _: True) == []
    assert needs.missing("test-package", lambda name: name != "Xvfb") == ["xvfb"]
    everything = needs.missing("package", lambda _: False)
    assert {"binutils", *needs.TEXTS} <= set(everything)
