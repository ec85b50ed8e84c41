"""What a claim is, and what is said of it once it was measured.

A claim is two functions: one that measures and returns bare figures, and a pure rule that turns
these into a judgement. The rule never knows what ought to come out: opposite figures give the
opposite verdict, and a test holds every claim to that. Whoever doubts a verdict reads the rule.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from lab.analysis.interval import Interval
from lab.session.machine import Fact
from lab.session.probing import ProbeResult
from lab.spec import N_, Study
from lab.study.trial import StudyResult

Verdict = Literal["confirmed", "refuted", "inconclusive", "unavailable"]
Figures = Mapping[str, Any]
"""Bare figures of one measurement, as JSON can hold them. ``others_cores`` is the load of other
programs meanwhile, in cores, where the figures depend on it."""

VERDICT_TITLES: dict[Verdict, str] = {
    "confirmed": N_("Confirmed"),
    "refuted": N_("Refuted"),
    "inconclusive": N_("Inconclusive"),
    "unavailable": N_("Unavailable"),
}
"""What each is called; marked for translation."""
VERDICTS: tuple[Verdict, ...] = tuple(VERDICT_TITLES)


class Laboratory(Protocol):
    """What measures for a claim; tests give one that makes figures up."""

    @property
    def cores(self) -> int:
        """Cores that may be used."""
        ...

    @property
    def python(self) -> str | None:
        """The Python that is examined; None is the one the app runs in."""
        ...

    def free_threaded(self) -> str:
        """The path of a Python without a GIL. UnavailableError where there is none."""
        ...

    async def study(self, study: Study) -> StudyResult:
        """Carry a comparison out. What could not be measured is told by its state and trials."""
        ...

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        """Carry a probe of `lab.probes` out. UnavailableError when it cannot be done here."""
        ...


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A further figure that a claim's experiment found; ``title`` is marked for translation."""

    title: str
    value: float | str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What comes of a measurement. Texts are told (see `lab.spec.words`).

    ``low`` and ``high`` are the bounds within which the figure confirms the claim; None is open.
    Both None: there is no scale to show (a name, a yes or no).
    """

    verdict: Verdict
    figure: Interval | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    says: str = ""
    """What was measured, in one sentence."""
    reason: str = ""
    """Why it is inconclusive or unavailable."""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim. Its words are ours, marked for translation."""

    id: str
    group: str
    """One of `GROUPS`."""
    title: str
    """The claim."""
    experiment: str
    """What is run."""
    figure: str
    """What is measured."""
    rule: str
    """When it is confirmed, in words."""
    seconds: float
    """About how long it takes on two idle cores, when nothing of it was measured before."""
    shares: str = ""
    """Claims with the same word here share an experiment: a batch carries it out once."""
    measure: Callable[[Laboratory], Awaitable[Figures]] = field(repr=False)
    judge: Callable[[Figures], Judgement] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A claim's judgement, with where and when it was made."""

    claim: str
    """Its id."""
    judgement: Judgement
    measured_at: str
    seconds: float
    figures: Figures
    environment: Mapping[str, Fact]
