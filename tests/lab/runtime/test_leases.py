"""A fixed number of tasks, each carried out once, whoever comes, goes or is killed meanwhile."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule

from lab.runtime import layout as at
from lab.runtime import leases
from lab.runtime.board import Board
from tests.lab.runtime.boards import new_board


class Lane:
    """A thread's or a loop's side, one step at a time."""

    def __init__(self, board: Board) -> None:
        self.board, self.words = board, board.words
        (self.base,) = board.claim(1, worker=0)
        self.begun: list[int] = []

    def begin(self) -> bool:
        """Take the next task, leasing some first where need be; False when none is left."""
        words, base = self.words, self.base
        if words[base + at.LEASE_NEXT] == words[base + at.LEASE_HI]:
            lo, hi = leases.take(self.board, base, 3)
            if lo == hi:
                return False
        self.begun.append(words[base + at.LEASE_NEXT])
        words[base + at.IN_FLIGHT] += 1
        words[base + at.LEASE_NEXT] += 1
        return True

    def count(self, place: int) -> int:
        """Count one of the tasks that were begun as done; its number."""
        self.words[self.base + at.TOTALS + at.DONE] += 1
        return self.begun.pop(place % len(self.begun))

    def note(self) -> None:
        self.words[self.base + at.IN_FLIGHT] -= 1


class Leases(RuleBasedStateMachine):
    lanes = Bundle("lanes")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.board = self.stack.enter_context(new_board())
        self.done = Counter[int]()
        self.alive: list[Lane] = []
        self.killed = False

    @initialize(total=st.integers(1, 400))
    def begin(self, total: int) -> None:
        self.total = self.board.words[at.TASKS_TOTAL] = total

    @rule(target=lanes)
    def lane_comes(self) -> Lane:
        lane = Lane(self.board)
        self.alive.append(lane)
        return lane

    @rule(lane=lanes, tasks=st.integers(1, 30))
    def tasks_begin(self, lane: Lane, tasks: int) -> None:
        for _ in range(tasks):
            lane.begin()

    @rule(lane=lanes, places=st.lists(st.integers(0, 100), max_size=40))
    def tasks_end(self, lane: Lane, places: list[int]) -> None:
        for place in places[: len(lane.begun)]:
            self.done[lane.count(place)] += 1
            lane.note()

    @rule(lane=consumes(lanes))
    def lane_goes(self, lane: Lane) -> None:
        self.tasks_end(lane, [0] * len(lane.begun))
        leases.put_back(self.board, lane.base)
        self.board.give_back(lane.base)
        self.alive.remove(lane)

    @rule(lane=consumes(lanes), moment=st.sampled_from(["idle", "begins", "counts", "leases"]))
    def lane_is_killed(self, lane: Lane, moment: str) -> None:
        words, base = self.board.words, lane.base
        if moment == "begins" and words[base + at.LEASE_NEXT] < words[base + at.LEASE_HI]:
            words[base + at.IN_FLIGHT] += 1  # it did not come to move on
        elif moment == "counts" and lane.begun:
            self.done[lane.count(0)] += 1  # it did not come to note it
        elif moment == "leases" and not lane.begun:
            leases.put_back(self.board, base)
            leases.take(self.board, base, 3)
            words[base + at.LEASE_NEXT] = words[base + at.LEASE_HI] = 0  # nor this
        lost = words[base + at.IN_FLIGHT]
        words[base + at.STATE] = at.LOST
        assert leases.recover(self.board, base) == lost
        self.alive.remove(lane)
        self.killed = True

    def finish(self) -> None:
        """What the host does once no lane is alive, with one more lane until nothing is left."""
        for lane in list(self.alive):
            self.lane_goes(lane)
        while True:
            gap = leases.missing(self.board)
            if gap:
                leases.give_again(self.board, gap)
            if not leases.left(self.board):
                return
            lane = Lane(self.board)
            while lane.begin():
                self.done[lane.count(0)] += 1
                lane.note()

    def teardown(self) -> None:
        with self.stack:
            if not hasattr(self, "total"):
                return
            self.finish()
            counted = leases.carried_out(self.board)
            twice = self.board.words[at.TWICE]
            assert counted == sum(self.done.values())
            assert self.total <= counted <= self.total + twice
            if not self.killed:
                assert twice == 0
                assert self.done == Counter(range(self.total))


TestLeases = Leases.TestCase
TestLeases.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_tasks_of_a_killed_loop_that_hold_numbers_of_several_leases(board: Board) -> None:
    """Coroutines end in any order: more may be in progress than the last lease has before it."""
    board.words[at.TASKS_TOTAL] = 40
    loop = Lane(board)
    while len(loop.begun) < 10:
        assert loop.begin()
    other = Lane(board)
    assert other.begin()
    other.count(0)
    other.note()
    lowest = board.words[loop.base + at.LEASE_NEXT] = 2  # a lease that had been returned
    board.words[loop.base + at.LEASE_HI] = 4
    assert board.words[loop.base + at.IN_FLIGHT] > lowest
    leases.put_back(board, other.base)
    assert leases.recover(board, loop.base) == 10
    assert leases.left(board)


def test_leases_shrink_towards_the_end(board: Board) -> None:
    board.words[at.TASKS_TOTAL] = 10_000
    (base,) = board.claim(1, worker=0)
    sizes = []
    while True:
        lo, hi = leases.take(board, base, 8)
        if lo == hi:
            break
        sizes.append(hi - lo)
    assert sum(sizes) == 10_000
    assert sizes[0] == leases.LONGEST_LEASE
    assert sizes[-20:] == [1] * 20
    assert sizes == sorted(sizes, reverse=True)


def test_a_full_table_of_returned_tasks_loses_none(board: Board) -> None:
    total = board.words[at.TASKS_TOTAL] = 4 * at.MOST_RETURNS
    (base,) = board.claim(1, worker=0)
    for entry in range(at.MOST_RETURNS):  # as if each had been leased, and its end given back
        board.words[at.RETURNS + 2 * entry] = 3 * entry
        board.words[at.RETURNS + 2 * entry + 1] = 3 * entry + 1
    board.words[at.RETURNED] = at.MOST_RETURNS
    board.words[at.NEXT_TASK] = total
    board.words[base + at.LEASE_NEXT], board.words[base + at.LEASE_HI] = 5, 9
    leases.put_back(board, base)
    assert board.words[at.RETURNED] == at.MOST_RETURNS
    assert leases.missing(board) == total - at.MOST_RETURNS
