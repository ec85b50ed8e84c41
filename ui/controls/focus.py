"""Keyboard focus: a control shows its ring when it was reached or is used by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

_BY_KEY = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_KEEPS = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class KeyboardFocus(_Base):
    """Mixin, placed before the Qt class: ``shows_ring`` says whether to paint the focus ring."""

    _ringed = False

    @property
    def shows_ring(self) -> bool:
        """Whether the control has the focus and the keyboard is in use."""
        return self._ringed and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        if event.reason() not in _KEEPS:
            self._ringed = event.reason() in _BY_KEY
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring as soon as a key is used."""
        if not self._ringed:
            self._ringed = True
            self.update()
        super().keyPressEvent(event)


def one_stop(group: QButtonGroup) -> None:
    """Make the checked button of an exclusive group its only stop for Tab, now and later.

    Qt does so only once one of them has had the focus.
    """

    def settle() -> None:
        for button in group.buttons():
            stop = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stop)

    group.buttonToggled.connect(settle)
    settle()


def choose(group: QButtonGroup, button: QAbstractButton) -> None:
    """Check ``button`` by the program; where another one has the focus, it goes along.

    Else an undone choice would leave the focus on a button that is not chosen any more.
    """
    held = next((other for other in group.buttons() if other.hasFocus()), None)
    button.setChecked(True)
    if held is not None and held is not button:
        ringed = isinstance(held, KeyboardFocus) and held.shows_ring
        reason = Qt.FocusReason
        button.setFocus(reason.ShortcutFocusReason if ringed else reason.OtherFocusReason)


class CalmWheel(_Base):
    """Mixin: the wheel scrolls the page unless the control has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page while another control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
