"""Verdicts as files: a tidy CSV with a row a claim, JSON with all figures, an HTML report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lab import __version__
from lab.session.series import Column
from lab.verdicts.claim import Claim, Finding
from lab.verdicts.claims import CLAIMS

from .atomic import write_atomically
from .csv_file import csv_of, pair_lines
from .tidy import Cell, Kind, Tidy
from .verdict_json import verdicts_text
from .wording import Wording, Words

Findings = Mapping[str, Finding]
"""By the claim's id."""
Row = tuple[Claim, Finding]


def measured(findings: Findings, claims: Sequence[Claim] = CLAIMS) -> list[Row]:
    """The claims that have a finding, in the order of the claims."""
    return [(claim, findings[claim.id]) for claim in claims if claim.id in findings]


def verdicts_table(findings: Findings, claims: Sequence[Claim] = CLAIMS) -> Tidy:
    """A row a claim that was measured."""
    rows = measured(findings, claims)
    return Tidy(
        tuple(Column(name, "", help_) for name, help_, _, _ in _COLUMNS),
        tuple(kind for _, _, kind, _ in _COLUMNS),
        tuple([_cell(kind, of(row)) for row in rows] for _, _, kind, of in _COLUMNS),
    )


def verdicts_csv_text(findings: Findings, claims: Sequence[Claim] = CLAIMS) -> str:
    """The CSV as text: ``#`` lines that say where it comes from, a header, a row a claim."""
    return csv_of(_head(measured(findings, claims)), verdicts_table(findings, claims))


def write_verdicts_csv(
    path: Path | str, findings: Findings, claims: Sequence[Claim] = CLAIMS
) -> None:
    """Write the CSV; whole or not at all."""
    write_atomically(path, verdicts_csv_text(findings, claims).encode())


def write_verdicts_json(
    path: Path | str, findings: Findings, claims: Sequence[Claim] = CLAIMS
) -> None:
    """Write everything there is as JSON; whole or not at all."""
    write_atomically(path, (verdicts_json_text(findings, claims) + "\n").encode())


def verdicts_json_text(findings: Findings, claims: Sequence[Claim] = CLAIMS) -> str:
    """The JSON as text."""
    return verdicts_text(finding for _, finding in measured(findings, claims))


def write_verdicts_html(
    path: Path | str,
    findings: Findings,
    claims: Sequence[Claim] = CLAIMS,
    *,
    words: Words = str,
    decimal: str = ".",
    language: str = "en",
) -> None:
    """Write the report: one file that needs nothing else; whole or not at all.

    ``words`` translates, ``language`` is said of the page.
    """
    from .html.page import page
    from .html.verdict_report import verdict_report

    report = verdict_report(findings, claims, Wording(words, decimal), language)
    write_atomically(path, page(report).encode())


def _head(rows: Sequence[Row]) -> Iterator[str]:
    yield f"verdicts, written by Hebra {__version__}"
    yield "Measure again: hebra verdicts"
    for claim, finding in rows:
        # Claims may have been measured on different days and different Pythons.
        facts = {claim.id: ", ".join(f"{k}={v}" for k, v in finding.environment.items())}
        yield from pair_lines("environment", facts)


def _cell(kind: Kind, value: Any) -> Cell:
    return None if value is None else kind(value)


def _others(row: Row) -> object:
    return row[1].figures.get("others_cores")


_COLUMNS: tuple[tuple[str, str, Kind, Callable[[Row], object]], ...] = (
    ("claim", "the claim's id", str, lambda row: row[0].id),
    ("group", "what it belongs to", str, lambda row: row[0].group),
    ("title", "the claim", str, lambda row: row[0].title),
    ("verdict", "confirmed, refuted, inconclusive or unavailable", str,
        lambda row: row[1].judgement.verdict),
    ("figure", "what was measured, in its unit", float, lambda row: _figure(row, "value")),
    ("figure_low", "the lower end of its 95 % interval", float, lambda row: _figure(row, "low")),
    ("figure_high", "the upper end of its 95 % interval", float, lambda row: _figure(row, "high")),
    ("repeats", "how many repeats it is from", int, lambda row: _figure(row, "count")),
    ("unit", "the figure's unit", str, lambda row: row[1].judgement.unit or None),
    ("confirmed_from", "the least that confirms the claim; empty: no limit", float,
        lambda row: row[1].judgement.low),
    ("confirmed_to", "the most that confirms the claim; empty: no limit", float,
        lambda row: row[1].judgement.high),
    ("says", "what was measured, in a sentence", str, lambda row: row[1].judgement.says or None),
    ("reason", "why it is inconclusive or unavailable", str,
        lambda row: row[1].judgement.reason or None),
    ("others_cores", "load of other programs meanwhile, in cores", float, _others),
    ("measured_at", "when, ISO 8601", str, lambda row: row[1].measured_at),
    ("seconds", "how long it took", float, lambda row: row[1].seconds),
)  # fmt: skip


def _figure(row: Row, name: str) -> object:
    figure = row[1].judgement.figure
    return None if figure is None else getattr(figure, name)
