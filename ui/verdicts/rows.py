"""What the list shows: groups of claims, each with its finding and what goes on with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lab.verdicts.claim import VERDICTS, Claim, Finding
from ui.words import tr

from .wording import NOT_RUN, RUNNING, WAITING

ALL = "all"
FILTERS = (ALL, *VERDICTS, NOT_RUN)


@dataclass(frozen=True)
class Group:
    """A line above the claims of one group."""

    key: str
    title: str
    claims: int
    measured: int
    running: int


@dataclass(frozen=True)
class Row:
    """One claim; ``state`` is its verdict, or ``not run``, ``waiting`` or ``running``."""

    claim: Claim
    finding: Finding | None
    state: str

    @property
    def verdict(self) -> str:
        """What the filters go by: a claim keeps its verdict while it is measured again."""
        return NOT_RUN if self.finding is None else self.finding.judgement.verdict


Line = Group | Row


@dataclass(frozen=True)
class Board:
    """All claims with all that is known of them now."""

    claims: tuple[Claim, ...]
    groups: Mapping[str, str]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    running: str = ""
    """Id of the claim that is being measured."""
    waiting: tuple[str, ...] = ()
    """Ids of those that come next."""

    def row(self, claim: Claim) -> Row:
        """One claim as it stands."""
        finding = self.findings.get(claim.id)
        if claim.id == self.running:
            return Row(claim, finding, RUNNING)
        if claim.id in self.waiting:
            return Row(claim, finding, WAITING)
        return Row(claim, finding, NOT_RUN if finding is None else finding.judgement.verdict)

    @property
    def missing(self) -> tuple[Claim, ...]:
        """Those that have no verdict yet, or one that another try may mend."""
        return tuple(claim for claim in self.claims if claim.id not in self.findings)

    def counts(self) -> dict[str, int]:
        """How many claims each filter shows."""
        counted = dict.fromkeys(FILTERS, 0)
        for claim in self.claims:
            counted[ALL] += 1
            counted[self.row(claim).verdict] += 1
        return counted

    def lines(self, verdict: str = ALL, search: str = "") -> list[Line]:
        """The lines to list, by group; a group without claims to show has no line."""
        words = search.casefold().split()
        found: list[Line] = []
        for key, title in self.groups.items():
            rows = [self.row(claim) for claim in self.claims if claim.group == key]
            shown = [
                row
                for row in rows
                if verdict in (ALL, row.verdict) and all(word in text_of(row) for word in words)
            ]
            if shown:
                measured = sum(row.finding is not None for row in rows)
                running = sum(row.state == RUNNING for row in rows)
                found.append(Group(key, title, len(rows), measured, running))
                found.extend(shown)
        return found


def text_of(row: Row) -> str:
    """All words of a row that a search looks at, folded, in the reader's language."""
    claim = row.claim
    said = (claim.title, claim.experiment, claim.figure, claim.rule)
    return " ".join([claim.id, *map(tr, said)]).casefold()


def claims_of(ids: Iterable[str], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with these ids, in the order of ``claims``."""
    wanted = set(ids)
    return tuple(claim for claim in claims if claim.id in wanted)
