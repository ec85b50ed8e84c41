"""A card above the window that has the keys as long as it is there.

The window's own shortcuts would take Space, Esc and the arrows before the card saw them; so the
card claims these keys when Qt asks (a shortcut override) and leaves all others to the window. Tab
goes round within the card.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from ui.controls.worded import Worded
from ui.theme import fonts

_KEYS = {
    Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}


class TourCard(Worded, QFrame):
    """A card as wide as the design's ``wide``, or as there is room for."""

    left = Signal()
    """Esc was pressed."""

    def __init__(self, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        self.setObjectName("card")
        # Focus comes here by the program; Tab goes to the buttons.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def size_within(self, room: QSize) -> QSize:
        """The card's size where there is so much room."""
        wide = min(fonts.px(self._wide), room.width())
        layout = self.layout()
        high = layout.totalHeightForWidth(wide) if layout is not None else -1
        return QSize(wide, high if high > 0 else self.sizeHint().height())

    def take_focus(self) -> None:
        """Take the keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Claim the card's keys before the window's shortcuts see them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
            and event.modifiers()
            in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Enter presses the button that has the focus."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focus, QPushButton
        ):
            focus.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next stop within the card, round and round."""
        start = QApplication.focusWidget() or self
        at = _beside(start, forward)
        while at is not start:
            stop = at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if stop and at.isVisible() and self.isAncestorOf(at):
                reason = Qt.FocusReason
                at.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
                return True
            at = _beside(at, forward)
        return False


def _beside(widget: QWidget, forward: bool) -> QWidget:
    beside = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return beside or widget
