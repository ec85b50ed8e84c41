"""Settings take effect: all of them before the controls are made, one as soon as it is changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui import words
from ui.shell.settings import TEXT_SIZES
from ui.shell.window import Window
from ui.theme import look, motion


class AppliedSettings(QObject):
    """Changes what ``window`` remembers, and with it language and looks of everything."""

    python_chosen = Signal()
    """Another interpreter is to run the experiments."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__()
        self._app, self._window = app, window
        words.set_language(window.settings.language)
        look.set_text_size(app, window.settings.text_size)
        look.apply(app, window.settings.theme)
        motion.use(app, window.settings.motion)

    def change(self, name: str, value: object) -> None:
        """Give a setting another value."""
        self._window.remember(**{name: value})
        match name:
            case "theme":
                look.apply(self._app, str(value))
            case "language":
                words.set_language(str(value))
            case "motion":
                motion.use(self._app, str(value))
            case "text_size":
                look.set_text_size(self._app, int(str(value)))
            case "python":
                self.python_chosen.emit()

    def step_text_size(self, steps: int) -> None:
        """Go to the next larger or smaller text size, as Ctrl with + and - does elsewhere."""
        place = TEXT_SIZES.index(self._window.settings.text_size) + steps
        if 0 <= place < len(TEXT_SIZES):
            self.change("text_size", TEXT_SIZES[place])

    def reset_text_size(self) -> None:
        """Go back to the system's own text size."""
        self.change("text_size", TEXT_SIZES[0])
