"""How many threads and files one may have here, and what it is that sets the limit.

The smallest limit counts, and it is named: whoever reads "4,000 of 10,000" wants to know why.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lab.capabilities import proc
from lab.runtime.open_files import allow_many_files
from lab.spec.words import told

MOST_THREADS = 4_000
"""A cap of the laboratory's own: many more make a machine slow to answer."""
THREAD_KIB = 64.0
"""Reserved for a thread with a connection; it takes a third of that."""
CONNECTION_KIB = 32.0
MEMORY_SHARE = 0.5
"""Of the memory that is free no more than this is taken."""
_SPARE_FILES = 64
_SPARE_THREADS = 256


class Limit(NamedTuple):
    """At most so many, and why (told)."""

    most: int
    why: str


def least(wanted: int, limits: Iterator[Limit]) -> Limit:
    """How many of ``wanted`` there can be; no reason where it is all of them."""
    most, why = wanted, ""
    for limit in limits:
        if limit.most < most:
            most, why = max(0, limit.most), limit.why
    return Limit(most, why)


def connection_limits(each_kib: float = CONNECTION_KIB) -> Iterator[Limit]:
    """What limits connections of one process; its soft limit of open files is raised first."""
    files = None
    with suppress(OSError, ValueError):
        files = allow_many_files()
    if files is not None and files >= 0:  # negative: there is none
        why = told("the system lets a process open {n:,} files", n=files)
        yield Limit(files - _SPARE_FILES, why)
    free = available_kib()
    if free is not None:
        why = told("{n:,.0f} MiB of memory are free, of which half may be used", n=free / 1024)
        yield Limit(int(free * MEMORY_SHARE / each_kib), why)


def thread_limits() -> Iterator[Limit]:
    """What limits threads, beside what limits the connections they have."""
    yield Limit(MOST_THREADS, told("Hebra starts {n:,} threads at most", n=MOST_THREADS))
    whole = _number(proc("sys", "kernel", "threads-max"))
    if whole is not None:
        yield Limit(whole // 2, told("the system has {n:,} threads at most", n=whole))
    for folder in _groups():
        most, used = _number(folder / "pids.max"), _number(folder / "pids.current")
        if most is not None and used is not None:
            why = told("this control group may have {n:,} threads", n=most)
            yield Limit(most - used - _SPARE_THREADS, why)
    yield from connection_limits(THREAD_KIB)


def available_kib() -> float | None:
    """Memory that can be had without swapping, control groups respected; None when not known."""
    found = []
    with suppress(OSError):
        lines = proc("meminfo").read_text(encoding="ascii").splitlines()
        found += [float(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    for folder in _groups():
        most, used = _number(folder / "memory.max"), _number(folder / "memory.current")
        if most is not None and used is not None:
            found.append(max(0, most - used) / 1024)
    return min(found) if found else None


def _groups() -> Iterator[Path]:
    """The folders of this process's control group and those it lies in (version 2)."""
    top = Path("/sys/fs/cgroup")
    own = ""
    with suppress(OSError):
        for line in proc("self", "cgroup").read_text(encoding="ascii").splitlines():
            if line.startswith("0::/"):
                own = line[4:]
    folder = top / own
    yield folder
    while folder != top and top in folder.parents:
        folder = folder.parent
        yield folder


def _number(path: Path) -> int | None:
    """The number in a file; None where there is no file, or no limit."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
