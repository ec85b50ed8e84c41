"""A thin line between parts of a column or a row."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class Rule(QFrame):
    """One pixel, horizontal (or ``upright``)."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("vrule" if upright else "rule")
