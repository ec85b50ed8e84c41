"""A break-even: two candidates and the size from which the first begins to pay."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import Candidate
from ui.charts.compare import naming
from ui.controls.choice import Choice
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.theme import fonts
from ui.words import N_, Words

from .axis_row import SETTING
from .candidate_row import CandidateRow
from .candidates_card import ColumnHead
from .draft import SetupDraft
from .setup import Setup, size_settings


class BreakEvenCard(QFrame):
    """Which size is varied, and the two whose order it may turn."""

    def __init__(self, draft: SetupDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._draft = draft
        self._sizes: tuple[str, ...] = ()
        self.setting = Choice(name=N_("Size that is varied"))
        self.setting.setFixedWidth(fonts.px(SETTING))
        self.setting.chosen.connect(self._take_size)
        self.pair = tuple(CandidateRow(one, removable=False) for one in draft.setup.pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(Text(N_("From which size on"), weight=600))
        row = QHBoxLayout()
        row.addWidget(self.setting)
        row.addStretch(1)
        column.addLayout(row)
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
        sizes = tuple(size_settings(setup.mix))
        if sizes != self._sizes:
            self._sizes = sizes
            self.setting.clear_items()
            for name in sizes:
                words = Words("{setting}", setting=lambda name=name: naming.setting_axis(name))
                self.setting.add_item(words, name)
        self.setting.set_current(setup.sought)
        for row, candidate in zip(self.pair, setup.pair, strict=True):
            row.show_candidate(candidate)

    def _take(self, place: int, candidate: Candidate) -> None:
        first, second = self._draft.setup.pair
        pair = (candidate, second) if place == 0 else (first, candidate)
        self._draft.replace(
            dataclasses.replace(self._draft.setup, pair=pair), setting=f"pair {place}"
        )

    def _take_size(self, size: str) -> None:
        self._draft.replace(dataclasses.replace(self._draft.setup, size=size), setting="size")
