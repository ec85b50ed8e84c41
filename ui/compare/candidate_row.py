"""One candidate in the list: its approach, and a field for each level the approach leaves free."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from lab.spec import APPROACHES, LEVELS, Candidate
from ui.charts.compare import naming
from ui.controls.button import IconButton
from ui.controls.chip import Chip
from ui.controls.choice import Choice
from ui.controls.glyph_badge import GlyphBadge
from ui.controls.number_field import NumberField
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, ntr

from .setup import as_approach, changed, level_parameter

APPROACH, LEVEL, LANES = 148, 84, 96
"""Widths of the columns on the design's scale; the head above the rows uses them too."""
HIGH = 40


class LevelCell(QWidget):
    """A number field where the level is free; a plain 1 where the approach does not use it."""

    entered = Signal(object)
    complaint = Signal(object)

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parameter = self._parameter = level_parameter(level)
        self.field = NumberField(parameter)
        self.field.set_spoken(parameter.label, tip=parameter.help, help_=parameter.help)
        sized(self, lambda: self.field.setFixedWidth(fonts.px(LEVEL) - 8))
        self.one = Text("1", tone="text3")
        self.one.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.one.setContentsMargins(0, 0, 14, 0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.one)
        self._stack.addWidget(self.field)
        sized(self, lambda: self.setFixedWidth(fonts.px(LEVEL)))
        self.field.entered.connect(self.entered)
        self.field.complaint.connect(self.complaint)
        self.field.stepped.connect(self._step)
        self._value = 1

    def show_value(self, value: int, *, free: bool) -> None:
        """Show the level's number."""
        self._value = value
        self._stack.setCurrentWidget(self.field if free else self.one)
        if free:
            self.field.set_value(value)

    def _step(self, steps: int) -> None:
        low, high = self._parameter.span or (1, 1)
        wanted = self._value * (2 if steps > 0 else 0.5) if abs(steps) > 1 else self._value + steps
        value = int(min(max(wanted, low), high))
        if value != self._value:
            self.entered.emit(value)


class CandidateRow(QWidget):
    """Shows a candidate; ``edited`` brings it as a person wants it, ``removed`` says to drop it."""

    edited = Signal(object)
    removed = Signal()

    def __init__(
        self,
        candidate: Candidate,
        *,
        note: Source = "",
        removable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.candidate = candidate
        self._note = note
        self.glyph = GlyphBadge()
        self.approach = Choice(name=N_("Approach"))
        for name, approach in APPROACHES.items():
            self.approach.add_item(approach.title, name)
        sized(self, lambda: self.approach.setFixedWidth(fonts.px(APPROACH)))
        self.approach.chosen.connect(self._take_approach)
        self.levels = {level: LevelCell(level) for level in LEVELS}
        self.lanes = Text(tone="text2")
        sized(self, lambda: self.lanes.setFixedWidth(fonts.px(LANES)))
        self.note = Chip("", "plain")
        self.settings = Text(size=12, tone="text3")
        self.remove = IconButton("x", N_("Remove this candidate"))
        self.remove.clicked.connect(self.removed)
        if not removable:
            self.remove.hide()
        self.trouble = Text(size=12, tone="bad")
        self.trouble.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.glyph)
        row.addWidget(self.approach)
        for level, cell in self.levels.items():
            cell.entered.connect(partial(self._take_level, level))
            cell.complaint.connect(self._complain)
            row.addWidget(cell)
        row.addWidget(self.lanes)
        row.addWidget(self.note)
        row.addWidget(self.settings)
        row.addStretch(1)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_candidate(candidate, note)

    def show_candidate(self, candidate: Candidate, note: Source = "") -> None:
        """Show another candidate, with a word on its part in the comparison."""
        self.candidate = candidate
        free = APPROACHES[candidate.approach].free
        self.glyph.set_approach(candidate.approach)
        self.approach.set_current(candidate.approach)
        for level, cell in self.levels.items():
            cell.show_value(getattr(candidate.shape, level), free=level in free)
        lanes = candidate.shape.lanes
        self.lanes.set_source(Words("{lanes}", lanes=lambda: ntr("{n} lane", "{n} lanes", lanes)))
        self.note.set_chip(note, "plain", "")
        self.note.setVisible(bool(note))
        self.settings.set_source(
            Words("{settings}", settings=lambda: naming.settings(candidate))
            if candidate.settings
            else ""
        )
        self.remove.set_spoken(
            Words(N_("Remove {candidate}"), candidate=lambda: str(naming.called(candidate)))
        )

    def _take_approach(self, name: str) -> None:
        if name != self.candidate.approach:
            self.edited.emit(as_approach(self.candidate, name))

    def _take_level(self, level: str, value: int) -> None:
        self.edited.emit(changed(self.candidate, level, int(value)))

    def _complain(self, trouble: Source) -> None:
        self.trouble.set_source(trouble)
        self.trouble.setVisible(bool(trouble))
