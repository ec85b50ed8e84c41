"""The libraries of the system that got into a bundle, by the Debian package they belong to."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from inventory import Component, named, sha256

DOCUMENTS = Path("/usr/share/doc")
LICENCE = re.compile(r"^License:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
"""A licence's short name in a copyright file of Debian's machine-readable form."""
GNU = re.compile(r"(?P<name>[AL]?GPL)-(?P<major>\d)(?:\.(?P<minor>\d))?(?P<later>\+?)")
PYTHONS = ("libpython*", "lib-dynload/*")
"""What of a bundle is Python's own."""
OTHERS = {"Expat": "MIT", "public-domain": "public domain"}


class Package(NamedTuple):
    """A package of Debian that is installed here."""

    name: str
    version: str
    architecture: str


Owners = Callable[[Iterable[str]], Mapping[str, Package]]


def of_the_system(
    bundle: Path, installed: Iterable[Distribution], owners: Owners | None = None
) -> list[Component]:
    """A component for each package whose libraries the bundle holds; files of no package as files.

    What comes out of a wheel or belongs to Python itself is not the system's.
    """
    known = {path.name for found in installed for path in found.files or []}
    found = {
        path.name: path
        for path in sorted(bundle.rglob("*.so*"))
        if not path.is_symlink() and path.name not in known and not any(map(path.match, PYTHONS))
    }
    owner = (owners or of_debian)(found)
    return [
        *(
            _package(package, [_file(found[n], bundle) for n in found if owner.get(n) == package])
            for package in sorted(set(owner.values()))
        ),
        *(_file(path, bundle) for name, path in found.items() if name not in owner),
    ]


def of_debian(names: Iterable[str]) -> dict[str, Package]:
    """The packages that files of these names belong to; those that belong to none are left out."""
    if shutil.which("dpkg-query") is None:
        return {}
    wanted = set(names)
    owner: dict[str, str] = {}
    for line in _ask("--search", "*.so*"):
        package, _, path = line.partition(": ")
        name = PurePosixPath(path).name
        if name in wanted and not line.startswith("diversion "):
            owner.setdefault(name, package.split(", ")[0])
    form = "--showformat=${binary:Package} ${Package} ${Version} ${Architecture}\n"
    shown = [line.split() for line in _ask("--show", form, *sorted(set(owner.values())))]
    packages = {key: Package(*rest) for key, *rest in shown if len(rest) == 3}
    return {name: packages[key] for name, key in owner.items() if key in packages}


def _ask(*words: str) -> list[str]:
    answer = subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False)
    return answer.stdout.splitlines()


def licences(package: Package, documents: Path = DOCUMENTS) -> list[Component]:
    """What Debian says the licences of a package's parts are, where it says so by names."""
    path = documents / package.name / "copyright"
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if not text.startswith("Format:"):
        return []
    names = sorted({standard(name) for name in LICENCE.findall(text)})
    return [named(name) for name in names]


def standard(name: str) -> str:
    """Debian's short name of a licence as SPDX has it, where the two differ."""
    if match := GNU.fullmatch(name):
        later = "or-later" if match["later"] else "only"
        return f"{match['name']}-{match['major']}.{match['minor'] or 0}-{later}"
    return OTHERS.get(name, name)


def _package(package: Package, files: list[Component]) -> Component:
    version = package.version.replace(":", "%3A")
    address = f"pkg:deb/debian/{package.name}@{version}?arch={package.architecture}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "scope": "required",
        "licenses": licences(package),
        "purl": address,
        "components": files,
    }


def _file(path: Path, bundle: Path) -> Component:
    return {
        "type": "file",
        "name": path.relative_to(bundle).as_posix(),
        "hashes": sha256(hashlib.sha256(path.read_bytes()).hexdigest()),
    }
