"""Write Qt's library of language data again with no more than the app's languages need.

Qt links to ICU, whose data for every language on earth is 31 MB of the bundle; Qt itself asks it to
sort, to change case and for time zones. The data lie in the shared object as one table, ICU's
"common data" (magic ``CmnD``; unicode-org.github.io/icu/userguide/icu_data): a header, then the
number of entries, their names and offsets, then the entries. What is kept stays byte for byte.

Linux only; ``readelf``, ``ld`` and ``objcopy`` are binutils', which PyInstaller needs too.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from fnmatch import fnmatch
from pathlib import Path

ALIGN = 16
_LANGUAGES = ("root", "en", "es", "en_US", "es_ES", "pool", "res_index")
_BY_LANGUAGE = ("", "brkitr/", "coll/")
# Dictionaries that break Thai or Chinese into words, tables of old encodings, transliteration; and
# what Qt has in tables of its own: names of places and currencies, host names.
_DROPPED = (
    *("*.cnv", "*.dict", "translit/*", "rbnf/*", "*.spp", "brkitr/*_*.brk", "unames.icu"),
    *("curr/*", "lang/*", "region/*", "unit/*", "zone/*", "*.cfu", "uts46.nrm"),
)
_OF_A_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2}|_\d{3})?(_[A-Z]+)?\.res")


def kept(name: str) -> bool:
    """Whether an entry stays, by its name without the package's (``coll/es.res``)."""
    if any(fnmatch(name, pattern) for pattern in _DROPPED):
        return False
    folder, _, file = name.rpartition("/")
    if _OF_A_LANGUAGE.fullmatch(file):
        return f"{folder}/".lstrip("/") in _BY_LANGUAGE and file[:-4] in _LANGUAGES
    return True


def reduced(table: bytes) -> bytes:
    """The table with the entries that stay; ValueError when it is none."""
    head = struct.unpack_from("<H", table)[0]
    if table[2:4] != b"\xda\x27" or table[12:16] != b"CmnD":
        raise ValueError("this is no table of ICU's common data")
    count = struct.unpack_from("<I", table, head)[0]
    entries = list(struct.iter_unpack("<II", table[head + 4 : head + 4 + 8 * count]))
    ends = [offset for _, offset in entries[1:]] + [len(table) - head]
    names, data = [], []
    for (name_at, begin), end in zip(entries, ends, strict=True):
        whole = table[head + name_at : table.index(b"\0", head + name_at)]
        if kept(whole.decode().partition("/")[2]):
            names.append(whole + b"\0")
            data.append(table[head + begin : head + end])
    places = b""
    at_name = 4 + 8 * len(names)
    at_data = -(-(at_name + sum(map(len, names))) // ALIGN) * ALIGN
    body = bytearray()
    for name, entry in zip(names, data, strict=True):
        places += struct.pack("<II", at_name, at_data + len(body))
        at_name += len(name)
        body += entry + bytes(-len(entry) % ALIGN)
    toc = struct.pack("<I", len(names)) + places + b"".join(names)
    return table[:head] + toc.ljust(at_data, b"\xaa") + bytes(body)


def shrink(library: Path) -> int:
    """Write ``libicudata`` again with less in it; how many bytes that saves."""
    before = library.stat().st_size
    symbol, offset, size = _place_of_table(library)
    table = library.read_bytes()[offset : offset + size]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "table").write_bytes(reduced(table))
        _run("ld", "-r", "-b", "binary", "-o", "plain.o", "table", folder=folder)
        _run(
            *("objcopy", "--redefine-sym", f"_binary_table_start={symbol}"),
            *("--strip-symbol=_binary_table_end", "--strip-symbol=_binary_table_size"),
            *("--rename-section", ".data=.rodata,alloc,load,readonly,data,contents"),
            *("--set-section-alignment", f".rodata={ALIGN}", "plain.o", "table.o"),
            folder=folder,
        )
        soname = library.name
        _run(
            *("ld", "-shared", "-z", "noexecstack", "--build-id=none", "-soname", soname),
            *("-o", "made.so", "table.o"),
            folder=folder,
        )
        library.write_bytes((Path(folder) / "made.so").read_bytes())
    return before - library.stat().st_size


def _place_of_table(library: Path) -> tuple[str, int, int]:
    """The name of the table, and where it lies in the file: offset and size in bytes."""
    symbols = _run("readelf", "--wide", "--dyn-syms", str(library))
    found = re.search(r"([0-9a-f]{8,})\s+(\w+) OBJECT .* (icudt\d+_dat)$", symbols, re.M)
    if found is None:
        raise ValueError(f"{library}: no table icudt…_dat in it")
    address, size, symbol = int(found[1], 16), int(found[2], 0), found[3]
    for line in _run("readelf", "--wide", "--segments", str(library)).splitlines():
        words = line.split()
        if words[:1] == ["LOAD"]:
            offset, begin, length = (int(words[i], 16) for i in (1, 2, 4))
            if begin <= address < begin + length:
                return symbol, offset + address - begin, size
    raise ValueError(f"{library}: {symbol} lies in no segment")


def _run(*words: str, folder: str | None = None) -> str:
    done = subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout
