"""The engine process: a child that is handed the board.

The board is a file made 0600 by the parent and unlinked at once: the engine inherits its
descriptor, and nothing is left when all are killed. Where descriptors are not inherited it keeps
its name, in the run's folder, and is removed with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lab.capabilities import inherits_descriptors
from lab.runtime import layout as at

from .child import Child
from .kernel32 import make_sparse

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
        self.board_name = ""
        """Where the engine has to open it by name."""
        super().__init__(python, hear)

    def _make_files(self) -> None:
        named = not inherits_descriptors()
        folder = self.folder if named else _board_folder(self.folder)
        path = folder / f"{self.folder.name}.board"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_SHORT_LIVED", 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            make_sparse(descriptor)
            os.ftruncate(descriptor, at.BOARD_BYTES)
        except OSError:
            os.close(descriptor)
            raise
        finally:
            if not named:
                # The engine gets the descriptor: a name could only be left behind.
                path.unlink()
        self.board = descriptor
        self.board_name = str(path) if named else ""

    def _descriptors(self) -> tuple[int, ...]:
        return () if self.board_name else (self.board,)

    def _let_go(self) -> None:
        if self.board >= 0:
            os.close(self.board)
            self.board = -1

    async def start(self, command: dict[str, Any]) -> None:
        """Start the engine and give it its first command; SessionError when it cannot be."""
        await super().start({**command, "board": self.board_name or self.board})
