"""Packages are packed with the same things in them, machine code last and in its own way."""

from __future__ import annotations

import io
import lzma
import shutil
import subprocess
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import program_in

packing: ModuleType = program_in("linux", "packing")
pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb here")


def plain(folder: Path) -> Path:
    """A package as dpkg-deb makes it, not compressed; one file's size is odd."""
    tree = folder / "tree"
    for name, text in (("usr/lib/b", "bb\n" * 500), ("usr/lib/a", "a"), ("usr/bin/c", "c\n")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    (tree / "usr" / "lib" / "link").symlink_to("a")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(
        "Package: odd\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: odd\n"
    )
    target = folder / "plain.deb"
    words = ("dpkg-deb", "--root-owner-group", "-Znone", "--build")
    subprocess.run([*words, str(tree), str(target)], check=True, capture_output=True)
    return target


def contents(package: Path) -> list[str]:
    done = subprocess.run(
        ["dpkg-deb", "--contents", package], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def test_the_same_is_in_it_and_dpkg_reads_it(tmp_path: Path) -> None:
    before, after = plain(tmp_path), tmp_path / "after.deb"
    packing.repack(before, after, quick=False)
    assert after.stat().st_size < before.stat().st_size
    assert contents(after) == sorted(contents(before), key=lambda line: line.split()[5])
    subprocess.run(["dpkg-deb", "-R", after, tmp_path / "out"], check=True)
    assert (tmp_path / "out/usr/lib/link").read_text() == "a"
    assert (tmp_path / "out/usr/lib/b").read_text() == "bb\n" * 500
    assert "Package: odd" in (tmp_path / "out/DEBIAN/control").read_text()


def test_twice_are_the_same_bytes(tmp_path: Path) -> None:
    before = plain(tmp_path)
    for name in ("one", "two"):
        packing.repack(before, tmp_path / name, quick=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_no_such_package_is_refused(tmp_path: Path) -> None:
    before, after = plain(tmp_path), tmp_path / "after.deb"
    packing.repack(before, after, quick=True)
    with pytest.raises(ValueError, match="no uncompressed"):
        packing.repack(after, tmp_path / "again.deb", quick=True)
    (tmp_path / "text").write_text("hello")
    with pytest.raises(ValueError, match="no Debian package"):
        packing.repack(tmp_path / "text", after, quick=True)


@given(st.lists(st.tuples(st.binary(max_size=400), st.booleans(), st.integers(1, 300)), min_size=1))
def test_the_blocks_of_several_streams_are_one_stream(parts: list[tuple[bytes, bool, int]]) -> None:
    packer = {"id": lzma.FILTER_LZMA2, "preset": 0}
    streams, whole = [], b""
    for some, code, times in parts:
        filters = [{"id": lzma.FILTER_X86}, packer] if code else [packer]
        streams.append(lzma.compress(some * times, filters=filters))
        whole += some * times
    made = packing.joined(streams)
    reader = lzma.LZMADecompressor()
    assert reader.decompress(made) == whole
    assert reader.eof
    assert not reader.unused_data


def test_machine_code_comes_last_and_every_reader_knows_it(tmp_path: Path) -> None:
    texts = {"a/code": b"\x7fELF" + b"\xe8\0\0\0\0code" * 900, "a/text": b"text" * 900, "b": b""}
    files = {}
    for name, text in texts.items():
        files[name] = tarfile.TarInfo(name)
        files[name].size = len(text)
    made = packing.pack(
        list(files.values()), lambda entry: io.BytesIO(texts[entry.name]), quick=False
    )
    (tmp_path / "made.tar.xz").write_bytes(made)
    with tarfile.open(tmp_path / "made.tar.xz") as tar:
        assert tar.getnames() == ["a/text", "b", "a/code"]
        for entry in tar:
            file = tar.extractfile(entry)
            assert file is not None
            assert file.read() == texts[entry.name]
    done = subprocess.run(
        ["xz", "--robot", "--list", "-vv", tmp_path / "made.tar.xz"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert sum(line.startswith("block\t") for line in done.stdout.splitlines()) == 2
    assert done.stdout.count("--x86") == 1
    subprocess.run(["tar", "-xJf", tmp_path / "made.tar.xz", "-C", tmp_path], check=True)
    assert (tmp_path / "a" / "code").read_bytes() == texts["a/code"]
