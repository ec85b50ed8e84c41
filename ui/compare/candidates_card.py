"""The candidates of a comparison: a list to be edited, and sets to start from."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lab.spec import APPROACHES, LEVELS, MOST_CANDIDATES, Candidate
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.flow import Flow
from ui.controls.glyph import glyph_pixmap
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.controls.worded import Worded, said
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, ntr

from .candidate_row import APPROACH, LANES, LEVEL, CandidateRow
from .draft import SetupDraft
from .sets import SETS, recognised, set_named
from .setup import Setup, added, level_parameter


class CandidatesCard(Worded, QFrame):
    """A row a candidate; *Add* takes two clicks, a set one."""

    def __init__(self, draft: SetupDraft, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._draft, self._cores = draft, cores
        self.rows: list[CandidateRow] = []
        self.title = Text(size=13, weight=600)
        self.question = Text(tone="text3")
        self.set = Choice(N_("Set"), N_("Set of candidates"))
        for one in SETS:
            self.set.add_item(one.title, one.name)
        self.set.chosen.connect(self._take_set)
        self.set.set_spoken(help_=N_("Candidates to start from, named after their question."))
        self.set.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.add = Button(N_("Add"), "quiet", "plus")
        self.add.set_spoken(N_("Add a candidate"), tip=N_("Add a candidate"))
        self.add.clicked.connect(self._open_menu)
        self.menu = QMenu(self)
        self._actions: list[tuple[QAction, str]] = []
        for name, approach in APPROACHES.items():
            action = QAction(said(approach.title), self.menu)
            action.triggered.connect(partial(self._add, name))
            self.menu.addAction(action)
            self._actions.append((action, name))
        self.menu.aboutToShow.connect(self.retranslate)
        head = Flow()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.question)
        head.addStretch(1)
        head.addWidget(self.set)
        head.addWidget(self.add)

        self._list = QWidget()
        self._list.setObjectName("page")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(16, 0, 16, 8)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self.area = scrolling(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 8)
        column.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(15, 0, 15, 0)
        inset.addLayout(head)
        column.addLayout(inset)
        column.addWidget(ColumnHead())
        column.addWidget(self.area, 1)
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def show_setup(self, setup: Setup) -> None:
        """Show the candidates; rows are made anew only when there are more or fewer."""
        base = setup.study.base if setup.mode == "comparison" else -1
        if len(self.rows) != len(setup.candidates):
            self._build(setup.candidates)
        for place, (row, candidate) in enumerate(zip(self.rows, setup.candidates, strict=True)):
            row.show_candidate(candidate, N_("baseline") if place == base else "")
            row.remove.setEnabled(len(self.rows) > 1)
        known = recognised(setup.candidates, self._cores)
        self.set.set_current(known[0] if known else None)
        self.question.set_source(set_named(known[0]).note if known else "")
        self.add.setEnabled(len(setup.candidates) < MOST_CANDIDATES)
        self.retranslate()

    def retranslate(self) -> None:
        """Say how many there are, and the menu, in the language of now."""
        count = len(self.rows)
        words = Words("{n}", n=lambda: ntr("{n} candidate", "{n} candidates", count))
        self.title.set_source(words)
        for action, name in self._actions:
            action.setText(said(APPROACHES[name].title))
            action.setIcon(glyph_pixmap(name, 16))

    def _build(self, candidates: tuple[Candidate, ...]) -> None:
        while len(self.rows) > len(candidates):
            row = self.rows.pop()
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(candidates):
            place = len(self.rows)
            row = CandidateRow(candidates[place])
            row.edited.connect(partial(self._edit, place))
            row.removed.connect(partial(self._remove, place))
            self._rows.insertWidget(place, row)
            self.rows.append(row)

    def _open_menu(self) -> None:
        corner = self.add.mapToGlobal(QPoint(self.add.width(), self.add.height() + 4))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _add(self, approach: str) -> None:
        candidates = added(self._draft.setup.candidates, approach)
        self._put(candidates, "")
        self.area.ensureWidgetVisible(self.rows[-1])

    def _remove(self, place: int) -> None:
        candidates = self._draft.setup.candidates
        self._put((*candidates[:place], *candidates[place + 1 :]), "")

    def _edit(self, place: int, candidate: Candidate) -> None:
        candidates = list(self._draft.setup.candidates)
        candidates[place] = candidate
        self._put(tuple(candidates), f"candidate {place}")

    def _take_set(self, name: str) -> None:
        setup = self._draft.setup
        known = recognised(setup.candidates, self._cores)
        most = known[1] if known else 16
        self._put(set_named(name).make(self._cores, most), "set")

    def _put(self, candidates: tuple[Candidate, ...], setting: str) -> None:
        changed = dataclasses.replace(self._draft.setup, candidates=candidates)
        self._draft.replace(changed, setting=setting)


class ColumnHead(QWidget):
    """What the columns of the rows below are."""

    def __init__(self, *, inset: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, 4, inset, 0)
        row.setSpacing(8)
        approach = Text(N_("Approach"), size=12, weight=500, tone="text3")
        sized(approach, lambda: approach.setFixedWidth(fonts.px(28) + 8 + fonts.px(APPROACH)))
        row.addWidget(approach)
        for level in LEVELS:
            label = Text(level_parameter(level).label, size=12, weight=500, tone="text3")
            sized(label, partial(_keep_width, label))
            label.setContentsMargins(0, 0, 14, 0)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(label)
        lanes = Text(N_("At once"), size=12, weight=500, tone="text3")
        sized(lanes, lambda: lanes.setFixedWidth(fonts.px(LANES)))
        row.addWidget(lanes)
        row.addStretch(1)


def _keep_width(label: Text) -> None:
    label.setFixedWidth(fonts.px(LEVEL))
