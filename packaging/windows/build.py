"""Build the installer for Windows. Runs on Windows only; see README.md beside this.

    packaging/windows/build.py      makes build/packaging/hebra-VERSION-windows-x64-setup.exe

Runs in the environment of packaging/requirements-build.txt and needs Inno Setup 6.3 or newer; its
compiler is looked for on PATH, then where its own installer puts it.
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
WORK = ROOT / "build" / "windows"
ICON = WORK / "hebra.ico"
VERSION_FILE = WORK / "version.txt"
# The form is PyInstaller's; Windows shows it under Properties, Details.
DETAILS = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Hebra developers"),
      StringStruct("FileDescription", "Hebra"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("ProductName", "Hebra"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 0x04B0])]),
  ],
)
"""


def details(version: str) -> str:
    """What Windows is told of a version of three numbers; it wants four."""
    return DETAILS.format(version=version, numbers=(*map(int, version.split(".")), 0))


def compiler(places: list[str]) -> str:
    """Inno Setup's compiler: on PATH, or in one of the folders of programs."""
    inside = [str(Path(place, "Inno Setup 6")) for place in places]
    found = shutil.which("ISCC") or shutil.which("ISCC", path=os.pathsep.join(inside))
    if found is None:
        raise FileNotFoundError("Inno Setup is not installed: its compiler ISCC is not found.")
    return found


def commands(version: str, iscc: str) -> list[list[str]]:
    """What is carried out, in this order."""
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(WORK), "--workpath", str(WORK / "work")]
    return [
        [sys.executable, str(ROOT / "packaging" / "icon_files.py"), str(ICON)],
        [*pyinstaller, *folders, str(HERE / "hebra.spec")],
        [iscc, f"/DVersion={version}", str(HERE / "hebra.iss")],
    ]


def main() -> int:
    """Run as the text above says."""
    if platform.system() != "Windows":
        print("An installer for Windows is built on Windows.", file=sys.stderr)
        return 1
    sys.path.insert(0, str(ROOT))
    from lab import __version__

    places = [
        os.environ[name] for name in ("ProgramFiles(x86)", "ProgramFiles") if name in os.environ
    ]
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    VERSION_FILE.write_text(details(__version__), encoding="utf-8")
    for command in commands(__version__, compiler(places)):
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
