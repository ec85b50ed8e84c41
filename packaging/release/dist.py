"""Build the wheel and the sdist of the commit, and hold them to being the same wherever built.

    packaging/release/dist.py [--once] [FOLDER]     into build/packaging by default

Both are built from the commit's files in a folder of their own; then again from another folder,
under another umask and time zone; and the wheel a third time out of the sdist, as whoever packages
it does. A byte that differs ends this with exit code 1. `--once` leaves the proof out.
Run by a Python that has hatchling (and pip, the front end of the third build).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from source import ROOT, NotReadyError, commit, uncommitted, unpack, version

BUILT = ROOT / "build" / "packaging"


def environment(seconds: int, **more: str) -> dict[str, str]:
    """The environment of a build: the commit's time for every file."""
    return {**os.environ, "SOURCE_DATE_EPOCH": str(seconds), **more}


def build(source: Path, out: Path, env: dict[str, str], umask: int = -1) -> list[Path]:
    """Wheel and sdist of a folder, in that order."""
    answer = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(out)],
        cwd=source,
        env=env,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise NotReadyError(f"hatchling could not build it:\n{answer.stderr.strip()}")
    return [*out.glob("*.whl"), *out.glob("*.tar.gz")]


def wheel_of(sdist: Path, out: Path, env: dict[str, str]) -> Path:
    """The wheel that pip makes of an sdist."""
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", *words, "-w", str(out), str(sdist)], env=env, check=True
    )
    (wheel,) = out.glob("*.whl")
    return wheel


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def members(path: Path) -> dict[str, tuple[object, ...]]:
    """What an archive says of each of its files: time, mode, contents."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return {i.filename: (i.date_time, i.external_attr, i.CRC) for i in wheel.infolist()}
    with tarfile.open(path) as sdist:
        return {
            m.name: (m.mtime, m.mode, m.uid, hashlib.sha256(read.read()).hexdigest())
            for m in sdist
            if (read := sdist.extractfile(m)) is not None
        }


def differing(one: Path, other: Path) -> list[str]:
    """Where two archives part: their files, or only how they are packed; empty if the same."""
    if digest(one) == digest(other):
        return []
    left, right = members(one), members(other)
    names = sorted(name for name in left | right if left.get(name) != right.get(name))
    return names or ["(the same files, packed differently)"]


def prove(built: Sequence[Path], place: Path, seconds: int) -> list[str]:
    """Build again, elsewhere and otherwise; what differs, a line each."""
    source = unpack(place / "añother folder" / "hebra")
    elsewhere = environment(seconds, TZ="Pacific/Chatham", LC_ALL="C", PYTHONHASHSEED="7")
    again = build(source, place / "again", elsewhere, umask=0o077)
    out_of_sdist = wheel_of(built[1], place / "third", environment(seconds))
    pairs = [(built[0], again[0]), (built[1], again[1]), (built[0], out_of_sdist)]
    return [
        f"{other.relative_to(place)} differs from {one.name}: {name}"
        for one, other in pairs
        for name in differing(one, other)
    ]


def make(out: Path, once: bool) -> int:
    """Build into a folder; returns the exit code."""
    if uncommitted():
        print("What is not committed is not in what is built here.", file=sys.stderr)
    _, seconds = commit()
    with tempfile.TemporaryDirectory(prefix="hebra-dist-") as place:
        source = unpack(Path(place, "source"))
        built = build(source, Path(place, "out"), environment(seconds))
        different = [] if once else prove(built, Path(place), seconds)
        if different:
            print("Not the same when built again:", *different, sep="\n    ", file=sys.stderr)
            return 1
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("hebra_lab-*"):
            old.unlink()
        for path in built:
            shutil.copy(path, out)
            print(f"{digest(path)}  {out / path.name}")
    if not once:
        print(
            f"{version()}: the same bytes from another folder, umask and time zone;"
            " the sdist makes the same wheel."
        )
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--once", action="store_true", help="build, and do not prove anything")
    parser.add_argument("folder", nargs="?", type=Path, default=BUILT)
    wanted = parser.parse_args(arguments)
    try:
        return make(wanted.folder, wanted.once)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
