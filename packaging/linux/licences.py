"""The copyright file: whose work is in the bundle, and under what licence, text by text.

The texts come from where the work came from: the wheels of the environment that the bundle was
made in, that environment's Python, and Debian's own files for the system libraries that went along.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.utils import canonicalize_name
from project import HOMEPAGE, ROOT

# isort: split
# project.py has told where these are.
import inventory
from source import requirements

PLACE = "usr/lib/hebra"
COMMON = Path("/usr/share/common-licenses")
QT = ("pyside6-essentials", "pyside6", "shiboken6")
QT_PARTS = (
    *("libfreetype6", "libharfbuzz0b", "libicu72", "libjpeg62-turbo", "libmd4c0"),
    *("libpcre2-16-0", "libpng16-16", "zlib1g"),
)
"""Debian's packages of what is compiled into Qt's wheels."""

MOST_OWNERS = 40
"""So many are listed above; the texts below name them all."""

_TEXT = re.compile(r"(^|/)[^/]*(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_OWNER = re.compile(r"^\W*(copyright\s+(?:\(c\)|©|\d{4}).*|©.*)$", re.IGNORECASE | re.MULTILINE)
_FULL_GPL = re.compile(
    r"[ \t]*GNU (?P<kind>LESSER |LIBRARY |AFFERO )?GENERAL PUBLIC LICENSE\s+Version (?P<version>\d)"
    r"(?:(?!GENERAL PUBLIC LICENSE\s+Version).)*?"
    r"(?:END OF TERMS AND CONDITIONS|permanent authorization for you to choose that version for"
    r" the\s+Library\.)",
    re.DOTALL,
)
_FULL_APACHE = re.compile(
    r"[ \t]*Apache License\s+Version 2\.0, January 2004.*?END OF TERMS AND CONDITIONS", re.DOTALL
)


@dataclass(frozen=True)
class Work:
    """Something in the bundle: its files there, who made it, and its licence."""

    name: str
    files: tuple[str, ...]
    owners: tuple[str, ...]
    licence: str
    text: str


def copyright_file(bundle: Path, environment: Path) -> str:
    """The file's text, in Debian's machine-readable form (DEP-5)."""
    works = [hebra(), *sorted(_others(bundle, environment), key=lambda work: work.name)]
    inside = [work for work in works if not work.files]
    header = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Hebra",
        f"Source: {HOMEPAGE}",
        "Comment:",
        *_indented(
            "The package holds a bundle of Hebra, Python, Qt and the libraries they need. Qt,"
            " PySide and psycopg are used under the LGPL: their files stand by themselves below"
            f" /{PLACE}/_internal and can be replaced. Sources of what is under the LGPL:\n"
            "https://download.qt.io/official_releases/QtForPython/pyside6/\n"
            "https://download.qt.io/official_releases/qt/\n"
            "https://github.com/psycopg/psycopg"
        ),
    ]
    # Modules without files of their own are inside the programs.
    programs = Work(
        "programs",
        (f"{PLACE}/hebra", f"{PLACE}/hebra-engine"),
        tuple(dict.fromkeys(owner for work in inside for owner in work.owners)),
        " and ".join(dict.fromkeys([works[0].licence, *(work.licence for work in inside)])),
        "",
    )
    stanzas = ["\n".join(header), *(_files(work) for work in works if work.files), _files(programs)]
    texts = {work.licence: work.text for work in works}
    stanzas += [
        "\n".join([f"License: {licence}", *_indented(text)]) for licence, text in texts.items()
    ]
    return "\n\n".join(stanzas) + "\n"


def hebra() -> Work:
    """Hebra's own."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    return Work("", ("*",), owners(text), "Expat", text.split("\n\n", 2)[2])


def owners(text: str) -> tuple[str, ...]:
    """The copyright lines of a text, each once."""
    found = (" ".join(match[1].split()) for match in _OWNER.finditer(text))
    return tuple(dict.fromkeys(line for line in found if re.search(r"\d{4}|©", line)))


def shortened(text: str) -> str:
    """A text with references in place of the licences that Debian has in common-licenses."""

    def reference(match: re.Match[str]) -> str:
        name = {"LESSER ": "LGPL", "LIBRARY ": "LGPL", "AFFERO ": "AGPL"}.get(
            match["kind"] or "", "GPL"
        )
        return f"[The text of this licence: {COMMON}/{name}-{match['version']}]"

    apache = f"[The text of this licence: {COMMON}/Apache-2.0]"
    return _FULL_APACHE.sub(apache, _FULL_GPL.sub(reference, text))


def shipped(installed: Mapping[str, Distribution]) -> set[str]:
    """The distributions that are in the bundle."""
    return inventory.shipped(requirements(), installed)


