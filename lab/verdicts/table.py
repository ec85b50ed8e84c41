"""The course's comparison table: what it claims of each approach, and what was measured of it.

A cell is filled from the findings of the claims that measure it. Each part of it is a phrase made
from their figures, with their verdict; what has not been measured yet is named, so that it can be.
The phrases and the claimed words are in `lab.verdicts.cells`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .claim import Finding, Verdict
from .rules import together

_log = logging.getLogger(__name__)

Findings = Mapping[str, Finding]
"""By the claim's id."""

APPROACHES = ("threads", "processes", "asyncio")
"""The columns, as keys of `lab.spec.APPROACHES`."""
COMBINED = "combined"
"""The column of the rows that hold for all of them together."""


@dataclass(frozen=True)
class Part:
    """One thing that is measured of a cell: by which claims, and how it is put into words.

    ``words`` is given the findings that there are of ``claims``, never none.
    """

    claims: tuple[str, ...]
    words: Callable[[Findings], str]


@dataclass(frozen=True)
class Cell:
    """``claimed`` is what the course says, in our words, marked for translation."""

    claimed: str
    parts: tuple[Part, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims that measure it, each once."""
        return tuple(dict.fromkeys(claim for part in self.parts for claim in part.claims))


@dataclass(frozen=True)
class TableRow:
    """One row; its title is marked for translation. ``cells`` are by column."""

    key: str
    title: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Phrase:
    """A part in words (told), the verdict behind it, and why it is no better one (told)."""

    text: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class MeasuredCell:
    """What was measured of a cell, and ids of the claims that have not been measured yet."""

    phrases: tuple[Phrase, ...]
    missing: tuple[str, ...]


def measured_cell(cell: Cell, findings: Findings) -> MeasuredCell:
    """Fill a cell from what was found."""
    phrases = []
    for part in cell.parts:
        known = {claim: findings[claim] for claim in part.claims if claim in findings}
        if known:
            phrases.append(_phrase(part, known))
    missing = tuple(claim for claim in cell.claims if claim not in findings)
    return MeasuredCell(tuple(phrases), missing)


def missing_of(row: TableRow, findings: Findings) -> tuple[str, ...]:
    """Ids of the claims that a row still needs, each once."""
    wanted = (claim for cell in row.cells.values() for claim in cell.claims)
    return tuple(dict.fromkeys(claim for claim in wanted if claim not in findings))


def _phrase(part: Part, known: Findings) -> Phrase:
    measured = {id_: found for id_, found in known.items() if found.figures}
    judgements = [found.judgement for found in known.values()]
    verdict = together([judgement.verdict for judgement in judgements])
    reason = next((j.reason for j in judgements if j.verdict == verdict and j.reason), "")
    if not measured:
        # It could not be measured: there is nothing to say but why.
        return Phrase(reason, verdict)
    try:
        text = part.words(measured)
    except (KeyError, TypeError, ValueError, IndexError):
        # Figures of another version of the claim: its own sentence was made from them then.
        _log.info("the figures of %s are of another form", ", ".join(measured))
        text = next(iter(measured.values())).judgement.says
    return Phrase(text, verdict, reason)
