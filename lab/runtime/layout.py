"""Layout of the board: the memory-mapped file that carries every figure of a run.

The file is an array of unsigned 64-bit words in the machine's order: a control page, then slots.
A slot belongs to one OS thread that carries lanes and **has exactly one writer**, so there are no
locks on the hot path; aligned 8-byte stores do not tear. Counters only ever grow, also when a slot
is taken over by another thread, so nothing that was counted is lost. The control page is written
by the engine's host, except the words said to be under the lock (an ``fcntl`` lock on the file,
which the system releases when its holder is killed).

Standard library only: the engine writes with a ``memoryview``, the parent reads with numpy.
"""

from __future__ import annotations

MAGIC = 0x4845_4252_4131

# --- control page, word indices -------------------------------------------------------------
GENERATION = 1
"""Number of the plan in force; workers and lanes compare it between tasks."""
STOP_NS = 2
"""When the run was stopped (perf_counter_ns), 0 while it goes on."""
EPOCH_NS = 3
"""When the run began for all lanes at once (perf_counter_ns); 0 while they are made ready."""
PLAN_BYTES = 4
"""Two words: how long the JSON text in each plan buffer is. Plan n is in buffer n % 2."""
# Under the lock:
SLOTS_USED = 8
"""Slots from here on were never used."""
NEXT_CLAIM = 9
"""Every claim of a slot gets a number that is never used twice; lanes' ids are made from it."""
NEXT_TASK = 10
"""Of a fixed number: the first task that was never given out."""
TASKS_TOTAL = 11
"""Of a fixed number: how many; 0 when the load is flat out."""
TWICE = 12
"""Tasks given out again after a worker was lost that may have been carried out before."""
RETURNED = 13
"""How many intervals are in the table of returned tasks."""

RETURNS = 64
MOST_RETURNS = 4096
"""Table of returned intervals: pairs lo, hi."""
PLAN = RETURNS + 2 * MOST_RETURNS
PLAN_WORDS = 4096
"""Two buffers of this many words (32 KiB of JSON each)."""
CONTROL_WORDS = PLAN + 2 * PLAN_WORDS

# --- slots ------------------------------------------------------------------------------------
SLOTS = 4096
KINDS = 16
"""Room for so many kinds of task; :data:`lab.tasks.KINDS` may have fewer."""
BUCKETS = 640
"""Latency histogram of a kind: see :func:`bucket`; covers up to 2^42 ns, over an hour."""
RING = 4096
RECORD_WORDS = 6

# Header of a slot.
HEAD = 0
"""How many records were ever written; also changes with every task, so it tells idle slots."""
STATE = 1
PID = 2
TID = 3
WORKER = 4
"""The worker's rank, 0 … processes - 1."""
THREAD = 5
"""The thread's index in its worker."""
CLAIM = 6
STARTED_NS = 7
ENDED_NS = 8
LAST_END_NS = 9
"""End of the last task; what is in progress began about then."""
LANES = 10
"""Lanes alive on this thread: 1, or the coroutines of its loop."""
LOOP = 11
"""1 when the thread runs an event loop."""
LEASE_NEXT = 12
LEASE_HI = 13
IN_FLIGHT = 14
"""Ledger of a fixed number of tasks: [LEASE_NEXT, LEASE_HI) was not begun, the IN_FLIGHT before it
were begun and are not done."""
ALIVE_NS = 15
"""Time that earlier claims of this slot were alive, in ns."""
LANE_SECONDS = 16
"""Of a loop: lanes times time alive, up to the last change of their number, in ns."""
LANES_SINCE = 17
"""When the number of lanes changed last."""
KEEPS_RECORDS = 18
"""1 when the thread leaves task records; those whose lanes are not drawn do not."""
SERIALS = 32
SERIALS_SHOWN = 64
"""Serial numbers (from 1) of the lanes at the first positions of this thread; 0 = nobody."""
HEADER_WORDS = SERIALS + SERIALS_SHOWN

# Totals by kind.
DONE, FAILED, WALL_NS, CPU_NS, BATCHED, MAX_NS = range(6)
KIND_WORDS = 8

TOTALS = HEADER_WORDS
HISTOGRAMS = TOTALS + KINDS * KIND_WORDS
RECORDS = HISTOGRAMS + KINDS * BUCKETS
SLOT_WORDS = RECORDS + RING * RECORD_WORDS
BOARD_WORDS = CONTROL_WORDS + SLOTS * SLOT_WORDS
BOARD_BYTES = 8 * BOARD_WORDS
"""Nearly all of it is never touched: the file is sparse."""

# A record: sequence number (from 1), lane id, kind and flags, start, end, CPU.
R_SEQUENCE, R_LANE, R_KIND, R_START, R_END, R_CPU = range(RECORD_WORDS)
FLAG_FAILED = 1 << 8
FLAG_BATCH = 1 << 9
FLAG_NO_CPU = 1 << 10
"""The task shared its thread with others while it awaited: its own CPU time is not known."""

# States of a slot.
FREE, RUNNING, LEAVING, LOST = range(4)

LANE_BITS = 20
"""A lane's id is the claim number shifted by this, plus the lane's serial on its thread."""


def slot_base(slot: int) -> int:
    """Index of the first word of a slot."""
    return CONTROL_WORDS + slot * SLOT_WORDS


def bucket(nanoseconds: int) -> int:
    """The histogram bucket of a latency; relative error at most 1/32.

    The hot loop has this written out; a test holds the two together.
    """
    shift = (nanoseconds | 16).bit_length() - 5
    return (shift << 4) + (nanoseconds >> shift)


def bucket_bounds(index: int) -> tuple[int, int]:
    """Lowest and highest latency in ns that falls into a bucket."""
    if index < 32:
        return index, index
    shift = (index >> 4) - 1
    low = (index - (shift << 4)) << shift
    return low, low + (1 << shift) - 1


LONGEST_NS = (1 << 42) - 1

SHOWN_LANES = 64
"""Lanes beyond this many are not drawn one by one, so they need not leave records."""