def _others(bundle: Path, environment: Path) -> Iterator[Work]:
    internal = bundle / "_internal"
    (site,) = environment.glob("lib/python3.*/site-packages")
    yield _python(internal, environment)
    found = distributions(path=[str(site)])
    installed = {str(canonicalize_name(one.metadata["Name"])): one for one in found}
    for name in sorted(shipped(installed) & installed.keys()):
        yield _qt(name) if name in QT else _distribution(name, installed[name], internal)
    for path in sorted((ROOT / "resources" / "licences").glob("*-OFL.txt")):
        yield _resource(path, "fonts", "OFL-1.1")
    for path in sorted((ROOT / "resources" / "licences").glob("*-Icons-MIT.txt")):
        yield _resource(path, "icons", "MIT")
    yield from _system(internal)
    for package in QT_PARTS:
        yield _debian(package, ())


def _python(internal: Path, environment: Path) -> Work:
    home = re.search(
        r"^home\s*=\s*(.+)$", (environment / "pyvenv.cfg").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert home is not None, f"{environment} is no virtual environment"
    name = next(environment.glob("lib/python3.*")).name
    places = (
        Path(home[1]).resolve().parent / "lib" / name / "LICENSE.txt",
        Path("/usr/share/doc", name, "copyright"),
    )
    text = next(path for path in places if path.is_file())
    names = [p.name for p in internal.iterdir() if p.name.startswith(("libpython3", "python3"))]
    files = tuple(f"{PLACE}/_internal/{name}*" for name in sorted([*names, "base_library.zip"]))
    said = shortened(text.read_text(encoding="utf-8"))
    return Work("Python", files, owners(said), "PSF-2.0-python", said)


def _qt(name: str) -> Work:
    roots = {"shiboken6": ("shiboken6/*", "libshiboken6*")}.get(
        name, ("PySide6/*", "libQt6*", "libpyside6*", "libicu*")
    )
    return Work(
        name,
        tuple(f"{PLACE}/_internal/{root}" for root in roots),
        ("Copyright (C) The Qt Company Ltd. and other contributors",),
        "LGPL-3",
        f"The texts: {COMMON}/LGPL-3 and {COMMON}/GPL-3. What others gave to Qt and its licences"
        " are listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html; those that are compiled"
        " into the files here stand below, by the names of Debian's packages.",
    )


def _distribution(name: str, distribution: Distribution, internal: Path) -> Work:
    records = distribution.files or []
    texts = [record for record in records if _TEXT.search(str(record)) and record.suffix != ".py"]
    text = "\n\n".join(
        dict.fromkeys(
            Path(str(record.locate())).read_text(encoding="utf-8", errors="replace").strip()
            for record in texts
        )
    )
    expression = _told(distribution, "License-Expression", "License").split("\n")[0]
    simple = expression if re.fullmatch(r"[A-Za-z0-9.+-]+", expression) else "other"
    tops = {record.parts[0] for record in records} - {"..", "__pycache__"}
    files = tuple(
        f"{PLACE}/_internal/{top}" + ("/*" if (internal / top).is_dir() else "")
        for top in sorted(tops)
        if (internal / top).exists() and not top.endswith(".dist-info")
    )
    said = (
        shortened(text)
        or f"{expression or 'See'} {_told(distribution, 'Home-page', 'Project-URL')}".strip()
    )
    author = _told(distribution, "Author", "Author-email")
    makers = owners(said)[:MOST_OWNERS] or ((author,) if author else ())
    return Work(name, files, makers, f"{simple}-{name}", said)


def _told(distribution: Distribution, *names: str) -> str:
    """The first of these that its metadata have."""
    told = distribution.metadata
    return next((told[name] for name in names if name in told), "")


def _resource(path: Path, folder: str, licence: str) -> Work:
    """Fonts whose files begin with their licence's name, or the icons."""
    text = path.read_text(encoding="utf-8")
    name = path.stem.rsplit("-", 1)[0]
    begin = name.replace("-", "") if folder == "fonts" else ""
    files = (f"{PLACE}/_internal/lab/resources/{folder}/{begin}*",)
    return Work(path.stem, files, owners(text), f"{licence}-{name}", text)


def _system(internal: Path) -> Iterator[Work]:
    """What came from the build machine's own libraries, by the package they are in."""
    found: dict[str, list[str]] = {}
    for path in sorted(internal.glob("*.so*")):
        if path.is_symlink() or path.name.startswith("libpython3"):
            continue
        told = subprocess.run(
            ["dpkg-query", "-S", f"*/{path.name}"], capture_output=True, text=True, check=False
        )
        packages = {line.split(":")[0] for line in told.stdout.splitlines()}
        if packages:
            found.setdefault(min(packages), []).append(f"{PLACE}/_internal/{path.name}")
    for package, files in found.items():
        yield _debian(package, tuple(files))


def _debian(package: str, files: tuple[str, ...]) -> Work:
    """The work of a Debian package, from its own copyright file."""
    path = Path("/usr/share/doc", package, "copyright")
    text = shortened(path.read_text(encoding="utf-8", errors="replace"))
    return Work(package, files, owners(text)[:MOST_OWNERS], f"other-{package}", text)


def _files(work: Work) -> str:
    kept = work.owners or (f"The {work.name} developers",)
    return "\n".join(
        [
            f"Files: {' '.join(work.files)}",
            "Copyright:",
            *(f" {owner}" for owner in kept),
            f"License: {work.licence}",
        ]
    )


def _indented(text: str) -> list[str]:
    return [f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines()]
