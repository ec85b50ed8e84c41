"""The board's writer: plans are whole, slots have one holder, the lock dies with its holder."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.runtime import layout as at
from lab.runtime.board import Board, BoardFullError, PlanTooLongError
from tests.lab.runtime.boards import new_board

PLANS = 40
"""So many different ones are seen; many more are published and read."""

PUBLISH = """
import itertools, sys
sys.path.insert(0, sys.argv[2])
from lab.runtime.board import Board
board = Board(int(sys.argv[1]))
for number in itertools.count(1):
    board.publish({"number": number, "filling": "x" * (number * 37 % 3000), "again": number})
"""

HOLD = """
import sys
sys.path.insert(0, sys.argv[2])
from lab.runtime.board import Board
with Board(int(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def other_process(program: str, board: Board, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(board.descriptor), str(root)],
        pass_fds=[board.descriptor],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


# ── Plans ────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_is_read_whole_while_another_process_publishes(board: Board, root: Path) -> None:
    board.publish({"number": 0, "filling": "", "again": 0})
    seen = Counter[int]()
    with other_process(PUBLISH, board, root) as writer:
        last = 0
        while len(seen) < PLANS:
            generation, plan = board.plan()
            assert plan["number"] == plan["again"] == generation - 1
            assert len(plan["filling"]) == plan["number"] * 37 % 3000
            assert plan["number"] >= last
            last = plan["number"]
            seen[last] += 1
            assert writer.poll() is None
        writer.kill()


def test_a_plan_is_read_whole_by_threads_beside_the_writer(board: Board) -> None:
    board.publish({"number": 0, "filling": ""})
    over = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not over.is_set():
            generation, plan = board.plan()
            if (plan["number"], len(plan["filling"])) != (generation - 1, plan["number"] % 500):
                wrong.append((generation, plan))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 1000):
        board.publish({"number": number, "filling": "y" * (number % 500)})
    over.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_plan_that_does_not_fit_is_refused_and_the_old_one_stays(board: Board) -> None:
    board.publish({"number": 1})
    with pytest.raises(PlanTooLongError, match="too many entries"):
        board.publish({"number": 2, "mix": ["x" * 100] * 400})
    assert board.plan() == (1, {"number": 1})


@pytest.mark.parametrize("plans", [1, 2, 3])
def test_the_plan_can_still_be_read_once_the_run_was_stopped(board: Board, plans: int) -> None:
    for number in range(plans):
        board.publish({"number": number})
    generation, plan = board.plan()
    board.stop(12345)
    assert board.stopped
    assert board.plan()[0] != generation, "lanes would not notice"
    assert board.plan()[1] == plan


# ── Slots ────────────────────────────────────────────────────────────────────────────────────
@given(st.lists(st.one_of(st.integers(1, 5), st.floats(0, 0.999)), max_size=40))
def test_slots_have_one_holder_and_keep_their_counters(steps: list[int | float]) -> None:
    """A whole number claims so many slots; a fraction gives back one of those that are held."""
    with new_board() as board:
        words = board.words
        held: list[int] = []
        claims: list[int] = []
        counted = 0
        for step in steps:
            if isinstance(step, int):
                bases = board.claim(step, worker=3)
                assert len(bases) == step
                assert not set(bases) & set(held)
                held += bases
                claims += [words[base + at.CLAIM] for base in bases]
                for base in bases:
                    assert words[base + at.STATE] == at.RUNNING
                    assert words[base + at.WORKER] == 3
                    words[base + at.TOTALS + at.DONE] += 7
                    counted += 7
            elif held:
                board.give_back(held.pop(int(step * len(held))))
            assert sorted(board.slots_of(os.getpid())) == sorted(held)
        assert len(set(claims)) == len(claims), "a claim's number was used twice"
        used = words[at.SLOTS_USED]
        total = sum(words[at.slot_base(slot) + at.TOTALS + at.DONE] for slot in range(used))
        assert total == counted


def test_a_full_board_says_so_and_claims_nothing(board: Board) -> None:
    board.claim(at.SLOTS - 1, worker=0)
    with pytest.raises(BoardFullError, match=f"{at.SLOTS}"):
        board.claim(2, worker=0)
    (last,) = board.claim(1, worker=0)
    assert last == at.slot_base(at.SLOTS - 1)


def test_lane_time_is_summed_over_changes_of_their_number(board: Board) -> None:
    (base,) = board.claim(1, worker=0)
    for lanes, now in ((2, 1000), (5, 1100), (0, 1300)):
        board.count_lanes(base, lanes, now)
    assert board.words[base + at.LANE_SECONDS] == 2 * 100 + 5 * 200
    assert board.words[base + at.LANES] == 0


# ── The lock ─────────────────────────────────────────────────────────────────────────────────
def test_the_lock_is_free_again_when_its_holder_is_killed(board: Board, root: Path) -> None:
    with other_process(HOLD, board, root) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BlockingIOError):
            fcntl.lockf(board.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
        holder.kill()
        with board.lock():
            board.words[at.NEXT_TASK] = 1


def test_the_lock_keeps_threads_apart_as_well(board: Board) -> None:
    """An fcntl lock belongs to the process, so it alone would let all its threads in."""
    inside = most = 0

    def enter() -> None:
        nonlocal inside, most
        for _ in range(200):
            with board.lock():
                inside += 1
                most = max(most, inside)
                os.getppid()
                inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert most == 1
