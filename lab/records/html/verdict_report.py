"""The report of the verdicts: every claim with what was measured here, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lab.records import describe
from lab.records.verdict_json import VERDICTS, finding_object
from lab.records.verdict_words import bounds_text, detail_text, measured_text, sentences
from lab.records.wording import Wording
from lab.spec import N_
from lab.verdicts.claim import VERDICT_TITLES, Claim, Finding
from lab.verdicts.claims import GROUPS

from .comparison_section import comparison_section
from .page import Point, Report, Section, Table
from .run_report import machine

_KINDS = {"confirmed": "good", "refuted": "bad", "inconclusive": "warn", "unavailable": "note"}


def verdict_report(
    findings: Mapping[str, Finding], claims: Sequence[Claim], said: Wording, language: str
) -> Report:
    """What the report says, in the reader's language."""
    rows = [(claim, findings[claim.id]) for claim in claims if claim.id in findings]
    newest = max((finding for _, finding in rows), key=lambda f: f.measured_at, default=None)
    return Report(
        language=language,
        title=said.say(N_("Verdicts")),
        subtitle=said.say(N_("What the course says, measured on this machine")),
        state="",
        figures=tuple(_counts(rows, said)),
        sections=(
            *_sections(rows, said),
            *filter(None, [comparison_section(findings, said)]),
            *([machine(newest.environment, said)] if newest else []),
        ),
        origin=describe.finding_origin(newest, said) if newest else "",
        again=said.say(N_("Measure again: hebra verdicts")),
        document={"schema": VERDICTS, "findings": [finding_object(f) for _, f in rows]},
    )


def _counts(rows: Sequence[tuple[Claim, Finding]], said: Wording) -> Iterator[tuple[str, str, str]]:
    counted = Counter(finding.judgement.verdict for _, finding in rows)
    for verdict, title in VERDICT_TITLES.items():
        yield said.number(counted[verdict], 0), "", said.say(title)


def _sections(rows: Sequence[tuple[Claim, Finding]], said: Wording) -> Iterator[Section]:
    for group, title in GROUPS.items():
        inside = [row for row in rows if row[0].group == group]
        if inside:
            yield Section(
                title=said.say(title),
                points=[_point(claim, finding, said) for claim, finding in inside],
                table=_table(inside, said),
            )


def _point(claim: Claim, finding: Finding, said: Wording) -> Point:
    judged = finding.judgement
    details = " · ".join(detail_text(detail, said) for detail in judged.details)
    text = f"{sentences(judged, said)} {details}".strip()
    return Point(_KINDS[judged.verdict], f"{said.say(claim.title)}.", text)


def _table(rows: Sequence[tuple[Claim, Finding]], said: Wording) -> Table:
    head = [
        said.say(N_("Claim")),
        said.say(N_("Verdict")),
        said.say(N_("Measured here")),
        said.say(N_("Confirmed within")),
    ]
    return Table(
        head,
        [
            (
                claim.id,
                said.say(VERDICT_TITLES[finding.judgement.verdict]),
                measured_text(finding.judgement, said),
                bounds_text(finding.judgement, said),
            )
            for claim, finding in rows
        ],
        texts=2,
    )
