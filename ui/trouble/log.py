"""The log: what the window did last, in a few small files beside each other."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler

from .slot import Slot

FILES, BYTES = 3, 512 * 1024
"""The newest file and the older ones beside it, and how large each may get."""
OWN = ("hebra", "lab", "ui", "qt")
"""Who may tell of what is no warning."""


class _File(RotatingFileHandler):
    """A log that gives up quietly when its disk is full or has gone: the window goes on."""

    def handleError(self, record: logging.LogRecord) -> None:
        logging.getLogger().removeHandler(self)
        self.close()
        logging.getLogger("hebra").warning("the log cannot be written: %s", sys.exc_info()[1])


def begin(slot: Slot | None) -> None:
    """Log to the slot's file and, what is a warning, to the terminal. Raises OSError."""
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(terminal)
    logging.captureWarnings(capture=True)
    if slot is not None:
        file = _File(
            slot.log,
            maxBytes=BYTES,
            backupCount=FILES - 1,
            encoding="utf-8",
            errors="backslashreplace",
        )
        line = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
        file.setFormatter(logging.Formatter(line))
        root.addHandler(file)


def end() -> None:
    """Write out and close what is logged to."""
    logging.captureWarnings(capture=False)
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
