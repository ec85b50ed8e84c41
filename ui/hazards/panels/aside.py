"""The line below the panels: what the figures are compared with, and what disturbed them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.controls.text import Text
from ui.words import N_, Words, number

CROWD_CORES = 0.3
"""So many cores' worth of other programs are seen in lags and latencies."""


class Aside(QWidget):
    """``words`` stand at the left; :meth:`tell_others` says at the right who else was at work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(size=12, tone="text2")
        self.others = Text(size=12, tone="warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.others)

    def tell_others(self, cores: float) -> None:
        """Other programs used so many cores while it was measured."""
        if cores < CROWD_CORES:
            self.others.set_source("")
        else:
            self.others.set_source(
                Words(
                    N_("Other programs used {cores} cores meanwhile: waits are longer for it."),
                    cores=lambda: number(cores, 1),
                )
            )
