"""What an environment holds, as components of a bill of materials.

A component is a plain dictionary of CycloneDX 1.6. What cannot be known is left out, not guessed:
a wheel tells of foreign libraries in its own bill (PEP 770) or by the files of its ``.libs``
folders; which wheel it was, and its hash, pip told when it was installed.
"""

from __future__ import annotations

import base64
import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import PurePosixPath
from typing import Any

from cyclonedx.spdx import fixup_id, is_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

Component = dict[str, Any]

# What some metadata leaves open ("BSD License", or a whole text), concluded from the licence texts.
CONCLUDED = {
    "colorama": "BSD-3-Clause",
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "GPL-2.0-or-later AND Apache-2.0",
    "scipy": "BSD-3-Clause",
}
EXTRA, STARTER = "psycopg", "pyinstaller"
"""What is in the bundle and no requirement names: an extra, and the code that starts it."""
FIELDS = ("License", "License-Expression", "Summary")
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
LIBRARY = re.compile(
    r"^(?:lib)?(?P<name>.+?)(?:-[0-9a-f]{8})+\.(?:so|dll|dylib)(?:\.(?P<so>[\d.]+))?$"
)
"""A library that was renamed by its contents when it was put into a wheel."""


def purl(name: str, version: str) -> str:
    """The package URL of a distribution of the Python Package Index."""
    return f"pkg:pypi/{canonicalize_name(name)}@{version}"


def licences(name: str, metadata: Mapping[str, str], classifiers: Iterable[str]) -> list[Component]:
    """The licences of a distribution, by their SPDX names where it says which they are."""
    if name in CONCLUDED:
        return [licence(CONCLUDED[name], "concluded")]
    for field in ("License-Expression", "License"):
        said = metadata.get(field, "").strip()
        if fixup_id(said) or is_compound(said):
            return [licence(said)]
    ends = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
    if ends:
        return [named(CLASSIFIED.get(end, end)) for end in ends]
    said = metadata.get("License", "").strip()
    return [named(said.splitlines()[0])] if said and said != "UNKNOWN" else []


def licence(text: str, acknowledged: str = "declared") -> Component:
    """A licence by its SPDX name, as an expression of such names, or by the name it was given."""
    if is_compound(text):
        return {"expression": text, "acknowledgement": acknowledged}
    return named(text, acknowledged)


def named(text: str, acknowledged: str = "declared") -> Component:
    """A licence by its SPDX name or the name it was given: one of several, as no expression is."""
    known = fixup_id(text)
    return {"license": {"id" if known else "name": known or text, "acknowledgement": acknowledged}}


def is_compound(text: str) -> bool:
    """Whether a text is an SPDX expression of more than a name."""
    return re.search(r" (AND|OR|WITH) ", text) is not None and is_expression(text)


def sha256(digits: str) -> list[Component]:
    """A hash as CycloneDX writes it."""
    return [{"alg": "SHA-256", "content": digits}]


def component(found: Distribution, hashes: Mapping[str, str], *, shipped: bool) -> Component:
    """A distribution with what is inside it, each once; excluded is what only builds."""
    inside: list[Component] = []
    for part in (*told(found), *files(found), *qt(found)):
        if part not in inside:
            inside.append(part)
    name = canonicalize_name(found.name)
    fields = {key: found.metadata[key] for key in FIELDS if key in found.metadata}
    made: Component = {
        "type": "library",
        "bom-ref": purl(name, found.version),
        "name": found.name,
        "version": found.version,
        "scope": "required" if shipped else "excluded",
        "hashes": sha256(hashes[name]) if name in hashes else [],
        "licenses": licences(name, fields, found.metadata.get_all("Classifier") or []),
        "purl": purl(name, found.version),
        "components": inside,
    }
    if "Summary" in fields:
        made["description"] = fields["Summary"]
    return {key: value for key, value in made.items() if value != []}


