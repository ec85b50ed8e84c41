"""Lanes begin together: nobody passes before the run's clock goes, nobody is waited for in vain."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from lab.runtime import layout as at
from lab.runtime.board import Board
from lab.runtime.gate import Gate, spent

PATIENCE_S = 20.0


class Standing:
    """Threads before a gate, what they were told, and what it said to the host."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.told: list[dict[str, Any]] = []
        self.gate = Gate(board, self.told.append)
        self.passed: list[bool] = []
        self.threads: list[threading.Thread] = []

    def expect(self, *names: str) -> None:
        for name in names:
            self.gate.expect(name)

    def stand(self, *names: str) -> None:
        for name in names:
            thread = threading.Thread(target=lambda n=name: self.passed.append(self.gate.stand(n)))
            thread.start()
            self.threads.append(thread)

    def begin(self) -> None:
        self.board.words[at.EPOCH_NS] = 1
        self.gate.attend()

    def end(self) -> list[bool]:
        for thread in self.threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
        return self.passed

    @property
    def ups(self) -> int:
        return [message["say"] for message in self.told].count("up")


@pytest.fixture
def standing(board: Board) -> Standing:
    return Standing(board)


def test_nobody_passes_before_the_run_begins_and_then_all_do(standing: Standing) -> None:
    standing.expect("a", "b")
    standing.gate.attend()
    standing.stand("a", "b")
    while standing.ups == 0:
        threading.Event().wait(0.001)
    assert standing.passed == []
    standing.begin()
    assert standing.end() == [True, True]
    assert standing.ups == 1


def test_ready_is_who_has_started_all_and_waits_for_none(standing: Standing) -> None:
    standing.expect("a")
    standing.gate.arrive("a")
    assert standing.ups == 0, "more may be expected"
    standing.expect("b")
    standing.gate.attend()
    assert standing.ups == 0, "one is not there"
    standing.gate.arrive("b")
    standing.gate.arrive("b")
    standing.gate.attend()
    assert standing.ups == 1


def test_a_lane_that_broke_before_is_not_waited_for(standing: Standing) -> None:
    standing.expect("broken", "well")
    standing.gate.attend()
    standing.stand("well")
    standing.gate.arrive("broken")
    while standing.ups == 0:
        threading.Event().wait(0.001)
    standing.begin()
    assert standing.end() == [True]


def test_who_is_added_later_finds_it_open_and_says_nothing(standing: Standing) -> None:
    standing.board.words[at.EPOCH_NS] = 1
    standing.expect("late")
    standing.gate.attend()
    standing.stand("late")
    assert standing.end() == [True]
    assert standing.told == []


def test_a_run_that_is_stopped_before_it_begins_lets_them_go(standing: Standing) -> None:
    standing.expect("a")
    standing.gate.attend()
    standing.stand("a")
    standing.board.stop(5)
    standing.gate.attend()
    assert standing.end() == [False]


def test_what_was_used_grows_and_is_known_without_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    before = spent()
    sum(range(300_000))
    after = spent()
    assert all(after[name] >= before[name] >= 0 for name in before)
    assert after["cpu_ns"] > before["cpu_ns"] > 0
    monkeypatch.setenv("HEBRA_WITHOUT", "proc")
    without = spent()
    assert without["run_ns"] == without["cpu_ns"] >= after["cpu_ns"]
    assert without["queue_ns"] == 0
