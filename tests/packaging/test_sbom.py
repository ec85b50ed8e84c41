"""The bill of materials is CycloneDX, whole, and the same from the same commit."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

import lab
from tests.programs import program_in

sbom = program_in("release", "sbom")
inventory = program_in("release", "inventory")
system = program_in("release", "system")

Bill = dict[str, Any]
DIGITS = "0" * 64


@pytest.fixture(scope="module")
def installed() -> dict[str, Distribution]:
    """What the tests run with, but for the app itself."""
    found = {str(canonicalize_name(one.name)): one for one in distributions()}
    return {name: one for name, one in found.items() if name != "hebra-lab"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    with (root / "pyproject.toml").open("rb") as file:
        settings_: dict[str, Any] = tomllib.load(file)["project"]
    return settings_


@pytest.fixture(scope="module")
def bill(project: dict[str, Any], installed: dict[str, Distribution]) -> Bill:
    made: Bill = sbom.bill(project, installed, dict.fromkeys(installed, DIGITS))
    return made


def named(bill: Bill, name: str) -> Bill:
    (found,) = [one for one in bill["components"] if one["name"].lower() == name.lower()]
    return dict(found)


def test_it_is_cyclonedx(bill: Bill) -> None:
    assert json.loads(sbom.text_of(bill)) == bill


def test_what_is_no_cyclonedx_is_refused(bill: Bill) -> None:
    with pytest.raises(sbom.NotReadyError, match="not CycloneDX"):
        sbom.text_of({**bill, "components": [{"name": "typeless"}]})


def test_it_is_of_this_version_and_commit(bill: Bill, root: Path) -> None:
    about = bill["metadata"]["component"]
    assert about["version"] == lab.__version__
    answer = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True
    )
    assert about["properties"][0]["value"] == answer.stdout.strip()


def test_made_again_it_is_the_same(
    bill: Bill, project: dict[str, Any], installed: dict[str, Distribution]
) -> None:
    backwards = dict(reversed(installed.items()))
    again = sbom.bill(project, backwards, dict.fromkeys(installed, DIGITS))
    assert sbom.text_of(again) == sbom.text_of(bill)


def test_it_lists_exactly_what_is_installed_and_python(
    bill: Bill, installed: dict[str, Distribution]
) -> None:
    listed = sorted(one["purl"] for one in bill["components"])
    expected = [inventory.purl(name, one.version) for name, one in installed.items()]
    assert listed == sorted([*expected, f"pkg:generic/python@{platform.python_version()}"])


def test_what_the_app_needs_is_in_the_bundle_and_tools_are_not(bill: Bill) -> None:
    for name in ("numpy", "PySide6_Essentials", "shiboken6", "multidict", "psycopg"):
        assert named(bill, name)["scope"] == "required", name
    for name in ("pytest", "mypy", "hatchling"):
        assert named(bill, name)["scope"] == "excluded", name


def test_whatever_is_depended_on_is_listed(bill: Bill) -> None:
    refs = {one["bom-ref"] for one in bill["components"]}
    edges = {one["ref"]: set(one["dependsOn"]) for one in bill["dependencies"]}
    assert set().union(*edges.values()) <= refs
    aiohttp = named(bill, "aiohttp")["bom-ref"]
    assert named(bill, "multidict")["bom-ref"] in edges[aiohttp]
    assert aiohttp in edges[bill["metadata"]["component"]["bom-ref"]]


def test_qt_is_told_with_its_own_version(bill: Bill) -> None:
    from PySide6.QtCore import qVersion

    inside = {one["name"]: one for one in named(bill, "PySide6_Essentials")["components"]}
    assert inside["Qt"]["version"] == qVersion()
    assert "LGPL-3.0-only" in inside["Qt"]["licenses"][0]["expression"]


def test_foreign_libraries_in_wheels_are_listed_with_the_hash_of_their_file(
    bill: Bill, installed: dict[str, Distribution]
) -> None:
    wheel = named(bill, "pillow")
    files = {one["name"]: one for one in wheel.get("components", ()) if one["type"] == "file"}
    path = next((p for p in installed["pillow"].files or () if str(p) in files), None)
    if path is None:
        pytest.skip("this Pillow brings no libraries of its own")
    digits = hashlib.sha256(path.read_binary()).hexdigest()
    assert files[str(path)]["hashes"] == [{"alg": "SHA-256", "content": digits}]


def test_what_pip_did_not_report_stops_it(
    project: dict[str, Any], installed: dict[str, Distribution]
) -> None:
    reported = dict.fromkeys(installed.keys() - {"numpy", "pip"}, DIGITS)
    with pytest.raises(sbom.NotReadyError, match=r"these came from: numpy\."):
        sbom.bill(project, installed, reported)


def test_hashes_are_read_from_what_pip_reported() -> None:
    one = {
        "metadata": {"name": "Foreign_Name"},
        "download_info": {"url": "x", "archive_info": {"hashes": {"sha256": DIGITS}}},
    }
    assert sbom.hashes({"install": [one]}) == {"foreign-name": DIGITS}


@pytest.mark.parametrize(
    "name, metadata, classifiers, expected",
    [
        ("a", {"License-Expression": "MIT AND 0BSD", "License": "X"}, [], "MIT AND 0BSD"),
        ("a", {"License": "apache-2.0"}, [], "Apache-2.0"),
        ("a", {"License": "GPL"}, [], "GPL"),
        ("a", {"License": "Apache 2"}, ["License :: OSI Approved :: MIT License"], "MIT"),
        ("a", {"License": "UNKNOWN"}, ["License :: OSI Approved :: BSD License"], "BSD License"),
        ("a", {"License": "Do what you like\nwith it"}, [], "Do what you like"),
        ("scipy", {"License": "Copyright ..."}, [], "BSD-3-Clause"),
        ("a", {"License": "UNKNOWN"}, ["Topic :: Education"], None),
        ("a", {}, [], None),
    ],
)
def test_licences_have_their_standard_names_where_they_are_known(
    name: str, metadata: dict[str, str], classifiers: list[str], expected: str | None
) -> None:
    found = inventory.licences(name, metadata, classifiers)
    texts = [
        one.get("expression") or one["license"].get("id") or one["license"]["name"] for one in found
    ]
    assert texts == ([expected] if expected else [])


@settings(max_examples=40)
@given(st.text(min_size=1), st.lists(st.sampled_from(sorted(inventory.CLASSIFIED)), max_size=2))
def test_any_licence_text_makes_a_bill_that_is_cyclonedx(text: str, ends: list[str]) -> None:
    classifiers = [f"License :: OSI Approved :: {end}" for end in ends]
    licences = inventory.licences("a", {"License": text}, classifiers)
    component = {"type": "library", "name": "a", "version": "1", "licenses": licences}
    bare = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    sbom.text_of({**bare, "components": [component]})


def test_a_requirement_for_another_system_or_extra_is_none_here() -> None:
    texts = ["One_A>=1", "two; sys_platform == 'never'", "three; extra == 'more'"]
    assert inventory.wanted_by(texts) == {"one-a"}
    assert inventory.wanted_by(texts, ["more"]) == {"one-a", "three"}


def test_a_library_that_was_renamed_in_a_wheel_is_known_by_its_name() -> None:
    match = inventory.LIBRARY.match("libgfortran-040039e1-0352e75f.so.5.0.0")
    assert (match["name"], match["so"]) == ("gfortran", "5.0.0")
    assert inventory.LIBRARY.match("_imaging.cpython-311-x86_64-linux-gnu.so") is None


# ── Libraries of the system in the bundle ────────────────────────────────────────────────────
SSL = system.Package("libssl3", "1:3.0.1-1", "amd64")


def test_system_libraries_are_listed_by_their_package(
    tmp_path: Path, installed: dict[str, Distribution]
) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    qt = next(p for p in installed["pyside6-essentials"].files or () if "libQt6Core" in p.name)
    for name in ("libssl.so.3", "libcrypto.so.3", "libstray.so", "libpython3.11.so.1.0", qt.name):
        (inside / name).write_bytes(b"")
    (inside / "python3.11" / "lib-dynload").mkdir(parents=True)
    (inside / "python3.11" / "lib-dynload" / "_own.cpython-311.so").write_bytes(b"")
    (inside / "libssl.so").symlink_to("libssl.so.3")
    owner = {"libssl.so.3": SSL, "libcrypto.so.3": SSL}
    package, stray = system.of_the_system(tmp_path, installed.values(), lambda _: owner)
    assert package["purl"] == "pkg:deb/debian/libssl3@1%3A3.0.1-1?arch=amd64"
    files = [one["name"] for one in package["components"]]
    assert files == ["_internal/libcrypto.so.3", "_internal/libssl.so.3"]
    assert stray["name"] == "_internal/libstray.so"
    assert stray["hashes"][0]["content"] == hashlib.sha256(b"").hexdigest()


COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
License: LGPL-2.1+

Files: tests/*
License: Expat
 Permission is hereby granted

License: LGPL-2.1+
 On Debian systems
"""


