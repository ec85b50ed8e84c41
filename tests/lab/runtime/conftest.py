"""A board of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lab.runtime.board import Board
from tests.lab.runtime.boards import new_board


@pytest.fixture
def board() -> Iterator[Board]:
    with new_board() as board:
        yield board
