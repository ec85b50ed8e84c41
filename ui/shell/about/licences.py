"""Whose work this is made of: every component with its version, its licence, and the full text.

What was installed says so itself (``importlib.metadata``): the distributions that this one asks
for, and those that they ask for in turn. The rest (Python, Qt, fonts, icons) is named here, with
texts that are shipped. Nothing of Qt is needed to read it.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata

from lab import __version__
from lab.assets import resource
from ui.words import N_

HEBRA = "hebra-lab"
QT_NOTE = N_(
    "Used under the LGPL, version 3. Qt's libraries and its Python modules are files of their own:"
    " other builds of the same version may be put in their place."
)
_OF_QT = {"pyside6_essentials", "shiboken6"}
_LGPL = "LGPL-3.0-only"
_CLASSIFIED = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_LONGEST_NAME = 60
"""Some put the whole text where the name belongs."""
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_ASKED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[\s*([^\]]*?)\s*\])?")
_OPTION = re.compile(r"""\bextra\s*==\s*["']([^"']+)""")
_CODE = re.compile(r"\.(py|pyc|pyi|so|pyd)$")


@dataclass(frozen=True)
class Component:
    """One piece of other people's work (or ours), and its licence by name."""

    name: str
    version: str
    licence: str
    text: Callable[[], str]
    """Reads the licence in full."""
    note: str = ""
    """A marked text that is to be read before it."""


def components(qt: str) -> list[Component]:
    """All components: Hebra, Python and Qt (of version ``qt``) first, then by name."""
    first = [
        Component("Hebra", __version__, "MIT", partial(_texts_of, HEBRA)),
        Component("Python", platform.python_version(), "PSF-2.0", _shipped("Python-PSF-2.0")),
        Component("Qt", qt, _LGPL, _lesser, QT_NOTE),
    ]
    drawn = [
        Component("Inter", "", "OFL-1.1", _shipped("Inter-OFL")),
        Component("JetBrains Mono", "", "OFL-1.1", _shipped("JetBrains-Mono-OFL")),
        Component("Phosphor Icons", "", "MIT", _shipped("Phosphor-Icons-MIT")),
    ]
    libraries = [_of_distribution(one) for one in distributions()]
    return [*first, *sorted(drawn + libraries, key=lambda one: one.name.casefold())]


def distributions() -> list[metadata.Distribution]:
    """What is installed of what Hebra asks for, directly or not; all there is where it is unknown.

    Optional parts count when they are there.
    """
    found: dict[str, metadata.Distribution] = {}
    try:
        asked = list(_asked_for(metadata.distribution(HEBRA), None))
    except metadata.PackageNotFoundError:
        asked = [(one.name, set()) for one in metadata.distributions()]
    seen: set[tuple[str, str]] = set()
    while asked:
        wanted, options = asked.pop()
        name = _key(wanted)
        if name == _key(HEBRA) or seen >= {(name, option) for option in ("", *options)}:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or an option nobody has installed
        seen |= {(name, option) for option in ("", *options)}
        asked += _asked_for(found[name], options)
    return list(found.values())


def licence_name(about: metadata.PackageMetadata) -> str:
    """The short name that a distribution gives its licence; empty when it gives none."""
    for field in ("License-Expression", "License"):
        name: str = (about.get_all(field) or [""])[0]
        if name and "\n" not in name and len(name) <= _LONGEST_NAME:
            return name
    for line in about.get_all("Classifier") or []:
        if line.startswith("License ::"):
            last = line.split("::")[-1].strip()
            return str(_CLASSIFIED.get(last, last))
    return ""


def _of_distribution(one: metadata.Distribution) -> Component:
    if _key(one.name) in {_key(name) for name in _OF_QT}:
        return Component(one.name, one.version, _LGPL, _lesser, QT_NOTE)
    name = licence_name(one.metadata)
    return Component(one.name, one.version, name, partial(_texts_of, one.name))


def _asked_for(
    one: metadata.Distribution, options: set[str] | None
) -> Iterator[tuple[str, set[str]]]:
    """What ``one`` asks for with these options (None: all), each with the options it asks for."""
    for line in one.requires or []:
        named = _ASKED.match(line)
        only_for = _OPTION.search(line)
        if named and (not only_for or options is None or only_for.group(1) in options):
            yield named.group(1), set(re.split(r"\s*,\s*", named.group(2) or "")) - {""}


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _texts_of(name: str) -> str:
    """The texts a distribution carries, one after another; empty when it carries none."""
    try:
        one = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return _own() if name == HEBRA else ""
    texts = dict.fromkeys(filter(None, _read(one)))
    return "\n\n\n".join(texts) or (_own() if name == HEBRA else "")


def _read(one: metadata.Distribution) -> Iterator[str]:
    named = one.metadata.get_all("License-File") or []
    for file in named:
        text = one.read_text(f"licenses/{file}") or one.read_text(file)
        if text:
            yield text.strip()
    if not named:
        for path in one.files or []:
            if _TEXT.search(str(path)) and not _CODE.search(str(path)):
                yield path.read_text(encoding="utf-8").strip()


def _own() -> str:
    """Hebra's licence in a checkout, where nothing has been installed."""
    path = resource().parent / "LICENSE"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _lesser() -> str:
    """The LGPL 3 and the GPL 3, which it adds to."""
    return f"{_shipped('LGPL-3.0')()}\n\n{_shipped('GPL-3.0')()}"


def _shipped(name: str) -> Callable[[], str]:
    return lambda: resource("licences", f"{name}.txt").read_text(encoding="utf-8")