def test_licences_of_a_package_are_those_its_copyright_file_names(tmp_path: Path) -> None:
    path = tmp_path / "libssl3" / "copyright"
    path.parent.mkdir()
    assert system.licences(SSL, tmp_path) == []
    path.write_text("It was debianised by somebody.\nLicense: free\n")
    assert system.licences(SSL, tmp_path) == []
    path.write_text(COPYRIGHT)
    names = [one["license"]["id"] for one in system.licences(SSL, tmp_path)]
    assert names == ["LGPL-2.1-or-later", "MIT"]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("GPL-2+", "GPL-2.0-or-later"),
        ("LGPL-2.1", "LGPL-2.1-only"),
        ("AGPL-3", "AGPL-3.0-only"),
        ("BSD-3-clause", "BSD-3-clause"),
        ("GPL-2+ with OpenSSL exception", "GPL-2+ with OpenSSL exception"),
    ],
)
def test_debians_names_of_gnu_licences_become_standard_ones(name: str, expected: str) -> None:
    assert system.standard(name) == expected


def test_debian_is_asked_for_the_owner_of_a_library() -> None:
    known = system.of_debian(["libc.so.6", "libnobody-has-this.so"])
    if not known:
        pytest.skip("not Debian")
    assert {name: package.name for name, package in known.items()} == {"libc.so.6": "libc6"}
