"""A lane that is a thread: carries out tasks one after another and accounts for each.

Promises: a task that ended before the run was stopped is counted exactly once, with its wall time
and CPU time; nothing is counted that ended after. The slot at ``base`` is written by this thread
only. Between tasks it compares one word of the board with the generation it knows; only when that
differs does it look at anything else.

Everything in the loop is a local name, because the loop is what every figure pays for (about 2 µs
a task, most of it the thread's CPU clock).
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING

from . import layout as at
from . import leases
from .tools import Tool, Toolbox, context_maker

if TYPE_CHECKING:
    from .group import Group, Member


def carry_out(group: Group, member: Member) -> None:
    """Carry out tasks until the thread is to leave, the run is over or no tasks are left."""
    lane = _Lane(group, member)
    try:
        if not (lane.adopt() and lane.begin()):
            return
        while lane.adopt():
            if not (lane.batches() if lane.box.batch > 1 else lane.one_by_one()):
                break
    finally:
        lane.close()


class _Lane:
    def __init__(self, group: Group, member: Member) -> None:
        self.group = group
        self.member = member
        self.words = group.board.words
        self.base = member.base
        self.claim = self.words[member.base + at.CLAIM]
        self.id = (self.claim << at.LANE_BITS) + 1
        self._box: Toolbox | None = None
        self.source: Iterator[Tool] = iter(())
        self.generation = -1
        self.cpu = time.thread_time_ns()

    @property
    def box(self) -> Toolbox:
        """The tools in use; there are some once a plan was adopted."""
        assert self._box is not None
        return self._box

    def adopt(self) -> bool:
        """Take up the plan in force; False when this thread is to leave."""
        generation, plan = self.group.look()
        if plan is None or self.member.leaving:
            return False
        self.generation = generation
        if self._box is None or self._box.version != plan["mix_version"]:
            make = context_maker(plan, worker=self.group.rank, claim=self.claim, concurrency=1)
            earlier = self._box
            self._box = Toolbox(plan, make, event_loop=False, earlier=earlier)
            if earlier is not None:
                for closer in earlier.retire():
                    closer()
            order = self.box.rotated(self.claim)
            if plan["tasks"]:
                self.source = self._leased(self.box.order, plan["lanes"])
            else:
                self.source = cycle(order)
        return True

    def begin(self) -> bool:
        """Be a lane from now on, with all others; False when the run is over before."""
        if not self.group.begin(self.member):
            return False
        self.group.board.count_lanes(self.base, 1, self.words[self.base + at.STARTED_NS])
        self.words[self.base + at.SERIALS] = 1
        return True

    def _leased(self, order: list[Tool], lanes: int) -> Iterator[Tool]:
        """Tasks of a fixed number; the ledger says at any moment how far this thread got."""
        words, base = self.words, self.base
        position, limit = base + at.LEASE_NEXT, base + at.LEASE_HI
        in_flight = base + at.IN_FLIGHT
        size = len(order)
        while True:
            while words[position] < words[limit]:
                number = words[position]
                words[in_flight] = 1
                words[position] = number + 1
                yield order[number % size]
            words[in_flight] = 0
            lo, hi = leases.take(self.group.board, base, lanes)
            if lo == hi:
                return

    def one_by_one(self) -> bool:
        """The hot loop; True when there is a newer plan to adopt, False when this lane is done."""
        words, base, generation = self.words, self.base, self.generation
        current = at.GENERATION
        perf, cpu_clock = time.perf_counter_ns, time.thread_time_ns
        head_at, last_at = base + at.HEAD, base + at.LAST_END_NS
        head = words[head_at]
        ring = base + at.RECORDS if self.member.shown else 0
        words_a_record, ring_mask = at.RECORD_WORDS, at.RING - 1
        lane = self.id
        wall_at, cpu_at, longest_at = at.WALL_NS, at.CPU_NS, at.MAX_NS
        limit = at.LONGEST_NS
        cpu = self.cpu = cpu_clock()
        for tool in self.source:
            call = tool.call
            failed = 0
            start = perf()
            try:
                call()  # type: ignore[misc]
            except BaseException:  # noqa: BLE001 - a task may raise anything; it is counted and told
                failed = at.FLAG_FAILED
                self.group.tell_failure(tool.kind.name, traceback.format_exc())
            end = perf()
            now = cpu_clock()
            newer = words[current] != generation
            if newer and 0 < words[at.STOP_NS] < end:
                return False
            wall = end - start
            total = base + tool.total
            if failed:
                words[total + at.FAILED] += 1
            else:
                words[total] += 1
                words[total + wall_at] += wall
                words[total + cpu_at] += now - cpu
                if wall > limit:
                    wall = limit
                shift = (wall | 16).bit_length() - 5
                words[base + tool.histogram + (shift << 4) + (wall >> shift)] += 1
                if wall > words[total + longest_at]:
                    words[total + longest_at] = wall
            if ring:
                place = ring + (head & ring_mask) * words_a_record
                words[place + 1] = lane
                words[place + 2] = tool.number | failed
                words[place + 3] = start
                words[place + 4] = end
                words[place + 5] = now - cpu
                words[place] = head + 1
            cpu = now
            head += 1
            words[last_at] = end
            words[head_at] = head
            if newer:
                return True
        return False

    def batches(self) -> bool:
        """Very short tasks of one kind, counted many at a time; a batch has no latency."""
        words, base, generation = self.words, self.base, self.generation
        perf, cpu_clock = time.perf_counter_ns, time.thread_time_ns
        tool = self.box.tools[0]
        call = tool.call
        assert call is not None
        total = base + tool.total
        size = self.box.batch
        cpu = cpu_clock()
        head = words[base + at.HEAD]
        for first in self.source:
            assert first is tool
            several = self._rest_of_batch(size)
            failures = 0
            start = perf()
            done = 0
            while done < several:
                try:
                    for _ in range(several - done):
                        call()
                        done += 1
                except BaseException:  # noqa: BLE001 - as above
                    done += 1
                    failures += 1
                    self.group.tell_failure(tool.kind.name, traceback.format_exc())
            end = perf()
            now = cpu_clock()
            newer = words[at.GENERATION] != generation
            if newer and 0 < words[at.STOP_NS] < end:
                return False
            words[total + at.DONE] += several - failures
            words[total + at.FAILED] += failures
            words[total + at.BATCHED] += several
            words[total + at.WALL_NS] += end - start
            words[total + at.CPU_NS] += now - cpu
            if self.member.shown:
                place = base + at.RECORDS + (head & (at.RING - 1)) * at.RECORD_WORDS
                words[place + 1] = self.id
                words[place + 2] = tool.number | at.FLAG_BATCH
                words[place + 3] = start
                words[place + 4] = end
                words[place + 5] = now - cpu
                words[place] = head + 1
            cpu = now
            head += 1
            words[base + at.LAST_END_NS] = end
            words[base + at.HEAD] = head
            if newer:
                return True
        return False

    def _rest_of_batch(self, size: int) -> int:
        """How many tasks this batch holds; of a fixed number, the rest of the lease is taken."""
        words, base = self.words, self.base
        if not words[at.TASKS_TOTAL]:
            return size
        position = words[base + at.LEASE_NEXT]
        several = 1 + min(size - 1, words[base + at.LEASE_HI] - position)
        words[base + at.IN_FLIGHT] = several
        words[base + at.LEASE_NEXT] = position + several - 1
        return several

    def close(self) -> None:
        """Return what was leased, let go of connections and files."""
        if self.words[at.TASKS_TOTAL]:
            self.words[self.base + at.IN_FLIGHT] = 0
            leases.put_back(self.group.board, self.base)
        if self._box is not None:
            for closer in self._box.retire():
                closer()
