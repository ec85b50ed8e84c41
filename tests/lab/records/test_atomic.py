"""A file is written whole or not at all, and what went wrong is said."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lab.errors import HebraError, InputError
from lab.records.atomic import check_writable, write_atomically


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_the_contents_are_replaced_and_the_permissions_kept(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    path.write_text("before")
    path.chmod(0o640)
    write_atomically(path, b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write_atomically(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == other.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    link = tmp_path / "link"
    link.symlink_to("real")
    write_atomically(link, b"after")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


@pytest.mark.parametrize("call", ["fsync", "fchmod", "replace"])
def test_a_full_disk_leaves_the_earlier_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "result.csv"
    path.write_text("before")
    monkeypatch.setattr(Path if call == "replace" else os, call, full)
    with pytest.raises(HebraError, match="no space left") as refused:
        write_atomically(path, b"after")
    assert not isinstance(refused.value, InputError)
    assert refused.value.where == str(path)
    assert refused.value.todo
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_reported(tmp_path: Path) -> None:
    with pytest.raises(HebraError, match="no space left"):
        write_atomically("/dev/full", b"x")
    link = tmp_path / "chart.png"
    link.symlink_to("/dev/full")
    with pytest.raises(HebraError, match="no space left"):
        write_atomically(link, b"x" * 100_000)
    assert Path("/dev/full").is_char_device()


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomically("/dev/null", b"x" * 100_000)
    assert Path("/dev/null").is_char_device()


def test_a_pipe_is_written_to_by_the_name_of_a_stream() -> None:
    program = (
        "from lab.records.atomic import check_writable, write_atomically\n"
        "check_writable('/dev/stdout'); write_atomically('/dev/stdout', b'all of it')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"all of it"


def test_a_folder_and_a_missing_folder_are_the_users_to_mend(tmp_path: Path) -> None:
    for attempt in (lambda p: write_atomically(p, b""), check_writable):
        with pytest.raises(InputError, match="folder"):
            attempt(tmp_path)
        with pytest.raises(InputError, match="folder does not exist"):
            attempt(tmp_path / "no" / "file")


def test_what_can_be_written_is_not_refused_before(tmp_path: Path) -> None:
    check_writable(tmp_path / "new.csv")
    assert not (tmp_path / "new.csv").exists()
