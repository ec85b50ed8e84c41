"""How many threads and files the system allows, against what the largest experiments take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lab.spec import MOST_LANES, MOST_THREADS

from .check import Check, check

SPARE = 100
"""Threads, or files, that the lab and its host need beside the lanes."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """None where there is no limit, or where the system does not tell."""

    user: int | None = None
    """Threads of all programs of the person."""
    group: int | None = None
    """Threads of the control group that this process is in: a container's, say."""
    system: int | None = None
    files: int | None = None
    """Files that a process may open when it asks for as many as it may have."""


def limits() -> Limits:
    """What this process may have."""
    try:
        import resource
    except ImportError:  # no such limits
        return Limits(group=_group(), system=_number(Path("/proc/sys/kernel/threads-max")))

    def hard(name: int) -> int | None:
        limit = resource.getrlimit(name)[1]
        return None if limit == resource.RLIM_INFINITY else limit

    return Limits(
        user=hard(resource.RLIMIT_NPROC) if hasattr(resource, "RLIMIT_NPROC") else None,
        group=_group(),
        system=_number(Path("/proc/sys/kernel/threads-max")),
        files=hard(resource.RLIMIT_NOFILE),
    )


def judge_limits(found: Limits) -> tuple[Check, ...]:
    """The largest run has `MOST_THREADS` threads, and a connection for each of `MOST_LANES`."""
    known = [
        (found.user, "ulimit -u"),
        (found.group, "pids.max of the control group"),
        (found.system, "kernel.threads-max"),
    ]
    told = [(most, where) for most, where in known if most is not None]
    threads, threads_todo = "no limit", ""
    if told:
        most, where = min(told)
        threads = f"at most {most:,} ({where})"
        if most < MOST_THREADS + SPARE:
            threads_todo = (
                f"Runs of more than about {max(1, most - SPARE):,} threads fail to start, of up to"
                f" {MOST_THREADS:,} that can be chosen. Raise {where}."
            )
    files, files_todo = "no limit", ""
    if found.files is not None:
        files = f"at most {found.files:,} a process"
        if found.files < MOST_LANES + SPARE:
            files_todo = (
                f"A process keeps about {max(1, found.files - SPARE):,} connections, and up to"
                f" {MOST_LANES:,} coroutines can be chosen. Raise the hard limit (ulimit -Hn)."
            )
    return (
        check("threads", "Threads", threads, threads_todo),
        check("files", "Open files", files, files_todo),
    )


def _group() -> int | None:
    """The least ``pids.max`` of the control groups above this process; version 2, then 1."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    found: list[int | None] = []
    for line in lines:
        number, controllers, path = line.split(":", 2)
        if number == "0" or "pids" in controllers.split(","):
            root = Path("/sys/fs/cgroup") if number == "0" else Path("/sys/fs/cgroup/pids")
            inside = Path(path.lstrip("/"))
            above = (inside, *inside.parents)
            found += [_number(root / folder / "pids.max") for folder in above]
    return min((limit for limit in found if limit is not None), default=None)


def _number(path: Path) -> int | None:
    """The number in a file; None where there is none (``max``)."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
