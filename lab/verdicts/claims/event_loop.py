"""The event loop: one thread, control handed over at awaits, and what blocks it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import Held, judged, median, ratio, settled
from lab.verdicts.trials import others_of, rates, study, task, way

COROUTINES = 4
MORE = 1.25
TASK_MS = 100.0
ORDER: dict[str, Any] = {"task_ms": TASK_MS, "beat_ms": 5.0, "at_once": 1, "seconds": 0.8}
REPEATS = 3
SOON_MS = 20.0
NEARLY = 0.9
"""A heartbeat may fall due a little after the task has begun."""
PLACES = {
    "inline": N_("p99 lag, computed in the loop"),
    "thread": N_("p99 lag, computed in a thread"),
    "process": N_("p99 lag, computed in a process"),
}


async def measure_one_thread(laboratory: Laboratory) -> Figures:
    """``threads`` (distinct ids of all coroutines), and their speedup for pure Python."""
    ids = await laboratory.probe("loop_threads", coroutines=100)
    result = await laboratory.study(
        study(
            [task("python-cpu", ms=5.0)],
            way("asyncio", coroutines=1),
            way("asyncio", coroutines=COROUTINES),
        )
    )
    return {
        "coroutines": ids.figures["coroutines"],
        "threads": ids.figures["threads"],
        "one_per_s": rates(result, 0),
        "many_per_s": rates(result, 1),
        "others_cores": others_of(result),
    }


def judge_one_thread(figures: Figures) -> Judgement:
    """All coroutines run in one thread, so more of them compute no more."""
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    return judged(
        speedup,
        high=MORE,
        unit="×",
        others=figures["others_cores"],
        holds=figures["threads"] == 1,
        says=_threads_used(figures, speedup.value),
    )


def _threads_used(figures: Figures, times: float) -> str:
    count, several = figures["coroutines"], COROUTINES
    if figures["threads"] == 1:
        return told(
            "{count} coroutines ran in one thread; computing, {several} of them did {times:.2f}"
            " times the work of one",
            count=count,
            several=several,
            times=times,
        )
    return told(
        "{count} coroutines ran in {threads} threads; computing, {several} of them did {times:.2f}"
        " times the work of one",
        count=count,
        threads=figures["threads"],
        several=several,
        times=times,
    )


async def measure_await(laboratory: Laboratory) -> Figures:
    """``log``: step by step which task took it, and what it did then."""
    result = await laboratory.probe("await_order", tasks=3, rounds=20, steps=5)
    return {"log": result.figures["log"], "tasks": result.figures["tasks"]}


def judge_await(figures: Figures) -> Judgement:
    """Wherever another task goes on, the one before it was at an await."""
    switches = [
        before["then"]
        for before, after in pairwise(figures["log"])
        if before["task"] != after["task"]
    ]
    away = sum(then == "run" for then in switches)
    at_await = switches.count("await")
    return settled(
        away == 0 and at_await > 0,
        says=told(
            "{count} switches between {tasks} tasks were at an await, {away} anywhere else",
            count=at_await,
            tasks=figures["tasks"],
            away=away,
        ),
    )


async def measure_blocked(laboratory: Laboratory) -> Figures:
    """``p99_ms`` of the event loop's lag by repeat and by where the tasks are computed."""
    lags: dict[str, list[float]] = {place: [] for place in PLACES}
    results = []
    for _ in range(REPEATS):
        for place, found in lags.items():
            result = await laboratory.probe("blocked_loop", where=place, **ORDER)
            found.append(result.figures["lag_ms"]["p99"])
            results.append(result)
    return {
        "task_ms": TASK_MS,
        "p99_ms": lags,
        "others_cores": sum(map(others_of, results)) / len(results),
    }


def judge_blocked(figures: Figures) -> Judgement:
    """Inline the lag is as long as a task; elsewhere it is short, in one of the two at least."""
    size, lags = figures["task_ms"], figures["p99_ms"]
    inline = median(lags["inline"])
    moved = min((median(lags[place]) for place in ("thread", "process")), key=lambda m: m.value)
    return judged(
        inline,
        low=NEARLY * size,
        unit="ms",
        others=figures["others_cores"],
        also=[Held(moved, None, max(SOON_MS, size / 4))],
        says=told(
            "Beside tasks of {size:.0f} ms the loop was late by {inline:.0f} ms (p99), by"
            " {moved:.1f} ms once they were moved away",
            size=size,
            inline=inline.value,
            moved=moved.value,
        ),
        details=[
            Detail(title=title, value=median(lags[place]).value, unit="ms")
            for place, title in PLACES.items()
        ],
    )


CLAIMS = (
    Claim(
        id="aio-one-thread",
        group="asyncio",
        title=N_("Asyncio runs everything in one thread"),
        experiment=N_("A hundred coroutines name their thread; four of them compute"),
        figure=N_("speedup over one coroutine, and threads used"),
        rule=N_("one thread, and the speedup's whole interval is below 1.25"),
        seconds=8.5,
        measure=measure_one_thread,
        judge=judge_one_thread,
    ),
    Claim(
        id="aio-await",
        group="asyncio",
        title=N_("Control is handed over at an await, and nowhere else"),
        experiment=N_("Three tasks log every step they take"),
        figure=N_("switches at an await, and elsewhere"),
        rule=N_("there are switches, and each is at an await"),
        seconds=0.5,
        measure=measure_await,
        judge=judge_await,
    ),
    Claim(
        id="aio-blocked",
        group="asyncio",
        title=N_("A task that computes blocks the event loop"),
        experiment=N_("A heartbeat beside tasks of 100 ms: in the loop, in a thread, in a process"),
        figure=N_("the event loop's lag, p99"),
        rule=N_("as long as a task inline; below a quarter of it in a thread or a process"),
        seconds=9.0,
        measure=measure_blocked,
        judge=judge_blocked,
    ),
)
