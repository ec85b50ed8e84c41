"""What is released: the commit, its number, what the changelog says of it, its files.

    packaging/release/source.py     say whether this commit can be released; exit code 1 if not

Standard library only. Whatever is built is built from these files, never from the folder one works
in: what is not committed is not in a release.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?[ \t]*$", re.MULTILINE)


class NotReadyError(Exception):
    """Nothing can be released as things are; the text says what has to be done first."""


def version(root: Path = ROOT) -> str:
    """The one number: ``lab.__version__``, read and not imported."""
    found = VERSION.search((root / "lab" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise NotReadyError('lab/__init__.py has no line `__version__ = "…"`.')
    return found[1]


def requirements(root: Path = ROOT) -> list[str]:
    """What the app needs, as the project says it."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed: list[str] = project["dependencies"]
    return needed


def entries(changelog: str) -> dict[str, tuple[str | None, str]]:
    """The changelog's headings in their order, each with its day and the text below it."""
    headings = list(HEADING.finditer(changelog))
    ends = [*(heading.start() for heading in headings[1:]), len(changelog)]
    return {
        heading[1]: (heading[2], changelog[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=False)  # without any, one end is left
    }


def notes(number: str, changelog: str) -> str:
    """What the changelog says of a version that can be released; its entry is the first."""
    found = entries(changelog)
    if number not in found:
        raise NotReadyError(
            f"CHANGELOG.md says nothing of {number}: give it the heading `## [{number}] - DAY`."
        )
    first = next(iter(found))
    if first != number:
        raise NotReadyError(
            f"CHANGELOG.md begins with [{first}], not with {number}: what stands there would be"
            " released unsaid. Raise lab.__version__, or move it into the entry."
        )
    day, text = found[number]
    if day is None:
        raise NotReadyError(f"CHANGELOG.md gives {number} no day: `## [{number}] - YYYY-MM-DD`.")
    if not text:
        raise NotReadyError(f"CHANGELOG.md says nothing below the heading of {number}.")
    return text


def git(*words: str, root: Path = ROOT) -> bytes:
    """What git prints; what it complains of is raised."""
    try:
        return subprocess.run(["git", *words], cwd=root, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise NotReadyError("A release is made from a commit, and git is not here.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise NotReadyError(f"git {words[0]}: {said}") from error


def uncommitted(root: Path = ROOT) -> list[str]:
    """The files that are not as the commit has them, new ones too, ignored ones not."""
    lines = git("status", "--porcelain", "--untracked-files=normal", root=root).decode()
    return [line[3:] for line in lines.splitlines()]


def commit(root: Path = ROOT) -> tuple[str, int]:
    """The commit's full name and its time in seconds, as SOURCE_DATE_EPOCH has it."""
    name, seconds = git("log", "-1", "--format=%H %ct", root=root).decode().split()
    return name, int(seconds)


def unpack(folder: Path, root: Path = ROOT) -> Path:
    """The files of the commit, in a folder that is made for them."""
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(git("archive", "HEAD", root=root))) as files:
        # Older patch releases of 3.11 have no filter; git's own archive needs none.
        files.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        files.extractall(folder)
    return folder


def check(root: Path = ROOT) -> tuple[str, str]:
    """The number and the notes of what can be released from here; raises what is in the way."""
    changed = uncommitted(root)
    if changed:
        shown = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        raise NotReadyError(f"A release is made from a commit, and this is not: {shown}.")
    number = version(root)
    return number, notes(number, (root / "CHANGELOG.md").read_text(encoding="utf-8"))


def main() -> int:
    """Run as the text above says."""
    try:
        number, text = check()
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    points = sum(line.startswith("- ") for line in text.splitlines())
    print(f"Releasing {number} from commit {commit()[0][:12]}: {points} points in the changelog.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
