"""The recommendation: which candidate, by how much, why, and what would change it.

Nothing is recommended for being a hair faster. All candidates that show no difference from the
fastest are as good as it is, and of those the cheapest is recommended: the least memory, then the
fewest lanes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.analysis.interval import Interval
from lab.spec import told

from .digest import Digest, Row
from .reasons import APART, Reason, reasons_for
from .saying import called
from .turning import turning
from .work import by_work

if TYPE_CHECKING:
    from lab.study.break_even import BreakEven

__all__ = ["Reason", "Recommendation", "recommend"]

MOST_REASONS = 6


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What the figures recommend; None where they recommend nothing.

    ``margin`` is the winner's throughput over that of the candidate at ``against``. It is None
    where the two show no difference, and where there is nothing to hold the winner against.
    """

    winner: int | None
    headline: str
    margin: Interval | None
    against: int | None
    reasons: tuple[Reason, ...]


def recommend(digest: Digest, break_even: BreakEven | None = None) -> Recommendation:
    """Judge a study; ``break_even`` adds from which task size on it would be another."""
    more = turning(break_even) if break_even is not None else ()
    if not digest.ranking:
        return _nothing(told("No candidate finished a task"), more)
    if len(digest.ranking) == 1:
        return _nothing(told("Nothing to choose from: one candidate was measured"), more)
    if len({digest.rows[place].candidate.settings for place in digest.ranking}) > 1:
        headline, reasons = by_work(digest)
        return _nothing(headline, (*reasons, *more))
    winner = _winner(digest)
    margin, against = _margin(digest, winner)
    reasons = (*reasons_for(digest, winner), *more)
    return Recommendation(
        winner=winner,
        headline=_headline(digest, winner),
        margin=margin,
        against=against,
        reasons=_most_telling(reasons),
    )


def _nothing(headline: str, reasons: tuple[Reason, ...]) -> Recommendation:
    return Recommendation(
        winner=None, headline=headline, margin=None, against=None, reasons=reasons
    )


def _winner(digest: Digest) -> int:
    """The cheapest of the fastest and those that show no difference from it."""
    best, *others = digest.ranking
    level = [place for place in others if digest.contrast(best, place).verdict == "equal"]
    return _cheapest(digest, [best, *level])


def _cheapest(digest: Digest, places: list[int]) -> int:
    rows = [digest.rows[place] for place in places]
    known = [row.memory_mib.value for row in rows if row.memory_mib is not None]
    if len(known) == len(rows):
        rows = [row for row in rows if _memory(row) <= APART * min(known)]
    order = {place: number for number, place in enumerate(digest.ranking)}
    return min(rows, key=lambda row: (row.candidate.shape.lanes, order[row.place])).place


def _memory(row: Row) -> float:
    return row.memory_mib.value if row.memory_mib is not None else 0.0


def _margin(digest: Digest, winner: int) -> tuple[Interval | None, int | None]:
    """Over the baseline; of the baseline itself, over the next that is clearly slower."""
    if winner != digest.baseline and digest.baseline in digest.ranking:
        contrast = digest.contrast(winner, digest.baseline)
        return (contrast.ratio if contrast.verdict != "equal" else None), digest.baseline
    for place in digest.ranking:
        if place != winner:
            contrast = digest.contrast(winner, place)
            if contrast.verdict == "different" and contrast.ratio.value > 1:
                return contrast.ratio, place
    return None, None


def _headline(digest: Digest, winner: int) -> str:
    """The winner's name where anything is clearly slower; else that nothing is."""
    name = called(digest.rows[winner].candidate)
    best, *others = digest.ranking
    verdicts = {digest.contrast(best, place).verdict for place in others}
    if "different" in verdicts:
        return name
    if verdicts == {"equal"}:
        return told("No difference here; the cheapest: {name}", name=name)
    if "equal" in verdicts:
        return told("Nothing is clearly better; the cheapest: {name}", name=name)
    return told("Not sure: {name} did most, which may be chance", name=name)


def _most_telling(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """As many as are read: when there are more, what warns comes before what is equal."""
    kept = list(reasons)
    for kind in ("equal", "good", "warn"):
        while len(kept) > MOST_REASONS:
            spare = [reason for reason in kept if reason.kind == kind]
            if len(spare) < 2:
                break
            kept.remove(spare[-1])
    return tuple(kept)
