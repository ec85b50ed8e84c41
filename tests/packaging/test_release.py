"""A release holds one file of each kind, and its checksums are sha256sum's."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import program_in

release = program_in("release", "release")

FILES = [
    "hebra_1.2.0-1_amd64.deb",
    "hebra-1.2.0-linux-x86_64.tar.xz",
    "hebra_lab-1.2.0-py3-none-any.whl",
    "hebra_lab-1.2.0.tar.gz",
]
OTHERS = ["hebra_1.1.0_amd64.deb", "hebra_lab-1.2.0.post1.tar.gz", "log.txt"]


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(name)


def test_one_file_of_each_kind_is_taken_and_nothing_else(tmp_path: Path) -> None:
    lay(tmp_path, *FILES, *OTHERS)
    assert sorted(path.name for path in release.gather("1.2.0", tmp_path)) == sorted(FILES)


@given(st.sets(st.sampled_from(FILES), min_size=1))
def test_whatever_is_missing_is_named(
    tmp_path_factory: pytest.TempPathFactory, lost: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("built")
    lay(folder, *OTHERS, *(name for name in FILES if name not in lost))
    with pytest.raises(release.NotReadyError) as error:
        release.gather("1.2.0", folder)
    assert str(error.value).count("there are none") == len(lost)


def test_two_of_a_kind_are_one_too_many(tmp_path: Path) -> None:
    lay(tmp_path, *FILES, "hebra_1.2.0_arm64.deb")
    with pytest.raises(
        release.NotReadyError, match=r"Debian package has to be one file .* there are 2"
    ):
        release.gather("1.2.0", tmp_path)


def test_sha256sum_checks_the_sums(tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("needs sha256sum (Debian: coreutils)")
    lay(tmp_path, *FILES)
    (tmp_path / release.SUMS).write_text(release.sums(tmp_path.iterdir()))
    check = ["sha256sum", "--check", "--strict", "--quiet", release.SUMS]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0
    (tmp_path / FILES[0]).write_text("changed")
    answer = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.stdout == f"{FILES[0]}: FAILED\n"
