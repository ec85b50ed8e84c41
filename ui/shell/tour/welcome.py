"""The first thing a person is asked: which language, and light or dark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.button import Button
from ui.controls.logo import Logo
from ui.controls.rule import Rule
from ui.controls.segmented import Segmented
from ui.controls.text import Text
from ui.shell.tour.card import TourCard
from ui.theme import fonts
from ui.words import LANGUAGES, N_, language, tr

WIDE = 420
_TITLE = N_("Welcome to Hebra")


class Speech(Button):
    """A language in its own name: the one in force is filled. ``reached`` comes with the focus."""

    reached = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "plain", parent=parent)
        self.setMinimumHeight(fonts.px(44))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Going to a language shows the window in it; the ring is there from the start."""
        super().focusInEvent(event)
        # The window may not be the active one yet: Qt then forgets why the focus came.
        self._ringed = True
        self.reached.emit()


class Welcome(TourCard):
    """One click on a language, or Enter on the one that has the focus, goes on to the tour.

    ``apply`` is told of theme and language by name, as the settings are.
    """

    chosen = Signal()
    """A language was chosen, and has been applied."""

    def __init__(
        self, theme: str, apply: Callable[[str, object], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(WIDE, parent)
        self._apply = apply
        head = QVBoxLayout()
        head.setSpacing(4)
        self.title = Text(_TITLE, size=20, weight=600, wrap=True)
        line = Text(
            N_("A laboratory for concurrency in Python. Everything it shows is measured here."),
            size=14,
            tone="text2",
            wrap=True,
        )
        head.addWidget(self.title)
        head.addWidget(line)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(Logo(room=(56, 48), side=52), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        self.languages: dict[str, Speech] = {}
        speech = QHBoxLayout()
        speech.setSpacing(12)
        for key, name in LANGUAGES.items():
            button = Speech(name)
            button.reached.connect(lambda key=key: self._show(key))
            button.clicked.connect(lambda _on, key=key: self._choose(key))
            button.installEventFilter(self)
            self.languages[key] = button
            speech.addWidget(button, 1)
        self.theme = Segmented(
            [("system", N_("System")), ("light", N_("Light")), ("dark", N_("Dark"))], N_("Theme")
        )
        self.theme.set_current(theme)
        self.theme.changed.connect(lambda chosen: apply("theme", chosen))
        look = QHBoxLayout()
        look.setSpacing(16)
        look.addWidget(Text(N_("Theme"), tone="text2"))
        look.addWidget(self.theme, 1)
        self.skip = Button(N_("Skip the tour"), "ghost")
        self.skip.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(Text(N_("A tour of 20 seconds comes next."), size=12, tone="text3"), 1)
        foot.addWidget(self.skip)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addSpacing(4)
        column.addLayout(speech)
        column.addLayout(look)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.retranslate()

    def take_focus(self) -> None:
        """The language in force has the focus: Enter goes on with it."""
        self.languages[language()].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Name the card in the language of now, and fill that language's button."""
        self._mark()
        self.setAccessibleName(tr(_TITLE))
        self.setAccessibleDescription(tr(N_("Choose a language. A tour of 20 seconds comes next.")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from one language to the other, and no further."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            if event.key() in steps:
                buttons = list(self.languages.values())
                at = next(place for place, one in enumerate(buttons) if one is watched)
                to = min(max(at + steps[Qt.Key(event.key())], 0), len(buttons) - 1)
                buttons[to].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _show(self, key: str) -> None:
        if key != language():
            self._apply("language", key)

    def _choose(self, key: str) -> None:
        self._apply("language", key)
        self.chosen.emit()

    def _mark(self) -> None:
        for key, button in self.languages.items():
            button.kind = "primary" if key == language() else "plain"
            button.update()
