"""The Python that Hebra itself runs on, and the libraries that tasks measure."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from lab import __version__
from lab.session.interpreter import bundled
from lab.tasks import KINDS

from .check import Check, check

LEAST, BEFORE = (3, 11), (3, 14)
MEASURED = ("aiohttp", "urllib3", "numpy", "pillow", "psycopg")
EXTRAS = {"parquet": "pyarrow", "postgres": "psycopg"}
"""What can be left out at installing, and the library that it brings."""


def versions() -> dict[str, str]:
    """The versions of the measured libraries and the extras that are here."""
    found = {}
    for name in (*MEASURED, *EXTRAS.values()):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def unavailable() -> dict[str, str]:
    """The kinds of task that cannot be carried out here, and why."""
    asked = {name: kind.unavailable() for name, kind in KINDS.items()}
    return {name: str(reason) for name, reason in asked.items() if reason}


def judge_libraries(
    python: tuple[int, ...], found: dict[str, str], without: dict[str, str]
) -> tuple[Check, ...]:
    """A supported Python; the libraries of all kinds of task, or what is lost without them."""
    fits = LEAST <= python[:2] < BEFORE
    span = f"{'.'.join(map(str, LEAST))} to {BEFORE[0]}.{BEFORE[1] - 1}"
    measured = [f"{name} {found[name]}" for name in MEASURED if name in found]
    needed = {name: reason for name, reason in without.items() if name not in EXTRAS}
    lost = "; ".join(f"{name}: {reason}" for name, reason in needed.items())
    extras = [
        f"{extra} ({without.get(extra, 'here') if name in found else 'not installed'})"
        for extra, name in EXTRAS.items()
    ]
    return (
        check(
            "python",
            "Python of the window",
            f"{platform.python_implementation()} {'.'.join(map(str, python))}, {sys.executable}",
            "" if fits else f"Hebra is made for Python {span}.",
        ),
        check(
            "libraries",
            "Measured libraries",
            ", ".join(measured) or "none",
            f"These kinds of task cannot be carried out: {lost}." if lost else "",
        ),
        Check(name="extras", title="Extras", found=", ".join(extras)),
    )


def judge_version() -> Check:
    """Which Hebra this is."""
    made = "bundle" if bundled() else "Python package"
    return Check(name="hebra", title="Hebra", found=f"{__version__}, {made}")
