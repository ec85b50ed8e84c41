"""A fixed number of tasks, each carried out once, over lanes that come and go.

Tasks are numbered. A thread takes a lease of some of them under the board's lock and notes in its
slot's ledger how far it got, so when its process is killed the host knows what was lost: tasks
not begun are given out again; those begun and not done are given out again too and counted as
"possibly twice", because nobody can know how far they got. A lane that leaves returns the rest.

Leases shrink towards the end (a share of what is left), so that no lane sits on work while others
have none.
"""

from __future__ import annotations

from . import layout as at
from .board import Board

LONGEST_LEASE = 64


def take(board: Board, base: int, lanes: int) -> tuple[int, int]:
    """Lease some tasks for the thread at ``base``, one of ``lanes`` lanes; empty: none are left.

    The lease stands in the ledger before the lock is let go of.
    """
    words = board.words
    with board.lock():
        returned = words[at.RETURNED]
        total, following = words[at.TASKS_TOTAL], words[at.NEXT_TASK]
        fair = max(1, min(LONGEST_LEASE, (total - following) // (4 * max(1, lanes))))
        if returned:
            place = at.RETURNS + 2 * (returned - 1)
            lo, hi = words[place], words[place + 1]
            if hi - lo > fair:
                hi = lo + fair
                words[place] = hi
            else:
                words[at.RETURNED] = returned - 1
        else:
            lo, hi = following, min(total, following + fair)
            words[at.NEXT_TASK] = hi
        words[base + at.LEASE_NEXT] = lo
        words[base + at.LEASE_HI] = hi
    return lo, hi


def put_back(board: Board, base: int) -> None:
    """Return what the thread at ``base`` leased and did not begin."""
    words = board.words
    lo, hi = words[base + at.LEASE_NEXT], words[base + at.LEASE_HI]
    if lo < hi:
        with board.lock():
            words[base + at.LEASE_HI] = lo
            _put_back(board, lo, hi)


def _put_back(board: Board, lo: int, hi: int) -> None:
    words = board.words
    returned = words[at.RETURNED]
    if returned == at.MOST_RETURNS:
        return  # no room to note it: at the end :func:`missing` finds what was never carried out
    words[at.RETURNS + 2 * returned] = lo
    words[at.RETURNS + 2 * returned + 1] = hi
    words[at.RETURNED] = returned + 1


def recover(board: Board, base: int) -> int:
    """Give out again what a dead thread had leased; how many may have been done. Host only."""
    words = board.words
    with board.lock():
        following, hi = words[base + at.LEASE_NEXT], words[base + at.LEASE_HI]
        in_flight = words[base + at.IN_FLIGHT]
        if following < hi:
            _put_back(board, following, hi)
        if in_flight:
            # Coroutines end in any order and across leases, so which ones were begun is not
            # known, only how many. The numbers need not be theirs: they only choose the kind.
            lo = max(0, following - in_flight)
            _put_back(board, lo, lo + in_flight)
        words[at.TWICE] += in_flight
        words[base + at.LEASE_NEXT] = words[base + at.LEASE_HI] = words[base + at.IN_FLIGHT] = 0
    return int(in_flight)


def missing(board: Board) -> int:
    """How many tasks are neither done nor waiting; asked when no lane is alive. Host only.

    A worker killed between taking a lease and noting it leaves a gap in the numbers that no ledger
    names; the counters find it.
    """
    words = board.words
    waiting = words[at.TASKS_TOTAL] - words[at.NEXT_TASK]
    for entry in range(words[at.RETURNED]):
        place = at.RETURNS + 2 * entry
        waiting += words[place + 1] - words[place]
    return int(max(0, words[at.TASKS_TOTAL] - waiting - carried_out(board)))


def carried_out(board: Board) -> int:
    """Tasks done or failed so far, over all slots."""
    words = board.words
    total = 0
    for slot in range(words[at.SLOTS_USED]):
        totals = at.slot_base(slot) + at.TOTALS
        for kind in range(at.KINDS):
            place = totals + kind * at.KIND_WORDS
            total += words[place + at.DONE] + words[place + at.FAILED]
    return total


def give_again(board: Board, count: int) -> None:
    """Have ``count`` tasks carried out that were found missing. Host only."""
    with board.lock():
        total = board.words[at.TASKS_TOTAL]
        _put_back(board, total - count, total)


def left(board: Board) -> bool:
    """True while there are tasks that nobody has leased."""
    words = board.words
    return bool(words[at.RETURNED] or words[at.NEXT_TASK] < words[at.TASKS_TOTAL])
