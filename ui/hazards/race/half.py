"""One side of the race: the program, and what its count came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.advice.race_code import Excerpt
from ui.controls.chip import Chip
from ui.controls.code_view import CodeView
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.run.amounts import Amount, Count
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, UNKNOWN, Words, percent

from .loss_bar import LossBar
from .sentence import each

Figures = Mapping[str, Any]
TITLES = {"none": N_("Without a lock"), "lock": N_("With a lock")}
NOT_RUN = (N_("Not run"), "none")
COUNTING = (N_("Counting…"), "busy")
LOSES = (N_("Loses updates"), "bad")
KEEPS = (N_("Loses nothing"), "good")


class Half(QWidget):
    """Title, verdict, program, updates lost, and a bar; ``guard`` is ``none`` or ``lock``."""

    def __init__(self, guard: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._excerpt: Excerpt | None = None
        self.title = Text(TITLES[guard], weight=600)
        self.chip = Chip(*NOT_RUN)
        self.cost = Text(tone="text2")
        self.code = CodeView("", TITLES[guard])
        self.lost = Text(size=28, weight=600)
        self.of_lost = Text(N_("updates lost"), tone="text2")
        self.took = Text(tone="text2")
        self.bar = LossBar()
        self.counted = Text(tone="text2")
        self.guess = Text(tone="accent")
        self.share = Text(weight=600)
        self._lay_out()
        self.clear()

    def show_code(self, excerpt: Excerpt, lines: int) -> None:
        """Show a program, in room for so many lines."""
        self._excerpt = excerpt
        self.code.set_text(excerpt.text)
        self.code.keep_lines(lines)

    def show_guess(self, lost: float | None) -> None:
        """What somebody has guessed, as a share of all; None: nobody did."""
        self.bar.set_guess(lost)
        words: Source = ""
        if lost is not None:
            words = Words(N_("guessed: {share}"), share=lambda: percent(lost))
        self.guess.set_source(words)

    def clear(self) -> None:
        """Nothing was measured yet."""
        self.chip.set_chip(*NOT_RUN)
        self.cost.set_source("")
        self.took.set_source("")
        self.code.clear_marks()
        self.lost.set_source(UNKNOWN)
        self.lost.set_tone("text3")
        self.counted.set_source("")
        self.share.set_source("")
        self.bar.set_shares(0, 0)

    def show_live(self, counted: int, done: int, wanted: int) -> None:
        """How far it is."""
        if not done:
            self.clear()
        self.chip.set_chip(*COUNTING)
        # A reading falls between one thread's writing and another's: it may be off by a few.
        lost = max(0, done - counted)
        self._count(min(counted, done), lost, wanted)
        self.lost.set_tone("text")

    def show_result(self, figures: Figures, bare: Figures | None) -> None:
        """What it came to; ``bare`` are the figures without a lock, to hold the cost against."""
        wanted, lost = figures["wanted"], figures["lost"]
        self._count(figures["counted"], lost, wanted)
        tone = "bad" if lost else "good"
        self.chip.set_chip(*(LOSES if lost else KEEPS))
        self.lost.set_tone(tone)
        self.share.set_tone(tone)
        self.share.set_source(_share_lost(lost, wanted))
        self.took.set_source(Words(N_("took {seconds} s"), seconds=Amount(figures["seconds"])))
        self.cost.set_source(each(figures, bare))
        self.code.clear_marks()
        if self._excerpt is not None:
            for line in range(self._excerpt.first, self._excerpt.last + 1):
                self.code.mark(line, tone)

    def _count(self, counted: int, lost: int, wanted: int) -> None:
        self.lost.set_source(Words("{n}", n=Count(lost)))
        self.counted.set_source(
            Words(N_("{n} counted of {wanted}"), n=Count(counted), wanted=Count(wanted))
        )
        self.bar.set_shares(counted / max(1, wanted), lost / max(1, wanted))

    def _lay_out(self) -> None:
        head = Flow()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.chip)
        head.addStretch(1)
        head.addWidget(self.cost)
        sized(self, lambda: head.set_line(fonts.px(28)))
        figures = Flow()
        figures.setSpacing(8)
        low = Qt.AlignmentFlag.AlignBottom
        figures.addWidget(self.lost, 0, low)
        figures.addWidget(self.of_lost, 0, low)
        figures.addStretch(1)
        figures.addWidget(self.took, 0, low)
        sized(self, lambda: self.of_lost.setContentsMargins(0, 0, 0, fonts.px(5)))
        sized(self, lambda: self.took.setContentsMargins(0, 0, 0, fonts.px(5)))
        foot = Flow()
        foot.setSpacing(16)
        foot.addWidget(self.counted, 1)
        foot.addWidget(self.guess)
        foot.addWidget(self.share)
        sized(self, lambda: foot.set_line(fonts.px(20)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.code)
        column.addLayout(figures)
        column.addWidget(self.bar)
        column.addLayout(foot)
        column.addStretch(1)


def _share_lost(lost: int, wanted: int) -> Source:
    if not lost:
        return N_("none lost")
    # One among a million is not "0 %".
    share = max(lost / max(1, wanted), 0.001)
    return Words(N_("{share} lost"), share=lambda: percent(share, 1))
