"""The button in a page's head that starts what the page measures, and ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.controls.button import Button
from ui.theme import fonts
from ui.words import N_, Words, tr

# state: words, kind, icon
_STATES = {
    "first": (N_("Run"), "primary", "play-fill"),
    "again": (N_("Run again"), "primary", "arrows-clockwise"),
    "cancel": (N_("Cancel"), "plain", "stop-fill"),
    "stopping": (N_("Stopping…"), "plain", ""),
}


class StartButton(Button):
    """Says what a click does now; its width is the same in every state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("Run"), "primary", "play-fill", parent)

    def set_state(self, state: str) -> None:
        """``first``, ``again``, ``cancel`` or ``stopping``."""
        words, kind, icon = _STATES[state]
        self.kind = kind
        self.set_icon_name(icon)
        self.set_source(words)
        self.set_spoken(words, tip=Words(N_("Key: {key}"), key=lambda: tr(N_("Space"))))

    def keep_width(self) -> None:
        """Take the room of the longest words there are, in the language of now."""
        widest = max(fonts.width(tr(words), 13, 500) for words, _, _ in _STATES.values())
        self.setMinimumWidth(round(widest + fonts.px(22 + 24)))
