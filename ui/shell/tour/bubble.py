"""The card of the tour: what a step says, how far it is, and the way on, back and out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.legend import Legend
from ui.controls.text import Text
from ui.controls.worded import said
from ui.shell.tour.card import TourCard
from ui.shell.tour.dots import Dots
from ui.shell.tour.steps import Step
from ui.words import N_

WIDE = 368
_KEYS = N_("Enter goes on · Esc ends the tour")
_ON = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}


class Bubble(TourCard):
    """Says one step at a time. Enter and the arrows move, Space starts the experiment."""

    next_asked = Signal()
    back_asked = Signal()
    start_asked = Signal()

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(WIDE, parent)
        self._count = count
        self._step: Step | None = None
        self.title = Text(size=16, weight=600, wrap=True)
        self.text = Text(size=14, tone="text2", wrap=True)
        self.key = Legend()
        self.keys = Text(_KEYS, size=11, tone="text3", wrap=True)
        self.dots = Dots(count)
        self.skip = Button(N_("Skip"), "ghost")
        self.back = Button(N_("Back"), "quiet")
        self.next = Button(N_("Next"), "primary")
        self.skip.clicked.connect(self.left)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        for button in (self.skip, self.back, self.next):
            button.installEventFilter(self)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.title, self.text, self.key, self.keys):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(foot)

    @property
    def held(self) -> bool:
        """Whether the person is at it: the pointer is on it, or the focus on one of its buttons."""
        focus = QApplication.focusWidget()
        on_button = focus is not None and focus is not self and self.isAncestorOf(focus)
        return self.underMouse() or on_button

    def show_step(self, step: Step, at: int, share: float) -> None:
        """Say step ``at``, counted from 0; a screen reader says it too."""
        self._step = step
        self.title.set_source(step.title)
        self.text.set_source(step.text)
        self.key.set_items(step.key)
        self.key.setVisible(bool(step.key))
        self.dots.show_step(at, share)
        if at == 0 and self.back.hasFocus():
            self.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.back.setVisible(at > 0)
        last = at == self._count - 1
        self.skip.setVisible(not last)
        self.next.set_source(N_("Done") if last else N_("Next"))
        self._describe()
        if QAccessible.isActive():
            words = f"{self.accessibleName()}. {self.accessibleDescription()}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def retranslate(self) -> None:
        """Name the step in the language of now."""
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On, back, and to work."""
        on_button = QApplication.focusWidget() is not self
        if event.key() == Qt.Key.Key_Space and not on_button:
            self.start_asked.emit()
        elif event.key() == Qt.Key.Key_Left:
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_Right or (event.key() in _ON and not on_button):
            self.next_asked.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A button would take the arrows for Tab."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        self.keyPressEvent(event)
        return True

    def _describe(self) -> None:
        if self._step is None:
            return
        # From the sources: a change of language comes here before it comes to the parts.
        colours = ", ".join(said(item.source) for item in self._step.key)
        parts = (said(self._step.text), colours, said(self.dots.words), said(_KEYS))
        self.setAccessibleName(said(self._step.title))
        self.setAccessibleDescription(" ".join(part for part in parts if part))