def told(found: Distribution) -> Iterator[Component]:
    """What a wheel says of foreign code in it, in bills of its own (PEP 770)."""
    own = purl(found.name, found.version)
    kept = ("type", "name", "version", "description", "hashes", "licenses", "purl")
    for path in sorted(found.files or [], key=str):
        if path.parent.name == "sboms" and path.suffix == ".json":
            for part in json.loads(path.read_text(encoding="utf-8")).get("components", []):
                if not part.get("purl", "").startswith(own):  # itself, or its own modules
                    yield {key: part[key] for key in kept if key in part}


def files(found: Distribution) -> Iterator[Component]:
    """The foreign libraries of a wheel, as files with their hashes."""
    for path in sorted(found.files or [], key=str):
        foreign = path.parent.name.endswith((".libs", ".dylibs"))
        if foreign and path.hash is not None and (match := LIBRARY.match(path.name)):
            yield {
                "type": "file",
                "name": str(PurePosixPath(path)),
                **({"version": match["so"]} if match["so"] else {}),
                "description": f"lib{match['name']}",
                "hashes": sha256(digits(path.hash.value)),
            }


def digits(recorded: str) -> str:
    """A hash of a RECORD (base64 without padding) in hexadecimal digits."""
    return base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4)).hex()


def qt(found: Distribution) -> Iterator[Component]:
    """Qt itself, which PySide6 brings along, and the ICU it is linked to."""
    if canonicalize_name(found.name) != "pyside6-essentials":
        return
    from PySide6.QtCore import qVersion

    yield {
        "type": "framework",
        "name": "Qt",
        "version": qVersion(),
        "licenses": [licence("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only")],
        "purl": f"pkg:generic/qt@{qVersion()}",
        "cpe": f"cpe:2.3:a:qt:qt:{qVersion()}:*:*:*:*:*:*:*",
    }
    for path in sorted(found.files or [], key=str):
        if match := re.fullmatch(r"libicuuc\.so\.(\d+)", path.name):
            yield {
                "type": "library",
                "name": "ICU",
                "version": match[1],
                "licenses": [licence("Unicode-3.0")],
                "purl": f"pkg:generic/icu@{match[1]}",
            }


def interpreter() -> Component:
    """The Python that runs this, which is the one in the bundle."""
    number = platform.python_version()
    return {
        "type": "platform",
        "bom-ref": f"pkg:generic/python@{number}",
        "name": "Python",
        "version": number,
        "scope": "required",
        "licenses": [licence("PSF-2.0")],
        "purl": f"pkg:generic/python@{number}",
        "cpe": f"cpe:2.3:a:python:python:{number}:*:*:*:*:*:*:*",
    }


def wanted_by(requirements: Iterable[str], extras: Iterable[str] = ()) -> set[str]:
    """The names that a list of requirements asks for here, with these extras."""
    environments = [{"extra": extra} for extra in ("", *extras)]
    return {
        canonicalize_name(needed.name)
        for text in requirements
        if (needed := Requirement(text)).marker is None
        or any(needed.marker.evaluate(environment) for environment in environments)
    }


def shipped(requirements: Iterable[str], installed: Mapping[str, Distribution]) -> set[str]:
    """The distributions in the bundle: what Hebra's requirements need, and what else is in it.

    The others that are installed where it is made are tools.
    """
    return closure(direct(requirements), installed) | {STARTER}


def direct(requirements: Iterable[str]) -> set[str]:
    """The names of what the bundle's own code uses."""
    return wanted_by(requirements) | {EXTRA}


def closure(first: Iterable[str], installed: Mapping[str, Distribution]) -> set[str]:
    """The names with all that they need, and what that needs, of what is installed."""
    reached: set[str] = set()
    todo = set(first)
    while todo:
        name = todo.pop()
        if name in installed and name not in reached:
            reached.add(name)
            todo |= wanted_by(installed[name].requires or [])
    return reached
