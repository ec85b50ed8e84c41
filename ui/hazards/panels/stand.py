"""The card of a hazard: its name and what it is, Start and Stop, settings, and what is shown."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import Parameter, parameters
from ui.controls.rule import Rule
from ui.controls.run_button import RunButton
from ui.controls.slider_row import SliderRow, Value
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.words import N_, Words, exact, tr

LOCKED = N_("Stop it to change this.")
_ACROSS = 3


class Stand(QFrame):
    """``changed`` brings name, old and new value of a setting that a person has moved.

    Settings are the parameters of the dataclass ``kind``, each a row; three beside each other.
    """

    changed = Signal(str, object, object)

    def __init__(
        self, title: Source, about: Source, kind: type[Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._values = kind()
        self.button = RunButton()
        self.rows: dict[str, SliderRow] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(28)
        self.grid.setVerticalSpacing(6)
        for place, parameter in enumerate(parameters(kind)):
            row = SliderRow(parameter, label_width=108)
            row.changed.connect(lambda value, name=parameter.name: self._take(name, value))
            self.rows[parameter.name] = row
            self.grid.addWidget(
                row, place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignVCenter
            )
        for column in range(_ACROSS):
            self.grid.setColumnStretch(column, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, size=16, weight=600))
        words.addWidget(Text(about, tone="text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(words, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(10)
        self._column.addLayout(head)
        self._column.addLayout(self.grid)
        self._column.addWidget(Rule())

    @property
    def values(self) -> Any:
        """The settings in force: an object of the kind this was made for."""
        return self._values

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a part below what is there."""
        self._column.addWidget(widget, stretch)

    def add_setting(self, caption: Source, control: QWidget) -> None:
        """Add a setting that is no number, in the next place of the grid."""
        place = self.grid.count()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text(caption))
        row.addWidget(control, 1)
        self.grid.addLayout(row, place // _ACROSS, place % _ACROSS)

    def lock(self, names: tuple[str, ...], locked: bool) -> None:
        """Lock settings that cannot be changed while it goes on."""
        for name in names:
            self.rows[name].set_locked(locked, LOCKED)

    def _take(self, name: str, value: Value) -> None:
        old = getattr(self._values, name)
        self._values = dataclasses.replace(self._values, **{name: value})
        self.changed.emit(name, old, value)


def change_words(parameter: Parameter, old: Value, new: Value) -> Words:
    """A change in a few words, as on a chart's marker: *Task 100→400 ms*."""
    fields = {
        "label": lambda: tr(parameter.label),
        "old": lambda: exact(old),
        "new": lambda: exact(new),
    }
    if parameter.unit:
        return Words(N_("{label} {old}→{new} {unit}"), unit=parameter.unit, **fields)
    return Words(N_("{label} {old}→{new}"), **fields)
