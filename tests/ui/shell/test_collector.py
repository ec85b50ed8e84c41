"""What the window has let go of ends in the window's thread, whoever allocates meanwhile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from ui.shell.collector import Collector

MANY = 2000
"""More than what makes Python collect."""


class InACycle(QObject):
    """Only the garbage collector can end it; it says in which thread."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.me = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


@pytest.fixture
def collector(qapp: object) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.close()
    assert gc.isenabled()
    gc.freeze()  # as it was (tests/conftest.py)


def allocate() -> None:
    """So much that Python would collect everything, several times over."""
    kept: list[Any] = [[[]] for _ in range(300_000)]
    assert kept


def test_a_thread_that_allocates_ends_no_object_of_the_window(collector: Collector) -> None:
    ended: list[int] = []
    for _ in range(MANY):
        InACycle(ended)
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert ended == []
    collector.collect()
    assert ended == MANY * [threading.get_ident()]


def test_it_collects_by_itself_what_is_due(collector: Collector, qtbot: Any) -> None:
    ended: list[int] = []
    for _ in range(MANY):
        InACycle(ended)
    qtbot.waitUntil(lambda: len(ended) == MANY, timeout=5000)
    assert set(ended) == {threading.get_ident()}


def test_the_oldest_generation_that_is_due_is_collected(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    for counts in ((0, 0, 0), (701, 3, 3), (701, 11, 3), (701, 11, 11), (5, 11, 3)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        collector.collect()
    assert asked == [0, 1, 2, 1]
    monkeypatch.undo()
