"""Reports: a run or a study as one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path

from lab.advice.digest import Digest
from lab.records.atomic import write_atomically
from lab.records.wording import Wording, Words
from lab.session.result import Result


def write_html(
    path: Path | str,
    what: Result | Digest,
    *,
    words: Words = str,
    decimal: str = ".",
    language: str = "en",
) -> None:
    """Write the report of a run or of a study: one file, under 1 MB, that needs nothing else.

    ``words`` translates, ``language`` is said of the page. Raises InputError or HebraError as
    :func:`write_atomically` does. Takes a second or two: off the window's thread.
    """
    write_atomically(path, html_text(what, Wording(words, decimal), language).encode())


def html_text(what: Result | Digest, wording: Wording, language: str = "en") -> str:
    """The report as text."""
    from .page import page

    if isinstance(what, Result):
        from .run_report import run_report

        return page(run_report(what, wording, language))
    from .study_report import study_report

    return page(study_report(what, wording, language))
