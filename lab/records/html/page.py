"""A report as one HTML file: opens offline, follows light and dark, holds no script.

What a report says is a :class:`Report`, plain data; the template in ``resources/report`` sets it.
Everything is escaped by the template engine but the charts, which are made here. The document the
figures came from rides along as JSON, so that the file can be run again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lab.assets import resource
from lab.records.embedded import HTML_ID
from lab.records.palette import DARK, LIGHT


@dataclass(frozen=True)
class Table:
    """Cells as they are shown; columns of figures are set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    """How many columns, from the left, are words."""
    marked: int | None = None
    """A row that stands out."""
    prose: bool = False
    """Whether cells hold sentences, which are broken into lines."""


@dataclass(frozen=True)
class Point:
    """A line of evidence: ``kind``: ``good``, ``bad``, ``equal``, ``warn`` or ``note``."""

    kind: str
    lead: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report: any of its fields may be empty."""

    title: str = ""
    lead: str = ""
    """A line in large type."""
    text: str = ""
    points: Sequence[Point] = ()
    charts: Sequence[str] = ()
    """Inline SVG, made by :func:`lab.records.html.pictures.inline`."""
    table: Table | None = None
    code: str = ""
    folded: bool = False
    """Whether it is shown only when the reader opens it."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a report says, in the reader's language already."""

    language: str
    title: str
    subtitle: str
    state: str
    """Empty for a finished one; otherwise a word or two."""
    figures: Sequence[tuple[str, str, str]]
    """Value, unit and label of the figures on top."""
    sections: Sequence[Section]
    origin: str
    again: str
    """How to run it again."""
    document: Mapping[str, Any] = field(default_factory=dict)


def page(report: Report) -> str:
    """The whole file as text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from .pictures import colours

    environment = Environment(
        loader=FileSystemLoader(resource("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        report=report,
        light=colours(LIGHT),
        dark=colours(DARK),
        style=Markup(resource("report", "report.css").read_text(encoding="utf-8")),
        document=Markup(script_text(report.document)),
        document_id=HTML_ID,
        safe=Markup,
    )


def script_text(document: Mapping[str, Any]) -> str:
    """A document as JSON that may stand inside ``<script>``: nothing in it can end the element."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
