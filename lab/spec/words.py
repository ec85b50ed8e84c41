"""Mark text for translation where it is written; it is translated where it is shown.

A message with figures in it is made by :func:`told`: it is English text for logs, files and the
command line, and remembers what it was made of, so that a window can say it in its reader's
language. Between processes it travels as JSON (:func:`to_json`, :func:`from_json`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def N_(text: str) -> str:
    """Return ``text`` unchanged; the catalogue extractor looks for this call."""
    return text


class Told(str):
    """English text that remembers its marked ``source`` and the ``fields`` filled into it."""

    source: str
    fields: Mapping[str, object]

    def __new__(
        cls, text: str, source: str = "", fields: Mapping[str, object] | None = None
    ) -> Told:
        """Keep ``text`` with what it was made of."""
        made = super().__new__(cls, text)
        made.source = source or text
        made.fields = dict(fields or {})
        return made


def told(source: str, /, **fields: object) -> Told:
    """Fill ``fields`` into a marked ``source`` as ``str.format`` does; a field may be told too.

    Numbers are handed over as numbers: each reader's language writes them in its own way. A source
    without fields is taken as it is.
    """
    return Told(source.format(**fields) if fields else source, source, fields)


def to_json(text: str) -> Any:
    """``text`` as a value for JSON that :func:`from_json` makes an equal text of."""
    if not isinstance(text, Told):
        return text
    fields = {name: to_json(f) if isinstance(f, str) else f for name, f in text.fields.items()}
    return {"source": text.source, "fields": fields}


def from_json(value: Any) -> str:
    """The text behind a value of :func:`to_json`."""
    if isinstance(value, dict):
        source, fields = value["source"], value["fields"].items()
        return told(source, **{n: from_json(f) if isinstance(f, dict) else f for n, f in fields})
    return str(value)


def why(error: OSError | RuntimeError) -> Told:
    """What the system says of an ``error``: its usual answers are in the catalogues."""
    return told(getattr(error, "strerror", None) or str(error))


_OF_THE_SYSTEM = (
    N_("Cannot allocate memory"),
    N_("Device or resource busy"),
    N_("Disk quota exceeded"),
    N_("Exec format error"),
    N_("File name too long"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such device or address"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Resource temporarily unavailable"),
    N_("Stale file handle"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
    N_("can't start new thread"),
)
"""What :func:`why` meets most, for the extractor."""
