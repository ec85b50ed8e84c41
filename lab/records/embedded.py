"""The document inside a file that holds a result: JSON, trace, HTML report, Parquet.

A run's is completed by what was changed on the way, so that it repeats what really happened.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from lab.errors import InputError
from lab.spec.words import told

from .arrow import DOCUMENT_KEY, metadata_of
from .document import Document, document_of, experiment_from
from .json_shape import RUN, MarkersShape, shaped
from .replay import replayed
from .study_shape import STUDY

HTML_ID = "hebra-document"
"""The id of the script element that holds the document in an HTML report."""
TRACE_KEY = "otherData"
"""Where a trace holds what is no event."""

_SCRIPT = re.compile(rf"""<script\b(?=[^<>]*\bid=["']?{HTML_ID}["'\s>])[^<>]*>""", re.IGNORECASE)
_SCRIPT_ENDS = re.compile("</script", re.IGNORECASE)


def document_in_json(text: str, where: str) -> Document:
    """The document in the JSON of a run, of a study, of a trace, or as which it is itself."""
    whole = json_object(text, where)
    if whole.get("schema") == RUN:
        return _of_run(whole, where)
    if whole.get("schema") == STUDY:
        return _table(whole.get("study"), where)
    if "traceEvents" in whole:
        inside = _table(whole.get(TRACE_KEY), where)
        return _table(inside.get("document"), where)
    if "hebra" in whole:
        return whole
    raise InputError(
        told("this JSON holds no experiment and no study of Hebra's"),
        where=where,
        todo=_todo(),
    )


def document_in_html(text: str, where: str) -> Document:
    """The document in an HTML report; the page itself is never looked at."""
    found = _SCRIPT.search(text)
    if found is None:
        raise InputError(
            told("this page is no report of Hebra's: it holds no experiment and no study"),
            where=where,
            todo=_todo(),
        )
    end = _SCRIPT_ENDS.search(text, found.end())
    return json_object(text[found.end() : end.start() if end else None], where)


def document_in_parquet(data: bytes, where: str) -> Document:
    """The document in a Parquet file's metadata."""
    text = metadata_of(data, where).get(DOCUMENT_KEY)
    if text is None:
        raise InputError(
            told("this Parquet file was not written by Hebra: it does not hold its experiment"),
            where=where,
            todo=_todo(),
        )
    return json_object(text.decode("utf-8", "replace"), where)


def json_object(text: str, where: str) -> dict[str, Any]:
    """A JSON text that is one object; InputError says where it is malformed."""

    def refuse(word: str) -> NoReturn:
        raise ValueError(f"{word} is no JSON")

    try:
        whole = json.loads(text, parse_constant=refuse)
    except RecursionError:
        raise InputError(told("the tables are nested too deeply"), where=where) from None
    except ValueError as error:  # JSONDecodeError, and numbers of more than 4,300 digits
        what = told("this is not valid JSON ({why})", why=str(error))
        raise InputError(what, where=where) from None
    return _table(whole, where)


def _of_run(whole: dict[str, Any], where: str) -> Document:
    experiment = experiment_from(_table(whole.get("experiment"), where), where)
    markers = shaped(MarkersShape, whole, where).made()
    return document_of(replayed(experiment, markers))


def _table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        what = told("this JSON holds no experiment and no study of Hebra's")
        raise InputError(what, where=where, todo=_todo())
    return value


def _todo() -> str:
    return told("Files that Hebra wrote can be run again.")
