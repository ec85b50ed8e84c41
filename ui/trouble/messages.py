"""What Qt has to say goes to the log; its last words before it aborts also into the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import qInstallMessageHandler

from .slot import QT, Slot

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

_LEVELS = {"Debug": 10, "Info": 20, "System": 40, "Warning": 30, "Critical": 40, "Fatal": 50}
"""Qt's kinds of message, and the levels of `logging`."""


class Messages:
    """Hears Qt, from whatever thread, from its making until `close`.

    What comes before the log is there is kept for it: the first paint need not wait for its import.
    """

    def __init__(self, slot: Slot | None) -> None:
        self._slot = slot
        self._early: list[tuple[int, str]] | None = []
        qInstallMessageHandler(self._hear)

    def begin_log(self) -> None:
        """Hand to the log what came until now, and what will come."""
        early, self._early = self._early, None
        for level, text in early or ():
            self._tell(level, text)

    def close(self) -> None:
        """Let Qt write to the terminal by itself again."""
        qInstallMessageHandler(None)

    def _hear(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        name = kind.name.removeprefix("Qt").removesuffix("Msg")
        category = context.category or "default"
        said = text if category == "default" else f"{category}: {text}"
        if name == "Fatal":
            self.begin_log()  # there will be no later
            if self._slot is not None:
                self._slot.note(f"{QT}{text}")
        if self._early is not None:
            self._early.append((_LEVELS[name], said))
        else:
            self._tell(_LEVELS[name], said)

    def _tell(self, level: int, text: str) -> None:
        import logging

        logging.getLogger("qt").log(level, "%s", text)
