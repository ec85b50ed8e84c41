"""Build Hebra.app and the disk image it comes on. Runs on macOS only; see README.md beside this.

    packaging/macos/build.py        makes build/packaging/hebra-VERSION-macos-ARCHITECTURE.dmg

Runs in the environment of packaging/requirements-build.txt.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "macos"
APP = WORK / "Hebra.app"
ICON = WORK / "hebra.icns"


def commands(version: str, machine: str, identity: str) -> list[list[str]]:
    """What is carried out, in this order; the image holds the app beside the place it goes to."""
    staged = WORK / "image"
    image = ROOT / "build" / "packaging" / f"hebra-{version}-macos-{machine}.dmg"
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(WORK), "--workpath", str(WORK / "work")]
    signature = ["codesign", "--force", "--deep", "--sign", identity]
    if identity != "-":
        signature += ["--options", "runtime", "--timestamp"]
    return [
        [sys.executable, str(ROOT / "packaging" / "icon_files.py"), str(ICON)],
        [*pyinstaller, *folders, str(HERE / "hebra.spec")],
        [*signature, str(APP)],
        ["codesign", "--verify", "--deep", "--strict", str(APP)],
        ["ditto", str(APP), str(staged / APP.name)],
        ["ln", "-s", "/Applications", str(staged / "Applications")],
        [
            *("hdiutil", "create", "-volname", f"Hebra {version}", "-fs", "HFS+"),
            *("-format", "UDZO", "-ov", "-srcfolder", str(staged), str(image)),
        ],
    ]


def main() -> int:
    """Run as the text above says."""
    if platform.system() != "Darwin":
        print("A disk image of macOS is built on macOS.", file=sys.stderr)
        return 1
    sys.path.insert(0, str(ROOT))
    from lab import __version__

    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "image").mkdir(parents=True)
    (ROOT / "build" / "packaging").mkdir(parents=True, exist_ok=True)
    identity = os.environ.get("HEBRA_CODESIGN_IDENTITY", "-")
    for command in commands(__version__, platform.machine(), identity):
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
