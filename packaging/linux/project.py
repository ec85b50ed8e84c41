"""What every package says of Hebra: name, version, date, words, and what changed when."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# These programs are no package: what they share with the others in packaging/ is found by path.
sys.path += [str(ROOT), str(ROOT / "packaging"), str(ROOT / "packaging" / "release")]

from source import commit, entries, version  # noqa: E402

OUTPUT = ROOT / "build" / "packaging"
VERSION = version()
APP_ID = "io.github.hebra_lab.Hebra"
HOMEPAGE = "https://github.com/hebra-lab/hebra"
# No address is read by anybody yet: the project is its repository. `.invalid` says so (RFC 2606).
ARCHITECTURE = "amd64"
MAINTAINER = "The Hebra developers <hebra@hebra-lab.invalid>"
SUMMARY = "desktop laboratory for concurrency in Python"


@dataclass(frozen=True)
class Release:
    """One version of the changelog: its points, without their Markdown."""

    version: str
    date: datetime
    points: tuple[str, ...]


def epoch() -> int:
    """Seconds since 1970 of the commit: the date of every file in every package."""
    return commit()[1]


def releases(changelog: str, number: str, today: int) -> list[Release]:
    """The versions that a changelog tells of, newest first.

    What is unreleased is told as ``number``, of ``today`` (seconds since 1970), until the changelog
    has an entry of that version.
    """
    told = entries(changelog)
    found = []
    for name, (day, text) in told.items():
        said = points(text)
        unreleased = name.lower() == "unreleased"
        if not said or (unreleased and number in told):
            continue
        when = datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None
        found.append(
            Release(
                number if unreleased else name, when or datetime.fromtimestamp(today, UTC), said
            )
        )
    return found


def points(markdown: str) -> tuple[str, ...]:
    """The points of a changelog's entry, each on one line."""
    found: list[str] = []
    for line in markdown.splitlines():
        if line.startswith("- "):
            found.append(line[2:])
        elif found and line.startswith("  "):
            found[-1] += " " + line.strip()
    return tuple(map(plain, found))


def plain(markdown: str) -> str:
    """A point of the changelog without emphasis, code marks and links."""
    return re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", re.sub(r"\*\*|`", "", markdown))


def changes(today: int) -> list[Release]:
    """The versions that this checkout's changelog tells of, newest first."""
    return releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION, today)
