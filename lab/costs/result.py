"""What a cost study found: every single measurement, what could not be had, and on what machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from lab.session.machine import Fact

from .study import CostStudy

STATES = ("finished", "interrupted", "failed")


@dataclass(frozen=True, kw_only=True)
class CostSample:
    """One measurement. ``figures`` are by the keys of the section's figures; one that the system
    does not tell is not among them.
    """

    kind: str
    size: int
    block: int
    figures: Mapping[str, float]
    limit: str = ""
    """Why there were fewer than asked for (told)."""
    seconds: float = 0.0
    others_cores: float = 0.0
    """Cores' worth of load by other programs meanwhile."""


@dataclass(frozen=True, kw_only=True)
class CostMissing:
    """A kind, or one size of it, that could not be measured, and why (told)."""

    kind: str
    size: int | None
    """None is the kind at any size."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class CostResult:
    """A study as it ended, or as far as it has come."""

    study: CostStudy
    state: str
    """One of :data:`STATES`."""
    started_at: str
    """ISO 8601, with the zone."""
    seconds: float
    samples: tuple[CostSample, ...]
    missing: tuple[CostMissing, ...]
    environment: Mapping[str, Fact]
    problem: str = ""

    @property
    def others_cores(self) -> float:
        """Load by other programs while it was measured, in cores: the median."""
        return median(sample.others_cores for sample in self.samples) if self.samples else 0.0
