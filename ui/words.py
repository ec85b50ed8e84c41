"""Words: translates what people read and writes figures the way their language does.

Texts are marked where they are written (:func:`N_`) and translated where they are shown
(:func:`tr`). A control keeps the marked source, or :class:`Words` with its fields, and asks again
when Qt tells it of a change of language; so the window can switch while it runs.
"""

from __future__ import annotations

import gettext
import math
import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QLocale

from lab.assets import resource
from lab.spec.words import N_, Told

__all__ = [
    "LANGUAGES",
    "NBSP",
    "N_",
    "Words",
    "change",
    "figure",
    "from_lab",
    "language",
    "ntr",
    "number",
    "parse",
    "percent",
    "quantity",
    "set_language",
    "tr",
]

DOMAIN = "hebra"
LANGUAGES = {"en": "English", "es": "Español"}
NBSP = "\u00a0"
UNKNOWN = "–"


class _Speech:
    """The language in force: its catalogue and its way of writing numbers."""

    def __init__(self, choice: str) -> None:
        system = QLocale.system()
        spoken = [tag.replace("_", "-").split("-")[0] for tag in system.uiLanguages()]
        preferred = next((tag for tag in spoken if tag in LANGUAGES), "en")
        self.name = preferred if choice == "system" else choice
        if choice == "system" and system.name()[:2] == self.name:
            self.locale = system
        else:
            self.locale = QLocale("es_ES" if self.name == "es" else "en_US")
        self.catalogue = gettext.translation(
            DOMAIN, str(resource("locale")), [self.name], fallback=True
        )


_speech: list[_Speech] = []


def _spoken() -> _Speech:
    if not _speech:
        _speech.append(_Speech("system"))
    return _speech[0]


def set_language(choice: str) -> None:
    """Speak ``"en"``, ``"es"`` or the ``"system"``'s language from now on; all widgets follow."""
    if choice != "system" and choice not in LANGUAGES:
        raise ValueError(f"no such language: {choice!r}")
    _speech[:] = [_Speech(choice)]
    app = QCoreApplication.instance()
    if app is not None:
        # QApplication hands this on to every window, and each widget to its children.
        QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))


def language() -> str:
    """The language in force, ``"en"`` or ``"es"``."""
    return _spoken().name


def tr(text: str, /, **fields: Any) -> str:
    """``text`` in the reader's language, with its ``{fields}`` filled in after translation."""
    if isinstance(text, Told):
        return str(from_lab(text))
    if not text:
        return ""
    said = _spoken().catalogue.gettext(text)
    return said.format(**fields) if fields else said


def ntr(singular: str, plural: str, n: int, **fields: Any) -> str:
    """Like :func:`tr`, in the form that ``n`` things take; ``{n}`` is filled in."""
    said = _spoken().catalogue.ngettext(singular, plural, n)
    return said.format(n=number(n), **fields)


class Words:
    """A marked text with its fields, translated each time it is asked for.

    A field may be a value, other ``Words``, a message of the laboratory, or something callable that
    writes a figure anew.
    """

    __slots__ = ("fields", "source")

    def __init__(self, source: str, /, **fields: Any) -> None:
        self.source = source
        self.fields = fields

    def __str__(self) -> str:
        return tr(self.source, **{name: _now(value) for name, value in self.fields.items()})

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Words) and self.source == other.source and self.fields == other.fields
        )

    def __hash__(self) -> int:
        return hash(self.source)


def _now(value: Any) -> Any:
    """A field as it is said now."""
    value = value() if callable(value) else value
    return tr(value) if isinstance(value, Told) else value


@dataclass(frozen=True)
class _Figure:
    """A number in a message of the laboratory: written as there, with the reader's signs."""

    value: float

    def __format__(self, spec: str) -> str:
        plain = format(self.value, spec)
        digits = plain.replace(",", "")
        # More digits than these a float does not keep.
        if "," in spec and len(digits) <= 15 and re.fullmatch(r"-?\d+(\.\d+)?", digits):
            return number(float(digits), len(digits.partition(".")[2]))
        return plain.replace(".", _spoken().locale.decimalPoint())

    def __str__(self) -> str:
        return format(self, "")


def from_lab(text: str) -> Words | str:
    """A message of the laboratory as words of the reader; what is not marked stays as it is."""
    if not isinstance(text, Told):
        return text
    return Words(text.source, **{name: _of_reader(value) for name, value in text.fields.items()})


def _of_reader(value: object) -> object:
    if isinstance(value, str):
        return from_lab(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Figure(value)
    return value


def number(value: float, decimals: int = 0) -> str:
    """``value`` with that many decimals, in the reader's format."""
    if not math.isfinite(value):
        return UNKNOWN
    return _spoken().locale.toString(float(value), "f", decimals)


def figure(value: float | None) -> str:
    """``value`` with three significant digits, or whole where it is larger: 1.00, 70.7, 141."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    size = abs(value)
    if size == 0:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(size)))
    if decimals and float(f"{size:.{decimals}f}") >= 10 ** (3 - decimals):
        decimals -= 1
    return number(value, min(decimals, 9))


def change(share: float) -> str:
    """A relative change as a reader sees it beside a figure: ``▲ 19 %``, ``▼ 7 %``, ``± 0 %``."""
    rounded = round(abs(share) * 100)
    sign = "±" if rounded == 0 else ("▲" if share > 0 else "▼")
    return f"{sign}{NBSP}{number(rounded)}{NBSP}%"


def percent(share: float | None, decimals: int = 0) -> str:
    """A share 0..1 as per cent, the sign set off by a no-break space."""
    if share is None or not math.isfinite(share):
        return UNKNOWN
    return f"{number(share * 100, decimals)}{NBSP}%"


def quantity(value: str, unit: str) -> str:
    """A written figure and its unit, held together."""
    return f"{value}{NBSP}{unit}" if unit else value


def exact(value: float) -> str:
    """``value`` as one types it: all digits that count, no thousands separators."""
    if isinstance(value, int):
        return str(value)
    plain = f"{value:.10g}"
    if "e" in plain:
        plain = f"{value:.10f}".rstrip("0").rstrip(".")
    return plain.replace(".", _spoken().locale.decimalPoint())


def parse(text: str) -> float | None:
    """Read a number as people type it, with comma or point; ``None`` when it is none."""
    locale = _spoken().locale
    plain = text.strip().replace(NBSP, "").replace("\u202f", "").replace(" ", "")
    if re.fullmatch(rf"-?\d{{1,3}}({re.escape(locale.groupSeparator())}\d{{3}})+", plain):
        plain = plain.replace(locale.groupSeparator(), "")
    value, fine = locale.toDouble(plain)
    if not fine:
        value, fine = QLocale.c().toDouble(plain.replace(",", "."))
    return value if fine and math.isfinite(value) else None
