"""Predict first, for two candidates: a pin on a scale, and afterwards the measured ratio below."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import Study
from ui.charts.compare import naming
from ui.charts.compare.figures import written
from ui.charts.compare.guess_row import GuessRow
from ui.charts.compare.ratio_pin import RatioPin
from ui.controls.text import Text
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, quantity, tr


class GuessPair(QWidget):
    """Asks how many times the baseline's work the other one does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other = 1
        self.rows = (GuessRow(), GuessRow())
        self.pin = RatioPin()
        self.words = Text(wrap=True, size=14)
        sized(self, lambda: self.words.setMinimumHeight(round(3 * fonts.metrics(14).lineSpacing())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self.pin)
        column.addWidget(self.words)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def ask(self, study: Study) -> None:
        """Ask for a guess of the one that is not the baseline."""
        self._other = 1 - study.base
        first, second = study.candidates[study.base], study.candidates[self._other]
        for row, candidate in zip(self.rows, (first, second), strict=True):
            row.ask(candidate.approach, naming.called(candidate))
        self.pin.ask(first, second)
        self.words.set_source(
            N_("Drag the pin, or press ← and →. A wrong guess is where the lesson starts.")
        )

    def guesses(self) -> dict[int, float]:
        """Times the baseline, by place; empty while the pin was not moved."""
        return {self._other: self.pin.guess} if self.pin.guess is not None else {}

    def compare(self, digest: Digest) -> None:
        """Put what was measured beside the guess."""
        places = (digest.baseline, self._other)
        for row, place in zip(self.rows, places, strict=True):
            rate = digest.rows[place].throughput_per_s
            if rate is not None:
                row.show_figure(
                    Words("{rate}", rate=lambda rate=rate: quantity(written(rate), tr("tasks/s")))
                )
        measured = digest.rows[self._other].speedup
        if measured is not None:
            self.pin.compare(measured)
        self.words.set_source(self.summary() or N_("No guess was made this time."))

    def summary(self) -> Words | None:
        """What is said of guess and measurement; None without a guess."""
        return self.pin.words
