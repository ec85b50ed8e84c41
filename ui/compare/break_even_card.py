"""A break-even: two candidates and the size from which the first begins to pay."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lab.spec import Axis, Candidate
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.words import N_

from .axis_row import AxisRow
from .candidate_row import CandidateRow
from .candidates_card import ColumnHead
from .draft import SetupDraft
from .setup import Setup


class BreakEvenCard(QFrame):
    """Which size is varied, and the two whose order it may turn."""

    def __init__(self, draft: SetupDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._draft = draft
        self.span = AxisRow(ends_only=True)
        self.span.edited.connect(self._take_span)
        self.span.remove.hide()
        self.pair = tuple(CandidateRow(one, removable=False) for one in draft.setup.pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(Text(N_("From which size on"), weight=600))
        column.addWidget(self.span)
        column.addWidget(Rule())
        column.addWidget(Text(N_("Does this one pay …"), weight=600))
        column.addWidget(ColumnHead(inset=0))
        column.addWidget(self.pair[0])
        column.addWidget(Text(N_("… against this one?"), weight=600))
        column.addWidget(self.pair[1])
        column.addWidget(Rule())
        column.addWidget(
            Text(
                N_(
                    "Both are measured side by side at one size after another; each time the half"
                    " in which they change places is kept, until the size is known well enough."
                ),
                tone="text2",
                wrap=True,
            )
        )
        column.addStretch(1)
        for place, one in enumerate(self.pair):
            one.edited.connect(partial(self._take, place))
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def show_setup(self, setup: Setup) -> None:
        """Show the two candidates and the size."""
        self.span.show_axis(setup.sought, setup)
        for row, candidate in zip(self.pair, setup.pair, strict=True):
            row.show_candidate(candidate)

    def _take(self, place: int, candidate: Candidate) -> None:
        first, second = self._draft.setup.pair
        pair = (candidate, second) if place == 0 else (first, candidate)
        self._draft.replace(
            dataclasses.replace(self._draft.setup, pair=pair), setting=f"pair {place}"
        )

    def _take_span(self, span: Axis) -> None:
        self._draft.replace(dataclasses.replace(self._draft.setup, span=span), setting="span")
