"""How carefully is measured: repeats, times, the seed of the order."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import Protocol, Value, parameters
from ui.controls.button import Button
from ui.controls.slider_row import SliderRow
from ui.run.section import Section
from ui.words import N_

from .draft import SetupDraft
from .setup import Setup, with_care

FIRST = ("repeats", "seconds")


class CareSection(Section):
    """Repeats and measured time; the rest unfolds."""

    def __init__(self, draft: SetupDraft, parent: QWidget | None = None) -> None:
        super().__init__(N_("How carefully"), parent=parent)
        self._draft = draft
        self.controls: dict[str, SliderRow] = {}
        self.more = Button(N_("More"), "ghost", "caret-right")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(4)
        for parameter in parameters(Protocol):
            row = SliderRow(parameter)
            row.changed.connect(partial(self._take, parameter.name))
            self.controls[parameter.name] = row
            if parameter.name in FIRST:
                self.rows.addWidget(row)
            else:
                rest.addWidget(row)
        self._rest.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.rows.addLayout(foot)
        self.rows.addWidget(self._rest)
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def show_setup(self, setup: Setup) -> None:
        """Show the protocol of ``setup``."""
        for name, row in self.controls.items():
            value = getattr(setup.care, name)
            if row.value != value:
                row.set_value(value)

    def _take(self, name: str, value: Value) -> None:
        setup = self._draft.setup
        changes = {name: value}
        protocol = dataclasses.replace(setup.care, **changes)  # type: ignore[arg-type]
        self._draft.replace(with_care(setup, protocol), setting=name)

    def _unfold(self, unfold: bool) -> None:
        self._rest.setVisible(unfold)
        self.more.set_icon_name("caret-down" if unfold else "caret-right")
