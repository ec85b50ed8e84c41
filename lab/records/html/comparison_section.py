"""The course's comparison table in a report: claimed cells, with what was measured of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lab.records.wording import Wording
from lab.spec import APPROACHES as WAYS
from lab.spec import N_
from lab.verdicts.cells import TABLE
from lab.verdicts.claim import VERDICT_TITLES, Finding
from lab.verdicts.table import APPROACHES, COMBINED, Cell, measured_cell

from .page import Point, Section, Table

_KINDS = {"confirmed": "good", "refuted": "bad", "inconclusive": "warn", "unavailable": "note"}


def comparison_section(findings: Mapping[str, Finding], said: Wording) -> Section | None:
    """The table, and the combined rows below it; None while nothing of it was measured."""
    known = {claim for row in TABLE for cell in row.cells.values() for claim in cell.claims}
    if known.isdisjoint(findings):
        return None
    rows: list[Sequence[str]] = []
    points: list[Point] = []
    for row in TABLE:
        if COMBINED in row.cells:
            points.extend(_points(said.say(row.title), row.cells[COMBINED], findings, said))
        else:
            cells = [_cell(row.cells[approach], findings, said) for approach in APPROACHES]
            rows.append([said.say(row.title), *cells])
    head = ["", *(said.say(WAYS[approach].title) for approach in APPROACHES)]
    return Section(
        title=said.say(N_("Claimed, and measured here")),
        points=points,
        table=Table(head, rows, texts=len(head), prose=True),
    )


def _cell(cell: Cell, findings: Mapping[str, Finding], said: Wording) -> str:
    """What is claimed, and each thing measured with its verdict."""
    found = measured_cell(cell, findings)
    measured = [
        f"{said.tell(phrase.text)} ({said.say(VERDICT_TITLES[phrase.verdict]).lower()})"
        for phrase in found.phrases
    ]
    if not measured:
        measured = [said.say(N_("Not measured yet"))]
    return f"{said.say(cell.claimed)}. → {'; '.join(measured)}"


def _points(
    title: str, cell: Cell, findings: Mapping[str, Finding], said: Wording
) -> Sequence[Point]:
    return [
        Point(
            _KINDS[phrase.verdict],
            f"{title}.",
            f"{said.say(cell.claimed)}. → {said.tell(phrase.text)}",
        )
        for phrase in measured_cell(cell, findings).phrases
    ]
