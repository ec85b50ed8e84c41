"""One measurement at a time: two at once would measure each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Turn(QObject):
    """Whose turn it is to measure; owners are the keys of pages."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.holder = ""
        """Who measures now; empty when nobody does."""

    def take(self, owner: str) -> bool:
        """Take the turn; False while somebody else has it."""
        if self.holder not in ("", owner):
            return False
        if self.holder != owner:
            self.holder = owner
            self.changed.emit()
        return True

    def give_back(self, owner: str) -> None:
        """The measurement is over; nothing happens when ``owner`` does not have the turn."""
        if self.holder == owner:
            self.holder = ""
            self.changed.emit()
