"""Say in one message what this Python lacks to set Hebra up, and how to get it.

Runs before anything is installed, under whatever Python there is: standard library only, and no
syntax newer than 3.6.
"""

import importlib.util
import sys
from typing import Callable  # noqa: UP035 - runs anywhere

OLDEST, TOO_NEW = (3, 11), (3, 14)


def problem(
    version: "tuple[int, ...]", has_module: "Callable[[str], bool]", debian: bool
) -> "str | None":
    """Return the message, or ``None`` when all is there."""
    here = ".".join(map(str, version[:2]))
    if not OLDEST <= tuple(version[:2]) < TOO_NEW:
        advice = "sudo apt-get install python3 python3-venv" if debian else "install one of them"
        return (
            f"Hebra needs Python 3.11, 3.12 or 3.13; {sys.executable} is {here}.\n"
            f"    {advice}\n"
            "then, if it is not found by itself: make PYTHON=/path/to/python3.11 ..."
        )
    if not (has_module("venv") and has_module("ensurepip")):
        advice = (
            f"sudo apt-get install python{here}-venv"
            if debian
            else (f"install the venv and ensurepip modules of Python {here}")
        )
        return f"Python {here} cannot make virtual environments here. This mends it:\n    {advice}"
    return None


def on_debian() -> bool:
    """Whether packages are installed with apt here."""
    try:
        with open("/etc/os-release", encoding="utf-8") as release:  # noqa: PTH123 - runs anywhere
            return "debian" in release.read().lower()
    except OSError:
        return False


def main() -> int:
    """Print what is missing, if anything; exit code 1 then."""
    message = problem(
        sys.version_info[:2], lambda name: importlib.util.find_spec(name) is not None, on_debian()
    )
    if message:
        print(message, file=sys.stderr)
    return 1 if message else 0


if __name__ == "__main__":
    sys.exit(main())
