"""Races: updates lost between a read and a write, in threads and at an await.

How many are lost is chance; whether any is lost is the claim. That nothing was lost means little
when nothing could be: a run that is over within a few switches decides nothing.
"""

from __future__ import annotations

from typing import Any

from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import settled

WORKERS = 4
INCREMENTS = 2_000_000
SLOW_INCREMENTS = 200_000
"""With a lock or an await each takes ten times as long."""
FEWEST_SWITCHES = 10


async def _count(laboratory: Laboratory, **order: Any) -> dict[str, Any]:
    result = await laboratory.probe("race", workers=WORKERS, **order)
    names = ("wanted", "lost", "seconds", "ns_per_increment")
    return {name: result.figures[name] for name in names}


async def measure_call(laboratory: Laboratory) -> Figures:
    """Counts with a call between read and write, ``without`` a lock and ``with``."""
    order = {"where": "threads", "between": "call"}
    return {
        "without": await _count(laboratory, **order, guard="none", increments=INCREMENTS),
        "with": await _count(laboratory, **order, guard="lock", increments=SLOW_INCREMENTS),
        "switch_s": 0.005,
    }


def judge_call(figures: Figures) -> Judgement:
    """Without a lock updates are lost, with one none."""
    free, locked = figures["without"], figures["with"]
    lock_ns = locked["ns_per_increment"] - free["ns_per_increment"]
    return settled(
        free["lost"] > 0 and locked["lost"] == 0,
        doubt="" if free["lost"] or locked["lost"] else _too_short(free, figures["switch_s"]),
        says=told(
            "Of {wanted:,} updates {lost:,} were lost without a lock, {locked:,} with one",
            wanted=free["wanted"],
            lost=free["lost"],
            locked=locked["lost"],
        ),
        details=[
            Detail(title=N_("An update without a lock"), value=free["ns_per_increment"], unit="ns"),
            Detail(title=N_("What the lock adds to it"), value=lock_ns, unit="ns"),
        ],
    )


async def measure_plain(laboratory: Laboratory) -> Figures:
    """Counts of ``counter += 1`` and nothing else."""
    count = await _count(
        laboratory, where="threads", between="nothing", guard="none", increments=4 * INCREMENTS
    )
    return {"without": count, "switch_s": 0.005}


def judge_plain(figures: Figures) -> Judgement:
    """Plain updates are lost, too."""
    free = figures["without"]
    return settled(
        free["lost"] > 0,
        doubt="" if free["lost"] else _too_short(free, figures["switch_s"]),
        says=_plainly(free),
        details=[Detail(title=N_("An update"), value=free["ns_per_increment"], unit="ns")],
    )


def _plainly(count: dict[str, Any]) -> str:
    if count["lost"]:
        return told(
            "Of {wanted:,} plain updates {lost:,} were lost",
            wanted=count["wanted"],
            lost=count["lost"],
        )
    return told(
        "Of {wanted:,} plain updates none was lost: this interpreter changes threads at calls and"
        " jumps back only, never within the statement. No other has to do so",
        wanted=count["wanted"],
    )


async def measure_await(laboratory: Laboratory) -> Figures:
    """Counts in coroutines, ``without`` an await between read and write and ``with`` one."""
    order = {"where": "coroutines", "guard": "none"}
    return {
        "without": await _count(laboratory, **order, between="nothing", increments=INCREMENTS),
        "with": await _count(laboratory, **order, between="await", increments=SLOW_INCREMENTS),
    }


def judge_await(figures: Figures) -> Judgement:
    """Coroutines lose nothing but where an await lets another one in."""
    plain, awaiting = figures["without"], figures["with"]
    return settled(
        plain["lost"] == 0 and awaiting["lost"] > 0,
        says=told(
            "Coroutines lost {plain:,} updates without an await inside, {awaiting:,} of {wanted:,}"
            " with one",
            plain=plain["lost"],
            awaiting=awaiting["lost"],
            wanted=awaiting["wanted"],
        ),
    )


def _too_short(count: dict[str, Any], switch_s: float) -> str:
    switches = count["seconds"] / switch_s
    if switches >= FEWEST_SWITCHES:
        return ""
    return told(
        "It was over within about {count:.0f} changes of thread: too few for anything to be lost",
        count=switches,
    )


CLAIMS = (
    Claim(
        id="race",
        group="threads",
        title=N_("A read, a call, then a write loses updates; a lock mends it"),
        experiment=N_("Four threads count together, a call between read and write"),
        figure=N_("lost updates, without a lock and with one"),
        rule=N_("some are lost without the lock and none with it"),
        seconds=2.5,
        measure=measure_call,
        judge=judge_call,
    ),
    Claim(
        id="race-plain",
        group="threads",
        title=N_("A plain counter += 1 loses updates"),
        experiment=N_("Four threads count together, nothing between read and write"),
        figure=N_("lost updates"),
        rule=N_("any is lost"),
        seconds=1.5,
        measure=measure_plain,
        judge=judge_plain,
    ),
    Claim(
        id="aio-races",
        group="asyncio",
        title=N_("One thread has no thread races, but an await between read and write races"),
        experiment=N_("Four coroutines count together, with and without an await inside"),
        figure=N_("lost updates"),
        rule=N_("none without the await, some with it"),
        seconds=2.0,
        measure=measure_await,
        judge=judge_await,
    ),
)
