"""A sweep: what stays as it is, and the one or two settings that vary."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import APPROACHES, LEVELS, Axis, Candidate
from ui.controls.button import Button
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.words import N_, Words, ntr

from .axis_row import AxisRow
from .candidate_row import CandidateRow
from .candidates_card import ColumnHead
from .draft import SetupDraft
from .setup import MOST_AXES, Setup, axis_settings, default_axis


class SweepCard(QFrame):
    """One candidate to start from, one or two rows of what varies, and how many points that is."""

    def __init__(self, draft: SetupDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._draft = draft
        self.start = CandidateRow(draft.setup.start, removable=False)
        self.start.edited.connect(self._take_start)
        self.axes: list[AxisRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.add = Button(N_("Vary a second setting"), "quiet", "plus")
        self.add.clicked.connect(self._add)
        self.count = Text(tone="text2", wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(Text(N_("What stays"), weight=600))
        column.addWidget(ColumnHead(inset=0))
        column.addWidget(self.start)
        column.addWidget(Rule())
        column.addWidget(Text(N_("What varies"), weight=600))
        column.addLayout(self._rows)
        column.addLayout(foot)
        column.addWidget(Rule())
        column.addWidget(self.count)
        column.addStretch(1)
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def show_setup(self, setup: Setup) -> None:
        """Show the sweep of ``setup``."""
        self.start.show_candidate(setup.start)
        varied = {axis.setting for axis in setup.axes}
        for level, cell in self.start.levels.items():
            cell.field.setEnabled(level not in varied)
        while len(self.axes) > len(setup.axes):
            row = self.axes.pop()
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.axes) < len(setup.axes):
            row = AxisRow()
            place = len(self.axes)
            row.edited.connect(partial(self._take_axis, place))
            row.removed.connect(partial(self._remove, place))
            self._rows.addWidget(row)
            self.axes.append(row)
        for row, axis in zip(self.axes, setup.axes, strict=True):
            row.show_axis(axis, setup)
            row.remove.setVisible(len(setup.axes) > 1)
        self.add.setVisible(len(setup.axes) < MOST_AXES and len(axis_settings(setup)) > 1)
        points = 1
        for axis in setup.axes:
            points *= len(axis.values)
        one = len(setup.axes) == 1
        shown = N_("A curve of {points}.") if one else N_("A heat map of {points}.")
        self.count.set_source(Words(shown, points=lambda: ntr("{n} point", "{n} points", points)))

    def _take_start(self, start: Candidate) -> None:
        setup = self._draft.setup
        free = APPROACHES[start.approach].free
        axes = tuple(a for a in setup.axes if a.setting not in LEVELS or a.setting in free)
        if not axes:
            level = free[0] if free else axis_settings(dataclasses.replace(setup, start=start))[0]
            axes = (default_axis(level, setup.mix),)
        self._put(dataclasses.replace(setup, start=start, axes=axes), "sweep start")

    def _take_axis(self, place: int, axis: Axis) -> None:
        axes = list(self._draft.setup.axes)
        axes[place] = axis
        self._put(dataclasses.replace(self._draft.setup, axes=tuple(axes)), f"axis {place}")

    def _remove(self, place: int) -> None:
        axes = self._draft.setup.axes
        rest = (*axes[:place], *axes[place + 1 :])
        self._put(dataclasses.replace(self._draft.setup, axes=rest), "")

    def _add(self) -> None:
        setup = self._draft.setup
        taken = {axis.setting for axis in setup.axes}
        free = [name for name in axis_settings(setup) if name not in taken]
        if free:
            axes = (*setup.axes, default_axis(free[0], setup.mix))
            self._put(dataclasses.replace(setup, axes=axes), "")

    def _put(self, setup: Setup, setting: str) -> None:
        self._draft.replace(setup, setting=setting)
