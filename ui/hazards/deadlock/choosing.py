"""What is to be run: the scenario, how many take part, and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from lab.advice.deadlock_code import CURES, LEAST, MANY, MOST, WORKERS
from lab.spec import Parameter
from ui.controls.flow import Flow
from ui.controls.segmented import Segmented
from ui.controls.slider_row import SliderRow
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_

from . import wording

_SLOW_MS, _MANY_MS = 250.0, 120.0
_FEW = 6
"""Up to so many the program may go slowly enough to be followed."""
_ROUNDS = 2


@dataclass(frozen=True)
class Chosen:
    """One choice."""

    scenario: str = "locks"
    cure: str = "none"
    workers: int = WORKERS["locks"]

    @property
    def order(self) -> dict[str, Any]:
        """The order for the probe: slow enough to be followed by eye."""
        return {
            "scenario": self.scenario,
            "cure": self.cure,
            "workers": self.workers,
            "rounds": _ROUNDS,
            "pause_ms": _SLOW_MS if self.workers <= _FEW else _MANY_MS,
        }


class ScenarioRow(QWidget):
    """The scenario, and where it has one, the slider for how many take part."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scenario = Segmented(list(wording.SCENARIOS.items()), N_("Scenario"))
        self.workers = {name: _row(name) for name in MANY}
        self._stack = QStackedWidget()
        self._none = QWidget()
        self._stack.addWidget(self._none)
        for row in self.workers.values():
            self._stack.addWidget(row)
            row.changed.connect(lambda _value: self.changed.emit())
        sized(self, lambda: self._stack.setFixedWidth(fonts.px(340)))
        self._stack.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.scenario.changed.connect(self._choose)
        line = Flow(self)
        sized(self, lambda: line.setSpacing(fonts.px(24)))
        line.addWidget(self.scenario, 3)
        line.addWidget(self._stack)
        line.addStretch(2)

    @property
    def count(self) -> int:
        """How many take part."""
        name = self.scenario.current
        return int(self.workers[name].value) if name in MANY else WORKERS[name]

    def _choose(self, name: str) -> None:
        self._stack.setCurrentWidget(self.workers.get(name, self._none))
        self.changed.emit()


class CureRow(QStackedWidget):
    """Broken, or one of the cures; each scenario has its own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {name: Segmented(_items(name), N_("Cure")) for name in CURES}
        for row in self._rows.values():
            self.addWidget(row)
            row.changed.connect(lambda _key: self.changed.emit())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_for(self, scenario: str) -> None:
        """Show the cures of a scenario; each remembers its own choice."""
        self.setCurrentWidget(self._rows[scenario])

    @property
    def row(self) -> Segmented:
        """The one in view."""
        return next(row for row in self._rows.values() if row is self.currentWidget())


def _items(scenario: str) -> list[tuple[str, Source]]:
    return [(cure, wording.CURES[scenario, cure]) for cure in CURES[scenario]]


def _row(name: str) -> SliderRow:
    parameter = Parameter(
        name="workers",
        label="",
        unit="",
        default=WORKERS[name],
        span=(LEAST, MOST),
        scale="linear",
        choices=(),
        help=N_("How many take part: each waits for the next one, and the last for the first."),
    )
    return SliderRow(parameter, label=wording.MANY[name], tone=wording.APPROACHES[name])
