"""How far a study is."""

from __future__ import annotations

from dataclasses import dataclass

PHASES = ("calibrating", "warming up", "measuring", "resting")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a study is, and what it is doing."""

    trials_done: int
    trials_all: int
    """Those that are still to be made, and those that were; fewer when a candidate is left out."""
    block: int
    """From 0."""
    blocks: int
    candidate: int | None
    """Its place in ``Study.candidates``; None while calibrating."""
    phase: str
    """One of :data:`PHASES`."""
    seconds_done: float
    seconds_left: float
    """From what the runs took that were made so far."""

    @property
    def share(self) -> float:
        """How much of the time is over, 0 to 1."""
        whole = self.seconds_done + self.seconds_left
        return min(1.0, self.seconds_done / whole) if whole > 0 else 0.0
