"""What to say of a sweep over the work itself: which shape suits which work.

Throughput of different work is never held against each other; only candidates with the same work
are.
"""

from __future__ import annotations

from lab.spec import N_, Value, told

from .digest import Digest
from .reasons import Reason
from .saying import amount, called, listed, short

_MOST = 5
Settings = tuple[tuple[str, Value], ...]


def by_work(digest: Digest) -> tuple[str, tuple[Reason, ...]]:
    """A headline, and for each work (at most 5 of them) the candidate that did most."""
    groups: dict[Settings, list[int]] = {}
    for row in digest.rows:
        if row.place in digest.ranking:
            groups.setdefault(row.candidate.settings, []).append(row.place)
    rank = {place: number for number, place in enumerate(digest.ranking)}
    best = {work: min(places, key=rank.__getitem__) for work, places in groups.items()}
    reasons = tuple(_reason(digest, groups[work], best[work]) for work in _spread(list(groups)))
    if max(len(places) for places in groups.values()) == 1:
        return told("No winner: what was varied is the work itself"), reasons
    names = {called(digest.rows[place].candidate) for place in best.values()}
    if len(names) == 1:
        return told("Most with {name}, whatever the work", name=names.pop()), reasons
    return told("It depends on the work"), reasons


def _reason(digest: Digest, places: list[int], best: int) -> Reason:
    row = digest.rows[best]
    assert row.throughput_per_s is not None, "what is ranked was measured"
    others = [place for place in places if place != best]
    clear = all(digest.contrast(best, place).verdict == "different" for place in others)
    work = listed([amount(setting, value) for setting, value in row.candidate.settings])
    return Reason(
        kind="good" if clear else "equal",
        lead=told("{work}:", work=work),
        text=told(
            N_("{name}, {rate:,.10g} tasks/s.")
            if clear
            else N_("{name}, {rate:,.10g} tasks/s, though not clearly more than others."),
            name=called(row.candidate),
            rate=short(row.throughput_per_s.value),
        ),
    )


def _spread(works: list[Settings]) -> list[Settings]:
    """The first, the last and some between, in the order of the sweep."""
    if len(works) <= _MOST:
        return works
    return [works[round(at * (len(works) - 1) / (_MOST - 1))] for at in range(_MOST)]
