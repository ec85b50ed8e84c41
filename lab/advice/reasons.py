"""Why a candidate is recommended and what speaks against it, in words made from figures only.

Every reason looks for its figures in the digest; where they are missing, or say nothing clearly,
there is no such reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lab.analysis.fits import Fit
from lab.spec import APPROACHES, N_, told

from .digest import Digest, Row
from .saying import called, short, times

MUCH = 0.15
"""A share of the lanes' time from which it explains something."""
APART = 1.1
"""Memory and latency less than this far apart are no reason to choose."""
FULL_CORE = 0.8
"""What one interpreter computes on is one core; this much of it is as good as all."""
LONGER = 2.0
"""A 95th percentile so many times another's is worth a warning."""
STARTS_LATER_MS = 20.0
FEW_TASKS = 10
"""A later start that fewer tasks make up for is no matter."""
_MOST_EQUALS = 2


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One piece of evidence. ``kind`` is ``good``, ``equal`` or ``warn``; the texts are told.

    ``lead`` is a few words that stand out, ``text`` the figures that follow it.
    """

    kind: str
    lead: str
    text: str


def reasons_for(digest: Digest, winner: int) -> Iterator[Reason]:
    """All there is to say of the candidate at ``winner``, the strongest first."""
    for found in (
        _more_cores(digest, winner),
        _waits_overlap(digest, winner),
        _lanes_inside(digest, winner),
    ):
        if found is not None:
            yield found
    yield from _as_fast(digest, winner)
    for found in (
        _unsure(digest, winner),
        _scaling(digest, winner),
        _latency(digest, winner),
        _start_up(digest, winner),
        _failures(digest, winner),
    ):
        if found is not None:
            yield found


def _more_cores(digest: Digest, winner: int) -> Reason | None:
    """Processes use more cores; what shares one GIL waits for it instead."""
    row, rival = digest.rows[winner], _best_of_one_gil(digest)
    if row.candidate.shape.processes == 1 or row.speedup is None:
        return None
    if rival is not None and rival.speedup is not None:
        waits, text = _kept_waiting(rival)
        if waits >= MUCH and _verdict(digest, winner, rival.place) == "different":
            return Reason(
                kind="good",
                lead=told("A GIL each."),
                text=told(
                    text,
                    workers=called(row.candidate),
                    ratio=times(row.speedup.value),
                    rival=called(rival.candidate),
                    other=times(rival.speedup.value),
                    part=100 * waits,
                ),
            )
    base = digest.rows[digest.baseline].cores_used
    if row.cores_used is None or base is None:
        return None
    if row.cores_used.value < max(APART, 1.5 * base.value):
        return None
    return Reason(
        kind="good",
        lead=told("More cores at work."),
        text=told(
            "{cores:,.10g} cores are busy, {base:,.10g} with {name}.",
            cores=short(row.cores_used.value),
            base=short(base.value),
            name=called(digest.rows[digest.baseline].candidate),
        ),
    )


def _waits_overlap(digest: Digest, winner: int) -> Reason | None:
    """More lanes than cores pay because tasks wait outside."""
    row, base = digest.rows[winner], digest.rows[digest.baseline]
    if row.speedup is None or winner == digest.baseline:
        return None
    waits = base.shares.io
    if waits is None or waits < MUCH or row.speedup.value < APART or base.candidate.shape.lanes > 1:
        return None
    return Reason(
        kind="good",
        lead=told("The waits overlap."),
        text=told(
            "One after another the tasks wait {part:.0f} % of the time for something outside;"
            " with {lanes} in progress at once {ratio:,.10g} × as many get done.",
            part=100 * waits,
            lanes=row.candidate.shape.lanes,
            ratio=times(row.speedup.value),
        ),
    )


def _lanes_inside(digest: Digest, winner: int) -> Reason | None:
    """What threads and coroutines add to plain processes of the same number."""
    row = digest.rows[winner]
    shape = row.candidate.shape
    if row.candidate.approach != "combined" or shape.lanes == shape.processes:
        return None
    for place in digest.ranking:
        plain = digest.rows[place].candidate
        same = plain.shape.processes == shape.processes == plain.shape.lanes
        if not same or plain.settings != row.candidate.settings:
            continue
        contrast = digest.contrast(winner, place)
        if contrast.verdict == "different" and contrast.ratio.value > 1:
            return Reason(
                kind="good",
                lead=told("More in each process."),
                text=told(
                    "{lanes} tasks in progress in each process instead of one: {ratio:,.10g} × as"
                    " many get done as with {plain}.",
                    lanes=shape.lanes // shape.processes,
                    ratio=times(contrast.ratio.value),
                    plain=called(plain),
                ),
            )
    return None


def _as_fast(digest: Digest, winner: int) -> Iterator[Reason]:
    """Others that do as much, and what they cost."""
    said = 0
    for place in digest.ranking:
        if place == winner or _verdict(digest, winner, place) != "equal":
            continue
        row = digest.rows[place]
        lead = told("As fast: {name}.", name=called(row.candidate))
        yield Reason(kind="equal", lead=lead, text=_cost(digest.rows[winner], row))
        said += 1
        if said == _MOST_EQUALS:
            return


def _cost(row: Row, other: Row) -> str:
    mine, theirs = row.memory_mib, other.memory_mib
    if mine is not None and theirs is not None and mine.value > 0:
        fields = {"more": short(theirs.value), "less": short(mine.value)}
        if theirs.value > APART * mine.value:
            return told("No difference here, but {more:,.10g} MiB and not {less:,.10g}.", **fields)
        if mine.value > APART * theirs.value:
            return told("No difference here, with {more:,.10g} MiB and not {less:,.10g}.", **fields)
    lanes = row.candidate.shape.lanes, other.candidate.shape.lanes
    if lanes[1] > lanes[0]:
        return told(
            "No difference here, but {more} tasks in progress at once and not {less}.",
            more=lanes[1],
            less=lanes[0],
        )
    return told("No difference here.")


def _unsure(digest: Digest, winner: int) -> Reason | None:
    """The one of which more repeats would tell whether it is as fast."""
    unsure = [
        place
        for place in digest.ranking
        if place != winner and _verdict(digest, winner, place) == "unsure"
    ]
    if not unsure:
        return None
    ratio = digest.contrast(unsure[0], winner).ratio
    name = called(digest.rows[unsure[0]].candidate)
    if ratio.low is None or ratio.high is None:
        text = told(
            "{name}: {ratio:,.10g} × as much in {count} repeats; more would tell.",
            name=name,
            ratio=times(ratio.value),
            count=ratio.count,
        )
    else:
        text = told(
            "{name}: {low:,.10g} to {high:,.10g} × as much; more repeats would tell.",
            name=name,
            low=times(ratio.low),
            high=times(ratio.high),
        )
    return Reason(kind="warn", lead=told("Not sure yet."), text=text)


def _scaling(digest: Digest, winner: int) -> Reason | None:
    """Whether more lanes would do more: a peak that was passed, or an end not reached."""
    candidate = digest.rows[winner].candidate
    curve = next((c for c in digest.scalings if winner in c.places), None)
    if curve is None or len(curve.places) < 2:
        return None
    at = curve.places.index(winner)
    if at == len(curve.places) - 1:
        before = digest.contrast(winner, curve.places[at - 1])
        if before.verdict != "different" or before.ratio.value <= 1:
            return None
        return Reason(
            kind="warn",
            lead=told("It may go on."),
            text=told(
                "{name} are the most that were measured, and {more:.0f} % faster than {fewer}.",
                name=called(candidate),
                more=100 * (before.ratio.value - 1),
                fewer=called(digest.rows[curve.places[at - 1]].candidate),
            ),
        )
    usl = curve.usl
    if isinstance(usl, Fit) and usl.peak_lanes is not None and usl.peak_lanes <= curve.lanes[-1]:
        return Reason(
            kind="warn",
            lead=told("More would be slower."),
            text=told(
                "The fitted law has its peak at {lanes:.0f} lanes, with {rate:,.10g} tasks/s.",
                lanes=usl.peak_lanes,
                rate=short(usl.peak or 0.0),
            ),
        )
    return None


def _latency(digest: Digest, winner: int) -> Reason | None:
    """Much done, but each single task takes longer than elsewhere."""
    mine, base = digest.rows[winner], digest.rows[digest.baseline]
    if mine.latency_ms is None or base.latency_ms is None or base.latency_ms.p95 <= 0:
        return None
    if mine.latency_ms.p95 < LONGER * base.latency_ms.p95:
        return None
    return Reason(
        kind="warn",
        lead=told("A single task takes longer."),
        text=told(
            "95 % are done within {mine:,.10g} ms; with {base} within {theirs:,.10g} ms.",
            mine=short(mine.latency_ms.p95),
            base=called(base.candidate),
            theirs=short(base.latency_ms.p95),
        ),
    )


def _start_up(digest: Digest, winner: int) -> Reason | None:
    """How many tasks it takes until a later start is made up for."""
    mine, base = digest.rows[winner], digest.rows[digest.baseline]
    if mine.start_up_ms is None or base.start_up_ms is None:
        return None
    if mine.throughput_per_s is None or base.throughput_per_s is None:
        return None
    later = mine.start_up_ms.value - base.start_up_ms.value
    rates = mine.throughput_per_s.value, base.throughput_per_s.value
    if later < STARTS_LATER_MS or rates[1] <= 0 or rates[0] <= APART * rates[1]:
        return None
    tasks = later / 1000 / (1 / rates[1] - 1 / rates[0])
    if tasks < FEW_TASKS:
        return None
    return Reason(
        kind="warn",
        lead=told("It starts later."),
        text=told(
            "By {later:,.10g} ms against {base}: that is made up for after {tasks:,.0f} tasks.",
            later=short(later),
            base=called(base.candidate),
            tasks=tasks,
        ),
    )


def _failures(digest: Digest, winner: int) -> Reason | None:
    row = digest.rows[winner]
    if not row.failed:
        return None
    return Reason(
        kind="warn",
        lead=told("Tasks failed."),
        text=told("{count} of them, in {trials} runs.", count=row.failed, trials=row.trials),
    )


def _best_of_one_gil(digest: Digest) -> Row | None:
    """The fastest candidate that runs several lanes in one process."""
    for place in digest.ranking:
        candidate = digest.rows[place].candidate
        several = candidate.shape.processes == 1 and candidate.shape.lanes > 1
        if several and "processes" not in APPROACHES[candidate.approach].free:
            return digest.rows[place]
    return None


def _kept_waiting(row: Row) -> tuple[float, str]:
    """How much of their time one interpreter keeps its lanes waiting, and how that is said.

    Waiting for one's turn on an event loop says so only where the loop has no more to give.
    """
    shares, cores = row.shares, row.cores_used
    loop = shares.loop if cores is not None and cores.value >= FULL_CORE else None
    return max(
        (
            shares.gil or 0.0,
            N_(
                "{workers} reach {ratio:,.10g} ×; {rival} stop at {other:,.10g} × and wait for the"
                " GIL {part:.0f} % of the time."
            ),
        ),
        (
            shares.gil_or_core or 0.0,
            N_(
                "{workers} reach {ratio:,.10g} ×; {rival} stop at {other:,.10g} × and wait for the"
                " GIL or a core {part:.0f} % of the time."
            ),
        ),
        (
            loop or 0.0,
            N_(
                "{workers} reach {ratio:,.10g} ×; {rival} stop at {other:,.10g} × and wait for"
                " their turn on the event loop {part:.0f} % of the time."
            ),
        ),
    )


def _verdict(digest: Digest, first: int, second: int) -> str:
    return digest.contrast(first, second).verdict
