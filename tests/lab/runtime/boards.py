"""Boards for tests: a file nobody sees, mapped as the engine maps it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from lab.runtime import layout as at
from lab.runtime.board import Board


@contextmanager
def new_board() -> Iterator[Board]:
    """An empty board; its descriptor is ``board.descriptor``."""
    with tempfile.TemporaryFile() as file:
        os.ftruncate(file.fileno(), at.BOARD_BYTES)
        yield Board(file.fileno())
