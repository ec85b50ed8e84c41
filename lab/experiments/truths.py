"""What is known for certain of any machine: if the lab's figures are true, these come out.

A truth is two functions: one that runs experiments and returns bare figures, and a pure rule that
turns the figures into findings. Whoever doubts a verdict can read the rule, and test it.
"""

from __future__ import annotations

import os
import random
import statistics
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from lab.session.result import Result
from lab.spec import N_, Change, Experiment, Load, Options, TaskShare, Topology

from .finding import Finding, within
from .plain import plain_loop

Figures = Mapping[str, float]
Carry = Callable[[Experiment], Awaitable[Result]]
"""Carries an experiment out, through a session."""

WAIT_MS, WAIT_LANES = 20.0, 8
SPIN_MS = 5.0
MOST_PROCESSES = 8
ASKED, MOVES = 3000, 60


@dataclass(frozen=True)
class Truth:
    """Something that must come out, and how it is found out whether it does."""

    name: str
    title: str
    measure: Callable[[Carry], Awaitable[Figures]]
    judge: Callable[[Figures], tuple[Finding, ...]]


def experiment(
    approach: str, kind: str, ms: float, *, seconds: float | None = 3.0, **levels: int
) -> Experiment:
    """An experiment of one kind at ordinary priority, as a plain loop has it."""
    return Experiment(
        approach=approach,
        topology=Topology(**levels),
        mix=(TaskShare(kind=kind, parameters={"ms": ms}),),
        load=Load(seconds=seconds),
        options=Options(lower_priority=False),
    )


def others(*results: Result) -> float:
    """The most cores that other programs used during one of the runs."""
    loads = [
        (r.cores.mean_load - (r.cores.mean_experiment_load or 0.0)) * r.cores.count
        for r in results
        if r.cores.mean_load is not None
    ]
    return max(loads, default=0.0)


async def measure_waits(carry: Carry) -> Figures:
    """Timed waits in the lab and, before and after, in a plain loop over the same wait."""
    sizes = {"ms": WAIT_MS}
    before = await plain_loop("wait", sizes, lanes=WAIT_LANES, seconds=2.0)
    result = await carry(experiment("threads", "wait", WAIT_MS, seconds=4.0, threads=WAIT_LANES))
    after = await plain_loop("wait", sizes, lanes=WAIT_LANES, seconds=2.0)
    return {
        "per_s": result.throughput_per_s,
        "plain_per_s": (before + after) / 2,
        "others": others(result),
    }


def judge_waits(figures: Figures) -> tuple[Finding, ...]:
    """N waits of L ms at a time are N/L tasks per ms, and as many as in a plain loop."""
    wait = within(
        "waits",
        N_("8 lanes that wait 20 ms each"),
        figures["per_s"],
        WAIT_LANES / WAIT_MS * 1000,
        0.03,
        unit="tasks/s",
        others=figures["others"],
    )
    plain = within(
        "waits-plain",
        N_("the same against a plain loop"),
        figures["per_s"],
        figures["plain_per_s"],
        0.01,
        unit="tasks/s",
        others=figures["others"],
    )
    return wait, plain


async def measure_one_core(carry: Carry) -> Figures:
    """One lane that computes without a break."""
    result = await carry(experiment("threads", "python-cpu", SPIN_MS, threads=1))
    rows = result.series.rows
    # Without the first second, in which the engine starts, and the last row, in which it ends.
    steady = (rows["t_s"] > 1.0) & (rows["t_s"] < rows["t_s"].max())
    cpu_s = float((rows["cores_used"] * rows["dt_s"])[steady].sum())
    tasks = float((rows["throughput_per_s"] * rows["dt_s"])[steady].sum())
    per_s = tasks / float(rows["dt_s"][steady].sum())
    return {"cores": per_s * cpu_s / max(tasks, 1.0), "others": others(result)}


def judge_one_core(figures: Figures) -> tuple[Finding, ...]:
    """Tasks per second times CPU time per task is one core."""
    title = N_("one lane that computes")
    seen = figures["others"]
    return (within("one-core", title, figures["cores"], 1.0, 0.02, unit="cores", others=seen),)


