"""Real runs for tests: experiments in a line, and waiting for conditions, never for times."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lab.session import Result, Session
from lab.spec import Experiment, Load, Options, TaskShare, Topology

PATIENCE_S = 20.0

ALONE = Topology()

Task = tuple[str, dict[str, Any]]


def wait(ms: float = 5.0) -> Task:
    return ("wait", {"ms": ms})


def cpu(ms: float = 1.0) -> Task:
    return ("python-cpu", {"ms": ms})


def experiment(
    approach: str,
    *tasks: Task,
    seconds: float | None = None,
    number: int | None = None,
    python: str | None = None,
    options: Options | None = None,
    topology: Topology = ALONE,
) -> Experiment:
    """A run of ``tasks``, all of one weight; until stopped when no load is said."""
    return Experiment(
        approach=approach,
        topology=topology,
        mix=tuple(TaskShare(kind=kind, parameters=values) for kind, values in tasks),
        load=Load(seconds=seconds, tasks=number),
        options=options or Options(),
        python=python,
    )


@asynccontextmanager
async def running(wanted: Experiment) -> AsyncIterator[Session]:
    """A session that has started; stopped at the end, whatever happened."""
    session = Session(wanted)
    await session.start()
    try:
        yield session
    finally:
        await session.stop()


async def until(
    condition: Callable[[], object], patience_s: float = PATIENCE_S, *, pause_s: float = 0.01
) -> None:
    """Wait until ``condition`` is true; AssertionError when that takes too long."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be"
        await asyncio.sleep(pause_s)


async def to_the_end(session: Session) -> Result:
    """Sample a run until it has ended by itself."""
    deadline = time.monotonic() + 3 * PATIENCE_S
    while session.state in ("starting", "running"):
        session.sample()
        assert time.monotonic() < deadline, "the run did not end"
        await asyncio.sleep(0.05)
    await session.finished()
    return session.result()


async def carry_out(wanted: Experiment) -> Result:
    """A run from beginning to end."""
    async with running(wanted) as session:
        return await to_the_end(session)


def alive(pid: int) -> bool:
    """Whether a process is there and not dead already (a zombie waits for its parent only)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def group_of(leader: int) -> set[int]:
    """All processes that are alive in the group ``leader`` leads."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if os.getpgid(int(folder.name)) == leader and alive(int(folder.name)):
                    found.add(int(folder.name))
            except OSError:
                continue
    return found


def of_run(folder: Path) -> set[int]:
    """All processes that are alive and have their temporary files in a run's folder."""
    mark = b"TMPDIR=" + os.fsencode(folder)
    found = set()
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if mark in (process / "environ").read_bytes() and alive(int(process.name)):
                    found.add(int(process.name))
            except OSError:
                continue
    return found


def kinds_of(session: Session) -> list[str]:
    return [event.kind for event in session.events]
