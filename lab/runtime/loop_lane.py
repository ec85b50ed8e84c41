"""Lanes that are coroutines: the event loop of one thread and those that take turns on it.

A lane here is a coroutine that carries out tasks one after another, exactly as a thread does in
``lane.py``. A task that has an async form is awaited; one that has not is called inline - it blocks
the loop, that is the lesson - or handed to a thread pool, as the plan says. After an inline task
the lane lets the others have their turn, as one coroutine for each task would.

The slot is written by the loop's thread only. The CPU time of an awaited task is not known, because
its thread carries out others meanwhile; its record says so. Position and serial of a lane are kept
apart: a position may be held by one lane after another, a serial is never used twice.
"""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from threading import local
from typing import TYPE_CHECKING, Any

from . import layout as at
from . import leases
from .tools import Tool, Toolbox, context_maker

if TYPE_CHECKING:
    from .group import Group, Member

MOST_POOL_THREADS = 64
"""Threads of the pool that blocking tasks are handed to."""


def carry_out_in_loop(group: Group, member: Member) -> None:
    """Run this thread's event loop until its lanes are to leave or nothing is left to do."""
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(_Loop(group, member, loop).conduct())
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


class _Loop:
    def __init__(self, group: Group, member: Member, loop: asyncio.AbstractEventLoop) -> None:
        self.group, self.member, self.loop = group, member, loop
        self.words, self.base = group.board.words, member.base
        self.claim = self.words[member.base + at.CLAIM]
        self.lanes: dict[int, asyncio.Task[None]] = {}
        self.serial = 0
        self.wanted = 0
        self.generation = -1
        self.begun = False
        self.look_again = asyncio.Event()
        self.box: Toolbox | None = None
        self.source: Iterator[Tool] = iter(())
        self.over = False
        self.pool: ThreadPoolExecutor | None = None
        self.pooled = local()
        self.head = self.words[member.base + at.HEAD]

    async def conduct(self) -> None:
        """Start and retire lanes as the plan says; returns when the last one has ended."""
        self.member.wake = self._wake
        try:
            while await self._adopt():
                self.look_again.clear()
                if self.words[at.GENERATION] != self.generation:
                    continue
                await self.look_again.wait()
            self.over = True
            await self._let_lanes_end()
        finally:
            self.member.wake = lambda: None
            if self.pool is not None:
                self.pool.shutdown(wait=False, cancel_futures=True)
            await self._close(self.box)
            if self.words[at.TASKS_TOTAL]:
                leases.put_back(self.group.board, self.base)

    def _wake(self) -> None:
        """Called by other threads; one that is late finds the loop closed, which is fine."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.look_again.set)

    async def _let_lanes_end(self) -> None:
        if self.words[at.STOP_NS]:
            for task in self.lanes.values():
                task.cancel()
        await asyncio.gather(*self.lanes.values(), return_exceptions=True)

    async def _adopt(self) -> bool:
        """Bring the lanes in line with the plan; False when all of them are to end."""
        generation, plan = self.group.look()
        if plan is None or self.member.leaving or self.over:
            return False
        self.generation = generation
        self.wanted = plan["coroutines"]
        if self.box is None or self.box.version != plan["mix_version"]:
            earlier = self.box
            make = context_maker(
                plan, worker=self.group.rank, claim=self.claim, concurrency=self.wanted
            )
            self.box = Toolbox(plan, make, event_loop=True, earlier=earlier)
            self.box.users = 1
            if plan["tasks"]:
                self.source = self._leased(self.box.order, plan["threads"] * plan["processes"])
            else:
                self.source = cycle(self.box.rotated(self.claim))
            if earlier is not None:
                await self._let_go(earlier)
        if not self.begun:
            # The loop stands still meanwhile: it has no lanes yet.
            self.begun = self.group.begin(self.member)
            if not self.begun:
                return False
        before = self.group.rank * plan["threads"] + self.member.index
        shown = max(0, at.SHOWN_LANES - before * self.wanted)
        for position in range(self.wanted):
            if position not in self.lanes:
                self._start(position, shown=position < shown)
        return True

    def _start(self, position: int, *, shown: bool) -> None:
        self.serial += 1
        name = f"lane {self.claim}.{self.serial}"
        task = self.loop.create_task(self._lane(position, self.serial, shown), name=name)
        self.lanes[position] = task
        self._count(position, self.serial)

    def _count(self, position: int, serial: int) -> None:
        self.group.board.count_lanes(self.base, len(self.lanes), time.perf_counter_ns())
        if position < at.SERIALS_SHOWN:
            self.words[self.base + at.SERIALS + position] = serial

    def _leased(self, order: list[Tool], threads: int) -> Iterator[Tool]:
        """Tasks of a fixed number, handed to whichever lane of this loop asks next."""
        words, base = self.words, self.base
        while True:
            while words[base + at.LEASE_NEXT] < words[base + at.LEASE_HI]:
                number = words[base + at.LEASE_NEXT]
                words[base + at.IN_FLIGHT] += 1
                words[base + at.LEASE_NEXT] = number + 1
                yield order[number % len(order)]
            lo, hi = leases.take(self.group.board, base, threads * max(1, self.wanted))
            if lo == hi:
                return

    # --- one lane -----------------------------------------------------------------------------
    async def _lane(self, position: int, serial: int, shown: bool) -> None:
        words, current = self.words, at.GENERATION
        identity = (self.claim << at.LANE_BITS) + serial
        fixed = bool(words[at.TASKS_TOTAL])
        box = self._current_box()
        box.users += 1
        try:
            while position < self.wanted and not self.over:
                if words[current] != self.generation:
                    self.look_again.set()
                if box is not self.box:
                    await self._let_go(box)
                    box = self._current_box()
                    box.users += 1
                tool = next(self.source, None)
                if tool is None:
                    self._used_up()
                    return
                await self._carry_out(tool, identity, shown)
                if fixed:
                    words[self.base + at.IN_FLIGHT] -= 1
        except asyncio.CancelledError:
            return  # the run is over
        finally:
            del self.lanes[position]
            self._count(position, 0)
            await self._let_go(box)

    def _current_box(self) -> Toolbox:
        assert self.box is not None
        return self.box

    def _used_up(self) -> None:
        """No tasks are left: the loop ends when the others have done theirs."""
        self.over = True
        self.look_again.set()

    async def _carry_out(self, tool: Tool, lane: int, shown: bool) -> None:
        perf = time.perf_counter_ns
        failed = used = 0
        flags = at.FLAG_NO_CPU
        start = perf()
        try:
            if tool.awaits is not None:
                await tool.awaits()
            elif tool.call is not None:
                flags = 0
                cpu = time.thread_time_ns()
                try:
                    tool.call()
                finally:
                    used = time.thread_time_ns() - cpu
            else:
                flags = 0
                used = await self.loop.run_in_executor(self._pool(), self._in_pool, tool)
        except asyncio.CancelledError:
            raise
        except BaseException:  # noqa: BLE001 - a task may raise anything; it is counted and told
            failed = at.FLAG_FAILED
            self.group.tell_failure(tool.kind.name, traceback.format_exc())
        end = perf()
        self._account(tool, lane, shown, (start, end, used, failed | flags))
        if tool.call is not None:
            await asyncio.sleep(0)

    def _account(self, tool: Tool, lane: int, shown: bool, task: tuple[int, int, int, int]) -> None:
        start, end, used, flags = task
        words, base = self.words, self.base
        if 0 < words[at.STOP_NS] < end:
            return
        wall = min(end - start, at.LONGEST_NS)
        total = base + tool.total
        if flags & at.FLAG_FAILED:
            words[total + at.FAILED] += 1
        else:
            words[total] += 1
            words[total + at.WALL_NS] += wall
            words[total + at.CPU_NS] += used
            shift = (wall | 16).bit_length() - 5
            words[base + tool.histogram + (shift << 4) + (wall >> shift)] += 1
            if wall > words[total + at.MAX_NS]:
                words[total + at.MAX_NS] = wall
        head = self.head
        if shown:
            place = base + at.RECORDS + (head & (at.RING - 1)) * at.RECORD_WORDS
            words[place + 1] = lane
            words[place + 2] = tool.number | flags
            words[place + 3] = start
            words[place + 4] = end
            words[place + 5] = used
            words[place] = head + 1
            self.head = head + 1
        words[base + at.LAST_END_NS] = end
        words[base + at.HEAD] = self.head

    # --- the pool for blocking tasks ------------------------------------------------------------
    def _pool(self) -> ThreadPoolExecutor:
        if self.pool is None:
            self.pool = ThreadPoolExecutor(MOST_POOL_THREADS)
        return self.pool

    def _in_pool(self, tool: Tool) -> int:
        """Carry out a blocking task in a thread of the pool; returns its CPU time in ns."""
        calls: dict[Tool, Any] | None = getattr(self.pooled, "calls", None)
        if calls is None:
            calls = self.pooled.calls = {}
        call = calls.get(tool)
        if call is None:
            call = calls[tool] = tool.kind.blocking(tool.context)
        cpu = time.thread_time_ns()
        call()
        return time.thread_time_ns() - cpu

    # --- letting go -----------------------------------------------------------------------------
    async def _let_go(self, box: Toolbox) -> None:
        box.users -= 1
        if box.users == 0:
            await self._retire(box)

    async def _close(self, box: Toolbox | None) -> None:
        if box is not None and box.users > 0:
            box.users = 0
            await self._retire(box)

    async def _retire(self, box: Toolbox) -> None:
        for closer in box.retire():
            outcome = closer()
            if hasattr(outcome, "__await__"):
                await outcome
