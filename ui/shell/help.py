"""F1: what the thing that has the focus is, and which keys there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.run.page import Page
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_

KEYS = (
    (N_("Space"), N_("Start or stop the run")),
    ("F1", N_("Explain what has the focus")),
    ("Ctrl+1 … 7", N_("The pages of the rail")),
    ("Ctrl+E", N_("Export chart or data")),
    ("Ctrl+F", N_("Search")),
    ("Ctrl+O, Ctrl+S", N_("Open or save an experiment")),
    ("Ctrl+Z, Ctrl+Shift+Z", N_("Undo, redo a change of a setting")),
    (N_("Tab, arrows"), N_("To the next control; move a value")),
    ("Ctrl++, Ctrl+−, Ctrl+0", N_("Larger, smaller, ordinary text")),
    ("Esc", N_("Close what is open")),
)
WIDE = 360


class HelpCard(QFrame):
    """A card beside what it explains; closes with Esc or a click elsewhere.

    The two buttons at its end close it, too, and lead on.
    """

    tour_asked = Signal()
    about_asked = Signal()

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.title = Text(size=14, weight=600, wrap=True)
        self.title.setText(title)
        self.text = Text(tone="text2", wrap=True)
        self.text.setText(text)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        keys = QGridLayout()
        keys.setHorizontalSpacing(16)
        keys.setVerticalSpacing(4)
        for row, (key, does) in enumerate(KEYS):
            keys.addWidget(Text(key, size=12, weight=600), row, 0)
            keys.addWidget(Text(does, size=12, tone="text2", wrap=True), row, 1)
        keys.setColumnStretch(1, 1)
        column.addSpacing(4)
        column.addLayout(keys)
        column.addSpacing(4)
        column.addWidget(Rule())
        column.addLayout(self._ways_on())
        sized(self, lambda: self.setFixedWidth(fonts.px(WIDE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes it, too; Enter presses the button that has the focus."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_F1:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _ways_on(self) -> QHBoxLayout:
        self.tour = Button(N_("Show the tour"), "link")
        self.about = Button(N_("About Hebra"), "link")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addSpacing(-8)  # the words of a link begin 8 px within it
        for button, asked in ((self.tour, self.tour_asked), (self.about, self.about_asked)):
            button.clicked.connect(self.close)
            button.clicked.connect(asked)
            row.addWidget(button)
        row.addStretch(1)
        return row


def explain(window: QWidget, focus: QWidget | None, page: Page) -> HelpCard:
    """Open the card for ``focus``, or for the nearest thing around it that has a help text.

    Where there is none it says what ``page`` is for.
    """
    title, text, at = "", "", focus
    while at is not None and at is not window:
        if at.whatsThis():
            title, text = at.accessibleName(), at.whatsThis()
            break
        at = at.parentWidget()
    card = HelpCard(title, text, window) if text else _overview(window, page)
    # Not adjustSize(): it takes the height that a narrower card would need.
    card.resize(card.minimumWidth(), card.column.totalHeightForWidth(card.minimumWidth()))
    beside = at if text and at is not None else None
    card.move(_place(card, beside, window))
    card.show()
    return card


def _overview(window: QWidget, page: Page) -> HelpCard:
    card = HelpCard("", "", window)
    card.title.set_source(page.title)
    card.text.set_source(page.about)
    card.setAccessibleName(card.title.text())
    card.setAccessibleDescription(card.text.text())
    return card


def _place(card: QWidget, beside: QWidget | None, window: QWidget) -> QPoint:
    """Right of what is explained, within the window."""
    frame = window.rect().translated(window.mapToGlobal(QPoint(0, 0)))
    if beside is None:
        corner = frame.bottomLeft() + QPoint(fonts.px(84), -card.height() - fonts.px(40))
    else:
        corner = beside.mapToGlobal(QPoint(beside.width() + 12, 0))
    x = max(frame.left() + 8, min(corner.x(), frame.right() - card.width() - 8))
    y = max(frame.top() + 8, min(corner.y(), frame.bottom() - card.height() - 8))
    return QPoint(x, y)
