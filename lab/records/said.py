"""Told texts in JSON: English for whoever reads the file, and what they are made of.

A text read from a file is only believed to be made of something when filling that in is harmless:
a field of a million digits or of an object's inside is no field of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from lab.spec.words import Told, told

_SPEC = re.compile(r"[,]?(\.\d{1,2})?[a-z%]?")
_DEEPEST = 8


def said(text: str) -> dict[str, Any]:
    """``text`` and, where it was told, the ``source`` and ``fields`` it was made of."""
    whole: dict[str, Any] = {"text": str(text)}
    if isinstance(text, Told):
        whole["source"] = text.source
        whole["fields"] = {name: _field(value) for name, value in text.fields.items()}
    return whole


def heard(whole: Mapping[str, Any], depth: int = 0) -> str:
    """The text behind a value of :func:`said`; a plain one where it cannot be what it says."""
    text = str(whole.get("text", ""))
    source, fields = whole.get("source"), whole.get("fields")
    if not isinstance(source, str) or not isinstance(fields, dict) or depth > _DEEPEST:
        return text
    filled = {
        str(name): heard(value, depth + 1) if isinstance(value, dict) else value
        for name, value in fields.items()
        if isinstance(value, (str, int, float, dict))
    }
    if not _harmless(source, filled):
        return text
    try:
        again = told(source, **filled)
    except (ValueError, LookupError, TypeError):
        return text
    return again if again == text else text


def _field(value: object) -> Any:
    if isinstance(value, Told):
        return said(value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def _harmless(source: str, fields: Mapping[str, object]) -> bool:
    try:
        parts = list(Formatter().parse(source))
    except ValueError:
        return False
    return all(
        name is None or (name in fields and conversion is None and _SPEC.fullmatch(spec or ""))
        for _, name, spec, conversion in parts
    )
