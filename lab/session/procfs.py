"""What the system knows of the run's threads and of the cores, without privileges (Linux).

Descriptors are kept open and read with ``pread``: 2 to 8 µs a thread. With many threads only some
are read each time, in turn, so that a reading stays cheap; each is still read about once a second.
Elsewhere there is no schedstat: :class:`CoresOnly` then tells the cores' load by psutil and says
that the waiting cannot be split.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import psutil
from numpy.typing import NDArray

from lab.capabilities import proc

THREADS_A_READING = 200
OPENED_A_READING = 100
LIST_EVERY_S = 0.5


@dataclass
class ThreadTimes:
    """Of one thread, in ns since it began: on a core, and in the queue for one."""

    pid: int
    tid: int
    run_ns: int = 0
    queue_ns: int = 0
    core: int = 0
    seen: bool = False
    files: tuple[int, int] = (-1, -1)


class ThreadReader:
    """Reads every thread of the run's processes."""

    available = True

    def __init__(self, cores: int) -> None:
        self.threads: dict[int, ThreadTimes] = {}
        self.by_core = np.zeros(cores)
        """CPU ns of the run on each core since the last call of :meth:`take_by_core`."""
        self.run_ns = 0
        """Time on a core of all threads of workers so far."""
        self.queue_ns = 0
        """Time in the queue for a core, likewise."""
        self._cpu: dict[int, int] = {}
        self._listed = 0.0
        self._turn = 0
        self._dead: dict[int, ThreadTimes] = {}
        self._workers: frozenset[int] = frozenset()
        self._proc = proc()

    def read(self, pids: list[int], workers: frozenset[int], now: float) -> None:
        """Read the threads of ``pids``, some of them ``workers``; lists them twice a second."""
        self._workers = workers
        if now - self._listed >= LIST_EVERY_S or any(pid not in self._cpu for pid in pids):
            self._listed = now
            self._list(pids)
        for pid in pids:
            self._read_process(pid)
        tids = list(self.threads)
        count = len(tids)
        if count > THREADS_A_READING:
            start = self._turn % count
            tids = (tids + tids)[start : start + THREADS_A_READING]
            self._turn += THREADS_A_READING
        for tid in tids:
            self._read_thread(self.threads[tid])

    def take_by_core(self) -> NDArray[np.float64]:
        """CPU ns of the run on each core since the last call."""
        taken, self.by_core = self.by_core, np.zeros(len(self.by_core))
        return taken

    @property
    def cpu_ns(self) -> int:
        """CPU time of all processes ever seen, also of threads that ended between readings."""
        return sum(self._cpu.values())

    def times(self, tid: int) -> ThreadTimes | None:
        """What is known of a thread, also after its end."""
        return self.threads.get(tid) or self._dead.get(tid)

    def close(self) -> None:
        """Give back all descriptors."""
        for thread in self.threads.values():
            self._close(thread)
        self.threads.clear()

    def _list(self, pids: list[int]) -> None:
        found: set[int] = set()
        room = OPENED_A_READING
        for pid in pids:
            self._cpu.setdefault(pid, 0)
            with suppress(OSError):
                for entry in (self._proc / str(pid) / "task").iterdir():
                    tid = int(entry.name)
                    found.add(tid)
                    if tid not in self.threads and room:
                        room -= 1
                        self._open(pid, tid)
        if not room:
            self._listed = 0.0  # the rest at the next reading: a thousand at once would be felt
        for tid in [tid for tid in self.threads if tid not in found]:
            self._gone(tid)

    def _open(self, pid: int, tid: int) -> None:
        folder = self._proc / str(pid) / "task" / str(tid)
        files: list[int] = []
        try:
            files.extend(os.open(folder / name, os.O_RDONLY) for name in ("schedstat", "stat"))
        except OSError:
            for file in files:
                os.close(file)
            return
        self.threads[tid] = ThreadTimes(pid, tid, files=(files[0], files[1]))
        self._dead.pop(tid, None)

    def _read_process(self, pid: int) -> None:
        # The process's CPU clock: exact, and with the threads that have ended.
        with suppress(OSError):
            self._cpu[pid] = time.clock_gettime_ns(((~pid) << 3) | 2)

    def _read_thread(self, thread: ThreadTimes) -> None:
        try:
            run, queue, _ = os.pread(thread.files[0], 128, 0).split()
            stat = os.pread(thread.files[1], 1024, 0)
        except (OSError, ValueError):
            self._gone(thread.tid)
            return
        run_ns, queue_ns = int(run), int(queue)
        if thread.pid in self._workers:
            self.run_ns += run_ns - thread.run_ns
            self.queue_ns += queue_ns - thread.queue_ns
        thread.core = int(stat[stat.rindex(b")") + 2 :].split()[36])
        if thread.core < len(self.by_core):
            self.by_core[thread.core] += run_ns - thread.run_ns
        thread.run_ns, thread.queue_ns, thread.seen = run_ns, queue_ns, True

    def _gone(self, tid: int) -> None:
        thread = self.threads.pop(tid, None)
        if thread is not None:
            self._close(thread)
            self._dead[tid] = thread
            while len(self._dead) > 4 * THREADS_A_READING:
                del self._dead[next(iter(self._dead))]

    @staticmethod
    def _close(thread: ThreadTimes) -> None:
        for file in thread.files:
            os.close(file)


class NoThreads:
    """Where the system tells nothing of single threads: only the processes' CPU time, by psutil."""

    available = False

    def __init__(self, cores: int) -> None:
        self.cores = cores
        self.run_ns = 0
        self.queue_ns = 0
        self._cpu: dict[int, int] = {}

    def read(self, pids: list[int], workers: frozenset[int], now: float) -> None:
        """Read the CPU time of ``pids``."""
        for pid in pids:
            with suppress(psutil.Error):
                spent = psutil.Process(pid).cpu_times()
                self._cpu[pid] = int((spent.user + spent.system) * 1e9)

    def take_by_core(self) -> NDArray[np.float64] | None:
        """Not known here."""
        return None

    @property
    def cpu_ns(self) -> int:
        """CPU time of all processes ever seen."""
        return sum(self._cpu.values())

    def times(self, tid: int) -> ThreadTimes | None:
        """Not known here."""
        return None

    def close(self) -> None:
        """Nothing is held."""


def thread_reader(cores: int) -> ThreadReader | NoThreads:
    """The best reader this system allows, chosen by what is there, not by the system's name."""
    if proc("self", "task", os.getpid(), "schedstat").exists():
        return ThreadReader(cores)
    return NoThreads(cores)


class CoreReader:
    """Busy time of every core; ``/proc/stat`` ticks in hundredths of a second."""

    def __init__(self) -> None:
        self.count = psutil.cpu_count() or 1

    def busy_and_total(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Seconds each core was busy, and seconds accounted at all, since the system started."""
        busy = np.zeros(self.count)
        total = np.zeros(self.count)
        for core, times in enumerate(psutil.cpu_times(percpu=True)[: self.count]):
            idle = times.idle + getattr(times, "iowait", 0.0)
            # Guest time is part of user time already.
            whole = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
            busy[core], total[core] = whole - idle, whole
        return busy, total
