"""The engine process: a child that is handed the board.

The board is a file made 0600 by the parent and unlinked at once: the engine inherits its
descriptor, and nothing is left when all are killed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lab.runtime import layout as at

from .child import Child

READY_S = 20.0


def _board_folder(folder: Path) -> Path:
    """Memory where there is some: a disk would be written to while it is measured."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else folder


class Engine(Child):
    """One engine process with its board and its folder."""

    module = "lab.runtime.host"

    def __init__(self, python: str | None, hear: Callable[[dict[str, Any]], None]) -> None:
        self.board = -1
        super().__init__(python, hear)

    def _make_files(self) -> None:
        path = _board_folder(self.folder) / f"{self.folder.name}.board"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.ftruncate(descriptor, at.BOARD_BYTES)
        except OSError:
            os.close(descriptor)
            raise
        finally:
            # The engine gets the descriptor: a name could only be left behind.
            path.unlink()
        self.board = descriptor

    def _descriptors(self) -> tuple[int, ...]:
        return (self.board,)

    async def start(self, command: dict[str, Any]) -> None:
        """Start the engine and give it its first command; SessionError when it cannot be."""
        await super().start({**command, "board": self.board})

    def clear_up(self) -> None:
        """Give back the board and remove the run's folder. Idempotent."""
        super().clear_up()
        if self.board >= 0:
            os.close(self.board)
            self.board = -1
