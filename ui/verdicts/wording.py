"""Verdicts and their figures in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from lab.verdicts.claim import Claim, Detail, Finding, Judgement
from ui.words import N_, NBSP, figure, number, quantity, tr

NOT_RUN = "not run"
RUNNING = "running"
WAITING = "waiting"


@dataclass(frozen=True)
class Mark:
    """How a state is shown: its word, the kind of chip, the icon."""

    words: str
    kind: str
    icon: str


MARKS: dict[str, Mark] = {
    "confirmed": Mark(N_("Confirmed"), "good", "check-circle"),
    "refuted": Mark(N_("Refuted"), "bad", "x-circle"),
    "inconclusive": Mark(N_("Inconclusive"), "warn", "warning"),
    "unavailable": Mark(N_("Unavailable"), "plain", "prohibit"),
    NOT_RUN: Mark(N_("Not run"), "none", "circle-dashed"),
    RUNNING: Mark(N_("Running"), "busy", "spinner"),
    WAITING: Mark(N_("Not run"), "none", "circle-dashed"),
}


def with_unit(value: str, unit: str) -> str:
    """A written figure with its unit; a factor's sign and a per cent sign belong to the figure."""
    unit = tr(unit)
    return f"{value}{unit}" if unit == "×" else quantity(value, unit)


def value_text(judgement: Judgement) -> str:
    """The measured figure with its unit; empty where there is none."""
    if judgement.figure is None:
        return ""
    return with_unit(figure(judgement.figure.value), judgement.unit)


def interval_text(judgement: Judgement) -> str:
    """Where the figure lies with 95 % confidence: ``1.00–1.04``; empty where that is not known."""
    found = judgement.figure
    if found is None or found.low is None or found.high is None:
        return ""
    if found.low == found.high == found.value:
        return ""
    # As exact as the figure itself: 1.02 lies in 0.99–1.05, not in 0.990–1.05.
    decimals = decimals_of(found.value or found.high)
    low, high = number(found.low, decimals), number(found.high, decimals)
    unit = judgement.unit if judgement.unit != "×" else ""
    return with_unit(f"{low}–{high}", unit)


def decimals_of(value: float) -> int:
    """How many decimals a figure is written with."""
    written = figure(value)
    fraction = written.replace(",", ".").rpartition(".")[2]
    return len(fraction) if abs(value) < 1000 and fraction != written else 0


def detail_text(detail: Detail) -> str:
    """A further figure with its unit."""
    if isinstance(detail.value, str):
        return tr(detail.value)
    return with_unit(figure(detail.value), detail.unit)


def rule_line(claim: Claim) -> str:
    """The claim's id and when it is confirmed: ``gil-one · confirmed if below 1.25×``."""
    return f"{claim.id} · {tr(claim.rule)}"


def spoken(finding: Finding | None, state: str) -> str:
    """What a screen reader says of a row's state: the verdict, and the figure behind it."""
    if finding is None or state == RUNNING:
        return tr(MARKS[state].words)
    judgement = finding.judgement
    parts = [tr(MARKS[judgement.verdict].words), value_text(judgement), interval_text(judgement)]
    return " ".join(filter(None, parts)) + (f". {tr(judgement.says)}" if judgement.says else "")


def bounds_text(judgement: Judgement) -> str:
    """Within which bounds the figure confirms the claim: ``< 1.25×``; empty without a scale."""
    low, high = judgement.low, judgement.high
    if low is None and high is None:
        return ""
    if low is None:
        return f"<{NBSP}{with_unit(figure(high), judgement.unit)}"
    if high is None:
        return f">{NBSP}{with_unit(figure(low), judgement.unit)}"
    return with_unit(f"{figure(low)}–{figure(high)}", judgement.unit)


def state_of(finding: Finding | None) -> str:
    """The verdict, or that there is none yet."""
    return NOT_RUN if finding is None else finding.judgement.verdict
