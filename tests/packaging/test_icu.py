"""Qt's language data, made smaller: what stays is unchanged, and ICU still sorts Spanish."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import program_in

icu: ModuleType = program_in("bundle", "icu")

HEAD = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
NAMES = (
    *("coll/es.res", "coll/sv.res", "coll/root.res", "es.res", "zh_Hant_TW.res", "root.res"),
    *("ibm-37_P100-1995.cnv", "brkitr/thaidict.dict", "brkitr/word.brk", "pool.res", "nfc.nrm"),
    *("translit/es.res", "supplementalData.res", "unames.icu", "curr/de_AT.res"),
)
STAY = {
    *("coll/es.res", "coll/root.res", "es.res", "root.res", "brkitr/word.brk", "pool.res"),
    *("nfc.nrm", "supplementalData.res"),
}


def table(entries: dict[str, bytes]) -> bytes:
    """A table as ICU's own tools write it."""
    names = [b"icudt73l/" + name.encode() + b"\0" for name in sorted(entries)]
    at_name = 4 + 8 * len(names)
    at_data = -(-(at_name + sum(map(len, names))) // 16) * 16
    places, body = b"", b""
    for name, entry in zip(names, (entries[name] for name in sorted(entries)), strict=True):
        places += struct.pack("<II", at_name, at_data + len(body))
        at_name += len(name)
        body += entry + bytes(-len(entry) % 16)
    return HEAD + (struct.pack("<I", len(names)) + places + b"".join(names)).ljust(at_data) + body


def entries_of(table: bytes) -> dict[str, bytes]:
    """What is in a table, read as ICU reads it."""
    head = struct.unpack_from("<H", table)[0]
    count = struct.unpack_from("<I", table, head)[0]
    found = list(struct.iter_unpack("<II", table[head + 4 : head + 4 + 8 * count]))
    ends = [begin for _, begin in found[1:]] + [len(table) - head] * bool(found)
    return {
        table[head + at : table.index(b"\0", head + at)].decode(): table[head + begin : head + end]
        for (at, begin), end in zip(found, ends, strict=True)
    }


@given(st.dictionaries(st.sampled_from(NAMES), st.binary(min_size=1, max_size=90), min_size=1))
def test_what_stays_is_unchanged_in_order_and_in_place(entries: dict[str, bytes]) -> None:
    left = entries_of(icu.reduced(table(entries)))
    assert list(left) == [f"icudt73l/{name}" for name in sorted(STAY & set(entries))]
    for name, data in left.items():
        before = entries[name.partition("/")[2]]
        assert data[: len(before)] == before
        assert len(data) - len(before) == -len(before) % 16


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no table of ICU"):
        icu.reduced(bytes(64))


_SORTS = """
import ctypes, sys
folder = sys.argv[1]
for name in ("libicudata", "libicuuc", "libicui18n"):
    lib = ctypes.CDLL(f"{folder}/{name}.so.{sys.argv[2]}", ctypes.RTLD_GLOBAL)
version = sys.argv[2]
problem = ctypes.c_int(0)
opens = getattr(lib, f"ucol_open_{version}")
opens.restype = ctypes.c_void_p
compare = getattr(lib, f"ucol_strcollUTF8_{version}")
compare.argtypes = [ctypes.c_void_p, *[ctypes.c_char_p, ctypes.c_int] * 2, ctypes.c_void_p]
for language in ("es", "en", "de"):
    collator = opens(language.encode(), ctypes.byref(problem))
    assert collator and problem.value <= 0, (language, problem.value)
    words = [word.encode() for word in ("nube", "ñu", "oso")]
    print(language, *(compare(collator, a, -1, b, -1, ctypes.byref(problem))
                      for a, b in zip(words, words[1:])))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings ICU on Linux only")
def test_icu_sorts_with_what_stays(tmp_path: Path) -> None:
    import PySide6

    folder = Path(PySide6.__file__).parent / "Qt" / "lib"
    (data,) = folder.glob("libicudata.so.*")
    for part in ("data", "uc", "i18n"):
        shutil.copy(folder / f"libicu{part}{data.suffixes[0]}{data.suffixes[1]}", tmp_path)
    saved = icu.shrink(tmp_path / data.name)
    assert saved > 0.8 * data.stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", _SORTS, str(tmp_path), data.suffix.removeprefix(".")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n")[0] == "es -1 -1", "ñ stands between n and o"
