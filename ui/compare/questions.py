"""The set-up's right side: which question is asked, and the card that goes with it."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.controls.segmented import Segmented
from ui.theme.tokens import GAP
from ui.words import N_

from .break_even_card import BreakEvenCard
from .candidates_card import CandidatesCard
from .draft import SetupDraft
from .setup import BREAK_EVEN, COMPARISON, SWEEP, Setup
from .sweep_card import SweepCard

MODES = (
    (COMPARISON, N_("Candidates")),
    (SWEEP, N_("Sweep a setting")),
    (BREAK_EVEN, N_("Find a break-even")),
)


class Questions(QWidget):
    """Candidates to compare, a setting to sweep, or a break-even to find."""

    def __init__(self, draft: SetupDraft, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.mode = Segmented(MODES, N_("What is asked"), even=True)
        self.mode.changed.connect(self._take_mode)
        self.candidates = CandidatesCard(draft, cores)
        self.sweep = SweepCard(draft)
        self.break_even = BreakEvenCard(draft)
        self._cards = {
            COMPARISON: self.candidates,
            SWEEP: self.sweep,
            BREAK_EVEN: self.break_even,
        }
        self._stack = QStackedWidget()
        for card in self._cards.values():
            self._stack.addWidget(card)
        head = QHBoxLayout()
        head.addWidget(self.mode)
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addLayout(head)
        rows.addWidget(self._stack, 1)
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def show_setup(self, setup: Setup) -> None:
        """Show the question of ``setup``."""
        self.mode.set_current(setup.mode)
        self._stack.setCurrentWidget(self._cards[setup.mode])

    def _take_mode(self, mode: str) -> None:
        self._draft.replace(dataclasses.replace(self._draft.setup, mode=mode), setting="mode")