async def measure_processes(carry: Carry) -> Figures:
    """One process that computes, then one for each core."""
    count = min(usable_cores(), MOST_PROCESSES)
    one = await carry(experiment("processes", "python-cpu", SPIN_MS, processes=1))
    many = await carry(experiment("processes", "python-cpu", SPIN_MS, processes=count))
    return {
        "one_per_s": one.throughput_per_s,
        "many_per_s": many.throughput_per_s,
        "processes": count,
        "others": others(one, many),
    }


def judge_processes(figures: Figures) -> tuple[Finding, ...]:
    """P processes on P idle cores do P times the work of one."""
    speedup = figures["many_per_s"] / figures["one_per_s"] if figures["one_per_s"] else 0.0
    title = N_("a process for each core, against one")
    expected, seen = figures["processes"], figures["others"]
    return (within("processes", title, speedup, expected, 0.1, unit="times", others=seen),)


async def measure_plain(carry: Carry) -> Figures:
    """The same loop in the lab and in a fresh interpreter, in turns, so that drift hits both."""
    mine: list[float] = []
    plain: list[float] = []
    results = []
    for _ in range(3):
        result = await carry(experiment("sequential", "python-cpu", SPIN_MS, seconds=1.5))
        results.append(result)
        loops = float(result.environment.get("calibration_loops_per_ms") or 0.0)
        # Each run is calibrated anew: what is compared is the time of one turn of the loop.
        mine.append(1e6 / (result.throughput_per_s * round(SPIN_MS * loops)))
        rate = await plain_loop(
            "python-cpu", {"ms": SPIN_MS}, lanes=1, seconds=1.5, loops_per_ms=loops
        )
        plain.append(1e6 / (rate * round(SPIN_MS * loops)))
    return {
        "turn_us": statistics.median(mine),
        "plain_turn_us": statistics.median(plain),
        "others": others(*results),
    }


def judge_plain(figures: Figures) -> tuple[Finding, ...]:
    """The lab's figure for a function is what a plain ``perf_counter`` loop says of it."""
    return (
        within(
            "plain-loop",
            N_("a turn of the loop, against a fresh interpreter"),
            figures["turn_us"] * 1000,
            figures["plain_turn_us"] * 1000,
            0.02,
            unit="ns",
            others=figures["others"],
        ),
    )


async def measure_counters(carry: Carry) -> Figures:
    """A fixed number of tasks while the number of threads is moved to and fro."""
    dice = random.Random(1)
    moves = tuple(
        Change(at_s=round(0.1 + 0.01 * i, 3), setting="threads", value=dice.randint(1, 16))
        for i in range(MOVES)
    )
    plan = experiment("threads", "wait", 2.0, seconds=None, threads=8)
    result = await carry(
        Experiment(
            approach=plan.approach,
            topology=plan.topology,
            mix=plan.mix,
            options=plan.options,
            load=Load(tasks=ASKED),
            changes=moves,
        )
    )
    return {
        "counted": result.tasks_done + result.tasks_failed,
        "by_kind": sum(kind.done + kind.failed for kind in result.by_kind),
        "moves": len(result.markers),
    }


def judge_counters(figures: Figures) -> tuple[Finding, ...]:
    """Nothing is counted twice or lost, and the moves really took place."""
    titles = {
        "counted": N_("3,000 tasks while threads come and go"),
        "by_kind": N_("the same, added up by kind"),
    }
    exact = [
        within(f"counters-{name}", title, figures[name], ASKED, 0.0, unit="tasks")
        for name, title in titles.items()
    ]
    moved = Finding(
        name="counters-moves",
        title=N_("changes that took place meanwhile"),
        figure=figures["moves"],
        expected=MOVES,
        low=1,
        high=MOVES,
    )
    return (*exact, moved)


def usable_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


TRUTHS = (
    Truth("waits", N_("Timed waits"), measure_waits, judge_waits),
    Truth("one-core", N_("One core"), measure_one_core, judge_one_core),
    Truth("processes", N_("Processes"), measure_processes, judge_processes),
    Truth("plain-loop", N_("A plain loop"), measure_plain, judge_plain),
    Truth("counters", N_("Counters"), measure_counters, judge_counters),
)
