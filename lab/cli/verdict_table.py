"""Verdicts for people: claims with what was measured here, and what there is to measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lab.records.verdict_words import bounds_text, measured_text, sentences
from lab.records.wording import Wording
from lab.verdicts.batch import seconds_of
from lab.verdicts.claim import VERDICT_TITLES, Claim, Finding, Verdict
from lab.verdicts.claims import GROUPS

from .progress import duration

MARKS: dict[Verdict, tuple[str, str]] = {
    "confirmed": ("✓", "green"),
    "refuted": ("✗", "red"),
    "inconclusive": ("?", "yellow"),
    "unavailable": ("–", "dim"),
}


def picture(claims: Sequence[Claim], findings: Mapping[str, Finding]) -> RenderableType:
    """Every claim that was measured, by group, and how many of each verdict there are."""
    parts: list[RenderableType] = []
    for group, title in GROUPS.items():
        inside = [claim for claim in claims if claim.group == group and claim.id in findings]
        if inside:
            parts += [Text(title, style="bold")]
            parts += [_found(claim, findings[claim.id]) for claim in inside]
            parts.append("")
    counted = Counter(finding.judgement.verdict for finding in findings.values())
    told = [f"{counted[verdict]} {verdict}" for verdict in VERDICT_TITLES if counted[verdict]]
    missing = len(claims) - len(findings)
    told += [f"{missing} not measured"] * bool(missing)
    return Group(*parts, Text(", ".join(told)))


def _found(claim: Claim, finding: Finding) -> RenderableType:
    judged, wording = finding.judgement, Wording()
    mark, colour = MARKS[judged.verdict]
    head = Text.assemble(
        (f"{mark} {judged.verdict}", colour), "  ", claim.title, (f"  {claim.id}", "dim")
    )
    lines: list[RenderableType] = [head]
    if judged.figure is not None:
        figure = measured_text(judged, wording)
        bounds = bounds_text(judged, wording)
        lines.append(_indented(f"{figure}; confirmed within {bounds}"))
    if text := sentences(judged, wording):
        lines.append(_indented(text))
    return Group(*lines)


def _indented(text: str) -> RenderableType:
    return Padding(Text(text, style="dim"), (0, 0, 0, 4))


def listing(claims: Sequence[Claim], kept: Mapping[str, Finding]) -> RenderableType:
    """The claims, how long each takes, and the verdict that is kept."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("id", "claim", "takes", "last verdict"):
        table.add_column(name, no_wrap=name != "claim")
    for claim in claims:
        finding = kept.get(claim.id)
        last = Text("–", style="dim")
        if finding is not None:
            mark, colour = MARKS[finding.judgement.verdict]
            day = finding.measured_at[:10]
            last = Text.assemble((f"{mark} {finding.judgement.verdict}", colour), f" {day}")
        table.add_row(claim.id, str(claim.title), duration(max(1.0, claim.seconds)), last)
    whole = f"{len(claims)} claims, about {duration(seconds_of(claims))} in all"
    return Group(table, "", Text(whole))
