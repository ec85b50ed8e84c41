"""What a change did: figures before the last marker against figures now."""

from __future__ import annotations

from dataclasses import dataclass

from lab.session.snapshot import WINDOW_S, Marker

from .figures import Figures

SETTLED_S = 2 * WINDOW_S
"""Figures of now hold none from before a change when the window has passed, and a start-up more."""


@dataclass(frozen=True)
class Change:
    """One setting, from what to what, and the figures as they were before."""

    setting: str
    old: object
    new: object
    at_s: float
    before: Figures

    def of(self, now: float | None, before: float | None) -> float | None:
        """The relative change of a figure; None where it cannot be told."""
        return None if not now or not before else now / before - 1


class Since:
    """Keeps the last change. Moves of one slider that follow closely are one change."""

    def __init__(self) -> None:
        self.last: Change | None = None
        self._moved_s = 0.0
        self._figures: Figures | None = None

    def see(self, figures: Figures) -> None:
        """Take note of the figures of now; they are the ones before the next change."""
        self._figures = figures

    def mark(self, marker: Marker) -> None:
        """A setting was changed."""
        last = self.last
        together = marker.t_s - self._moved_s < SETTLED_S
        self._moved_s = marker.t_s
        if last and last.setting == marker.setting and together:
            self.last = Change(last.setting, last.old, marker.new, marker.t_s, last.before)
        elif self._figures is not None and self._figures.tasks_done:
            self.last = Change(marker.setting, marker.old, marker.new, marker.t_s, self._figures)
        else:
            self.last = None

    def settled(self, t_s: float) -> Change | None:
        """The last change, once the figures of now are all from after it."""
        if self.last is None or t_s - self._moved_s < SETTLED_S:
            return None
        return self.last
