"""Whether the engine runs here: every start method carries two tasks out, as a run would."""

from __future__ import annotations

import asyncio
import multiprocessing
from dataclasses import dataclass

from lab.errors import HebraError
from lab.session import Session
from lab.spec import START_METHODS, Experiment, Load, Options, TaskShare, Topology

from .check import Check, check

_TASKS = 2


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How a run by one start method went: what the engine's Python is, or why it failed."""

    method: str
    python: str = ""
    failure: str = ""
    offered: bool = True
    """Whether this system has the method at all."""


async def engines() -> tuple[Engine, ...]:
    """Run all start methods that there are, at the same time; about a second."""
    offered = multiprocessing.get_all_start_methods()
    return tuple(
        await asyncio.gather(
            *(
                _run(method) if method in offered else _not_offered(method)
                for method in START_METHODS
            )
        )
    )


def judge_engines(found: tuple[Engine, ...]) -> tuple[Check, ...]:
    """The engine has to run by every method the system has."""
    pythons = sorted({engine.python for engine in found if engine.python})
    failed = [engine for engine in found if engine.failure]
    python = check(
        "engine",
        "Engine",
        ", ".join(pythons) or "does not run",
        "" if pythons else "No run can start. Install Hebra anew, or choose another Python.",
        verdict="fail",
    )
    there = [engine.method for engine in found if engine.offered]
    todo = " ".join(f"{engine.method}: {engine.failure}" for engine in failed)
    return python, check("start-methods", "Start methods", ", ".join(there), todo, verdict="fail")


async def _not_offered(method: str) -> Engine:
    return Engine(method=method, offered=False)


async def _run(method: str) -> Engine:
    session = Session(
        Experiment(
            approach="processes",
            topology=Topology(processes=1),
            mix=(TaskShare(kind="wait", parameters={"ms": 1.0}),),
            load=Load(tasks=_TASKS),
            options=Options(start_method=method),
        )
    )
    try:
        await session.start()
        await session.finished()
    except HebraError as error:
        return Engine(method=method, failure=str(error))
    finally:
        await session.stop()
    if session.failure is not None:
        return Engine(method=method, failure=str(session.failure))
    facts = session.environment
    if session.result().tasks_done != _TASKS:
        return Engine(method=method, failure="the run ended before its tasks were done")
    return Engine(
        method=method,
        python=f"{facts['implementation']} {facts['python_version']}, {facts['python']}",
    )
