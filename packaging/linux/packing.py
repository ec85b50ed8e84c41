"""How packages are compressed: like beside like, and as small as xz can.

What a program consists of comes last, after everything else, each part in the order of names and
compressed in a way of its own: xz's filter for machine code makes that a sixteenth smaller, and all
other things larger. Both are blocks of one stream, which is what every reader of xz knows. xz finds
again what it has seen within 64 MB; `dpkg-deb` packs files in the order in which the disk names
them, far from their like: the same package is 7 MB larger.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

_AR = b"!<arch>\n"
_HEAD = "{name:<16}{time:<12}{0:<6}{0:<6}{mode:<8}{size:<10}`\n"
_ELF = b"\x7fELF"
_HEADER = _FOOTER = 12
"""Bytes at both ends of an xz stream."""
Opens = Callable[[tarfile.TarInfo], IO[bytes]]
"""Opens a file that is to be packed."""


def pack(entries: Sequence[tarfile.TarInfo], opens: Opens, *, quick: bool) -> bytes:
    """A tar archive of these entries, compressed; ``quick`` for a try, which hardly compresses.

    A folder comes before what is in it.
    """
    code = {entry.name for entry in entries if entry.isreg() and _is_code(entry, opens)}
    archive, split = io.BytesIO(), 0
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for entry in sorted(entries, key=lambda entry: (entry.name in code, entry.name)):
            if not entry.isreg():
                tar.addfile(entry)
            else:
                with opens(entry) as file:
                    tar.addfile(entry, file)
            if entry.name not in code:
                split = archive.tell()
    whole = archive.getbuffer()
    with ThreadPoolExecutor() as pool:
        rest = pool.submit(_compressed, whole[:split], quick=quick, code=False)
        last = pool.submit(_compressed, whole[split:], quick=quick, code=True)
        return joined([rest.result(), last.result()])


def repack(package: Path, target: Path, *, quick: bool) -> None:
    """Write a Debian package whose files dpkg-deb has not compressed (``-Znone``) compressed.

    Raises ValueError when it is no such package.
    """
    members = list(_members(package.read_bytes()))
    if [name for name, _, _ in members] != ["debian-binary", "control.tar", "data.tar"]:
        raise ValueError(f"{package} is no uncompressed Debian package")
    whole = _AR
    for name, time, data in members:
        packed = name.endswith(".tar")
        kept = _repacked(data, quick=quick) if packed else data
        called = f"{name}.xz" if packed else name
        head = _HEAD.format(0, name=called, time=time, mode="100644", size=len(kept))
        whole += head.encode() + kept + b"\n" * (len(kept) % 2)
    target.write_bytes(whole)


def joined(streams: Sequence[bytes]) -> bytes:
    """One xz stream of the blocks of several that are made with the same check.

    Each keeps its own filters. Concatenated streams would do as well, but not every reader goes on
    after the first. The format: https://tukaani.org/xz/xz-file-format.txt
    """
    flags = streams[0][6:8]
    blocks, records = b"", []
    for stream in streams:
        (backward,) = struct.unpack("<I", stream[-8:-4])
        index = len(stream) - _FOOTER - 4 * (backward + 1)
        blocks += stream[_HEADER:index]
        records += _records(stream[index:])
    body = b"\0" + _varint(len(records))
    body += b"".join(_varint(size) + _varint(length) for size, length in records)
    body += bytes(-len(body) % 4)
    body += struct.pack("<I", zlib.crc32(body))
    end = struct.pack("<I", len(body) // 4 - 1) + flags
    return streams[0][:_HEADER] + blocks + body + struct.pack("<I", zlib.crc32(end)) + end + b"YZ"


def _is_code(entry: tarfile.TarInfo, opens: Opens) -> bool:
    with opens(entry) as file:
        return file.read(len(_ELF)) == _ELF


def _compressed(data: memoryview, *, quick: bool, code: bool) -> bytes:
    packer = {"id": lzma.FILTER_LZMA2, "preset": 0 if quick else 9 | lzma.PRESET_EXTREME}
    return lzma.compress(data, filters=[{"id": lzma.FILTER_X86}, packer] if code else [packer])


def _repacked(tar: bytes, *, quick: bool) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(tar)) as old:

        def opens(entry: tarfile.TarInfo) -> IO[bytes]:
            file = old.extractfile(entry)
            assert file is not None
            return file

        return pack(old.getmembers(), opens, quick=quick)


def _records(index: bytes) -> list[tuple[int, int]]:
    """The records of a stream's index: each block's bytes, and those that come out of it."""
    numbers: list[int] = []
    at, wanted = 1, 1
    while len(numbers) < wanted:
        value = shift = 0
        while True:
            value |= (index[at] & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if index[at - 1] < 0x80:
                break
        numbers.append(value)
        wanted = 1 + 2 * numbers[0]
    return list(zip(numbers[1::2], numbers[2::2], strict=True))


def _varint(value: int) -> bytes:
    """A number in groups of seven bits, the lowest first; all but the last have the eighth set."""
    made = bytearray()
    while value >= 0x80:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def _members(archive: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Name, time and data of each member of an ``ar`` archive (deb(5))."""
    if not archive.startswith(_AR):
        raise ValueError("this is no Debian package")
    at = len(_AR)
    while at < len(archive):
        head = archive[at : at + 60].decode("ascii")
        size = int(head[48:58])
        at += 60
        yield head[:16].rstrip(" /"), head[16:28].rstrip(), archive[at : at + size]
        at += size + size % 2
