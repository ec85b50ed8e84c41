"""What all plots of a study share: the figures of its candidates."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lab.advice.digest import Digest, Row
from ui.charts.compare.bubble import Line
from ui.charts.compare.pointed import NOBODY, Pointed
from ui.controls.worded import Source
from ui.words import N_, tr

__all__ = ["NOBODY", "Plot", "not_measured"]


class Plot(Pointed):
    """A plot of a digest; places are those in ``Study.candidates``."""

    def __init__(self, name: Source, parent: QWidget | None = None) -> None:
        self.digest: Digest | None = None
        super().__init__(name, parent)

    def show_digest(self, digest: Digest | None) -> None:
        """Show a study's figures; None shows nothing.

        Later figures of the same study leave zoom and choice as they are.
        """
        same = self.digest is not None and digest is not None and _alike(self.digest, digest)
        home = not same or self.whole()
        self.digest = digest
        self._hovered = None
        if not same:
            self._chosen = None
        self.prepare()
        self.refresh(home=home)

    def prepare(self) -> None:
        """Work out what painting needs, for another digest or figure."""

    @property
    def empty(self) -> bool:
        """Whether there is no study to show."""
        return self.digest is None

    def row(self, place: int) -> Row | None:
        """The figures of a candidate; None where it is not in the digest."""
        if self.digest is None or not 0 <= place < len(self.digest.rows):
            return None
        return self.digest.rows[place]

    def knows(self, place: int) -> bool:
        """Whether the digest has this candidate."""
        return self.row(place) is not None


def _alike(one: Digest, other: Digest) -> bool:
    """Whether two digests are of the same study: the later one only knows more."""
    return one.result.study == other.result.study


def not_measured() -> Line:
    """The bubble's line for a candidate without figures."""
    return Line(tr(N_("Not measured")), tone="text3")
