"""What the list of the history shows of one thing kept, and what can be asked of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

KINDS = ("run", "comparison", "sweep")
STATES = ("running", "finished", "interrupted", "failed")
ORDERS = ("newest", "oldest", "fastest", "largest", "title")


@dataclass(frozen=True, slots=True)
class Entry:
    """One run, comparison or sweep, in the figures of a list; None where nothing is known."""

    id: int
    """Never given out twice."""
    kind: str
    """One of :data:`KINDS`."""
    state: str
    """One of :data:`STATES`; ``running`` only while the process that measures is alive."""
    title: str
    """As the user named it; empty when nobody did."""
    note: str
    tags: tuple[str, ...]
    pinned: bool
    """Pinned entries are never pruned."""
    started_at: str
    """ISO 8601, with the zone."""
    seconds: float
    approaches: tuple[str, ...]
    task_kinds: tuple[str, ...]
    lanes: int
    """Of a run at its end; the most of any candidate of a study."""
    tasks_done: int
    throughput_per_s: float | None
    """Of a run; of a study that of the candidate with the highest median."""
    p95_ms: float | None
    """Of a run."""
    candidates: int
    """Of a study; 0 for a run, as the next two."""
    trials: int
    """How many were measured."""
    trials_wanted: int
    best: str
    """A study's candidate with the highest median throughput; empty for a run."""
    problem: str
    """Why it failed; told."""
    deleted: bool
    bytes: int
    """On the disk."""

    @property
    def complete(self) -> bool:
        """Whether it went to its end and, in a study, everything was measured."""
        return self.state == "finished" and self.trials == self.trials_wanted


@dataclass(frozen=True, kw_only=True)
class Query:
    """Which entries, in which order; what is left at its default does not restrict."""

    text: str = ""
    """Words that must all occur in title, note, tags, approaches, task kinds or date."""
    kind: str | None = None
    state: str | None = None
    approach: str | None = None
    task_kind: str | None = None
    tag: str | None = None
    pinned: bool | None = None
    since: datetime | None = None
    """With a zone, as ``until``, which is not included."""
    until: datetime | None = None
    deleted: bool = False
    """The deleted ones instead of the others."""
    order: str = "newest"
    """One of :data:`ORDERS`."""
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True)
class Space:
    """What the history takes on the disk, in bytes."""

    used: int
    """By what is kept, deleted entries that can still be had back included."""
    deleted: int
    """By deleted entries."""
    pinned: int
    limit: int
    """Above this the oldest unpinned entries are removed for good; 0 means no limit."""
    entries: int
    """Without deleted ones."""
    free_on_disk: int
    path: str


@dataclass(frozen=True)
class Pruned:
    """What pruning removed for good."""

    entries: int = 0
    bytes: int = 0
