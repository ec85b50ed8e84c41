"""pyarrow where it is installed, and what to do where it is not."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from lab.errors import InputError
from lab.spec.words import told

EXTRA = "hebra-lab[parquet]"
DOCUMENT_KEY = b"hebra"
"""The key of the experiment or study, as JSON, in a Parquet file's metadata."""


def arrow_modules(where: str = "") -> tuple[Any, Any]:
    """``pyarrow`` and ``pyarrow.parquet``; InputError with what to install when there is none."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            told("Parquet needs the library pyarrow, which is not installed"),
            where=where,
            todo=told("Install it with `pip install {extra}`.", extra=repr(EXTRA)),
        ) from None
    return pyarrow, pyarrow.parquet


def metadata_of(data: bytes, where: str) -> Mapping[bytes, bytes]:
    """The metadata of a Parquet file; InputError when it is none."""
    arrow, parquet = arrow_modules(where)
    try:
        found: dict[bytes, bytes] | None = parquet.read_metadata(io.BytesIO(data)).metadata
    except (arrow.ArrowException, OSError) as error:
        what = told("this is not a valid Parquet file ({why})", why=str(error).partition("\n")[0])
        raise InputError(what, where=where) from None
    return found or {}
