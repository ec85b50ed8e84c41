"""Build the bundle: build/bundle/hebra, a folder that runs where no Python is installed.

    packaging/bundle/build.py

Runs in the environment of packaging/requirements-build.txt (`make bundle` sets it up). PyInstaller
needs a Python with a shared library. Prints what it built and how large that is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import icu

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "bundle"
WORK = ROOT / "build" / "bundle-work"
BUNDLE = BUILD / "hebra"


def check_python() -> str:
    """Why this Python cannot be bundled; empty when it can."""
    if sys.platform == "linux" and not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return (
            f"{sys.executable} has no shared library (libpython), which a bundle needs.\n"
            "Name one that has: make bundle PACKAGE_PYTHON=/path/to/python3\n"
            "(pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install 3.13)"
        )
    return ""


def environment() -> dict[str, str]:
    """What the build sees: the commit's time for every date, and no cache of another build."""
    when = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", when or "0"),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(WORK / "cache"),
    }


def build() -> Path:
    """Build it anew and return its folder."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", str(HERE / "hebra.spec")),
            *("--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(BUILD), "--workpath", str(WORK)),
        ],
        cwd=ROOT,
        env=environment(),
        check=True,
    )
    share_modules(BUNDLE / "hebra.pkg", BUNDLE / "hebra-engine.pkg")
    for metadata in BUNDLE.rglob("*.dist-info/METADATA"):
        drop_description(metadata)
    for library in BUNDLE.rglob("libicudata.so.*"):
        if not library.is_symlink():
            icu.shrink(library)
    return BUNDLE


def share_modules(first: Path, second: Path) -> None:
    """Have both programs read the same file of modules where PyInstaller has written two."""
    if first.exists() and first.read_bytes() == second.read_bytes():
        second.unlink()
        second.symlink_to(first.name)


def drop_description(metadata: Path) -> None:
    """Leave of a distribution's metadata its head: nobody reads the page for PyPI below it."""
    head, _, _ = metadata.read_bytes().partition(b"\n\n")
    metadata.write_bytes(head + b"\n")


def size(folder: Path) -> int:
    """Bytes in the files of a folder; a link is no second copy."""
    return sum(
        path.lstat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def main() -> int:
    """Run as the text above says."""
    if problem := check_python():
        print(problem, file=sys.stderr)
        return 1
    folder = build()
    told = subprocess.run(
        [folder / "hebra", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"{folder.relative_to(ROOT)}: {told}, {size(folder) / (1 << 20):.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
