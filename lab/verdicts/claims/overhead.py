"""What a worker costs to start and to keep, and what a change from one to another costs."""

from __future__ import annotations

from typing import Any

from lab.capabilities import has_fork, start_method
from lab.session.probing import ProbeResult, UnavailableError
from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import Held, judged, median, ratio
from lab.verdicts.trials import others_of

REPEATS = 9
"""Each is short; what comes between hits one or two, which the median's interval bears."""
WORKERS = ("process", "thread", "coroutine")
IDLE = 20
METHODS = {
    "fork": N_("To start a process by fork"),
    "forkserver": N_("To start a process by a fork server"),
    "spawn": N_("To start a process by spawn"),
}
AS_MUCH = 0.75
"""Of what a thread's costs: both go through the same system calls, and may come out alike."""
SWITCHES = {"coroutine": 50_000, "thread": 20_000, "process": 20_000}


def _kept(result: ProbeResult) -> list[float]:
    """Memory of one by repeat; UnavailableError where the system does not tell."""
    found = list(result.figures["memory_kib"])
    if not found:
        raise UnavailableError(told("This system does not tell how much memory a process keeps"))
    return found


async def measure_start(laboratory: Laboratory) -> Figures:
    """``start_us`` and ``memory_kib`` by repeat, for a process, a thread, a coroutine.

    A process is started the cheapest way there is; the others are told in ``by_method_us``.
    """
    start: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    results = []
    for what in WORKERS:
        result = await laboratory.probe(
            "start_costs", what=what, start_method=start_method(), repeats=REPEATS
        )
        start[what] = list(result.figures["start_us"])
        memory[what] = _kept(result)
        results.append(result)
    by_method = {start_method(): median(start["process"]).value}
    for method in METHODS if has_fork() else ():
        if method in by_method:
            continue
        result = await laboratory.probe(
            "start_costs", what="process", start_method=method, count=3, repeats=3
        )
        by_method[method] = median(result.figures["start_us"]).value
    return {
        "start_us": start,
        "memory_kib": memory,
        "by_method_us": by_method,
        "others_cores": sum(map(others_of, results)) / len(results),
    }


def judge_start(figures: Figures) -> Judgement:
    """A process costs more than a thread, and a thread more than a coroutine, in both."""
    start, memory = figures["start_us"], figures["memory_kib"]
    times = ratio(start["process"], start["thread"])
    rest = [
        ratio(start["thread"], start["coroutine"]),
        ratio(memory["process"], memory["thread"]),
        ratio(memory["thread"], memory["coroutine"]),
    ]
    return judged(
        times,
        low=1.0,
        unit="×",
        others=figures["others_cores"],
        also=[Held(figure, 1.0) for figure in rest],
        says=told(
            "To start, a process took {process:,.0f} µs, a thread {thread:,.0f} µs and a coroutine"
            " {coroutine:,.1f} µs",
            **{what: median(values).value for what, values in start.items()},
        ),
        details=[
            *(
                Detail(title=title, value=figures["by_method_us"][method], unit="µs")
                for method, title in METHODS.items()
                if method in figures["by_method_us"]
            ),
            *(
                Detail(title=_KEPT[what], value=median(memory[what]).value, unit="KiB")
                for what in WORKERS
            ),
        ],
    )


_KEPT = {
    "process": N_("Memory of a process"),
    "thread": N_("Memory of a thread"),
    "coroutine": N_("Memory of a coroutine"),
}


async def measure_switch(laboratory: Laboratory) -> Figures:
    """``switch_ns`` by repeat, of a pair of coroutines, of threads, of processes."""
    switch: dict[str, list[float]] = {}
    results = []
    for what, switches in SWITCHES.items():
        result = await laboratory.probe(
            "switch_costs", what=what, switches=switches, repeats=REPEATS
        )
        switch[what] = list(result.figures["switch_ns"])
        results.append(result)
    others = sum(map(others_of, results)) / len(results)
    return {"switch_ns": switch, "others_cores": others}


def judge_switch(figures: Figures) -> Judgement:
    """A coroutine's switch is the cheapest, and a thread's no dearer than a process's."""
    switch = figures["switch_ns"]
    lower, upper = (
        ratio(switch["thread"], switch["coroutine"]),
        ratio(switch["process"], switch["thread"]),
    )
    return judged(
        lower,
        low=1.0,
        unit="×",
        others=figures["others_cores"],
        also=[Held(upper, AS_MUCH)],
        says=told(
            "A switch took {coroutine:.2f} µs between coroutines, {thread:.1f} µs between threads"
            " and {process:.1f} µs between processes",
            **{what: median(values).value / 1000 for what, values in switch.items()},
        ),
        details=[Detail(title=N_("Processes over threads"), value=upper.value, unit="×")],
    )


async def measure_resources(laboratory: Laboratory) -> Figures:
    """For one worker of each: ``memory_kib`` by repeat, ``threads``, ``files``, ``processes``."""
    found: dict[str, Any] = {}
    for what in WORKERS:
        cost = await laboratory.probe(
            "start_costs", what=what, start_method=start_method(), repeats=REPEATS
        )
        result = await laboratory.probe("worker_resources", what=what, count=IDLE)
        names = ("threads", "files", "processes")
        found[what] = {
            "memory_kib": _kept(cost),
            **{name: result.figures[name] for name in names},
        }
    return {"each": found}


def judge_resources(figures: Figures) -> Judgement:
    """Processes are heavy, threads and coroutines light."""
    each = figures["each"]
    times = ratio(each["process"]["memory_kib"], each["thread"]["memory_kib"])
    other = ratio(each["process"]["memory_kib"], each["coroutine"]["memory_kib"])
    counted = (
        each["process"]["processes"] >= 1
        and each["thread"]["processes"] == 0
        and each["coroutine"]["threads"] == 0
    )
    return judged(
        times,
        low=1.0,
        unit="×",
        also=[Held(other, 1.0)],
        holds=counted,
        says=told(
            "A process keeps {process:,.0f} KiB, a thread {thread:,.0f} KiB and a coroutine"
            " {coroutine:,.1f} KiB",
            **{what: median(found["memory_kib"]).value for what, found in each.items()},
        ),
        details=[
            Detail(title=title, value=each[what][name])
            for what, name, title in (
                ("process", "files", N_("Files open in the parent, a process")),
                ("thread", "threads", N_("Threads of the system, a thread")),
                ("thread", "files", N_("Files open, a thread")),
                ("coroutine", "threads", N_("Threads of the system, a coroutine")),
                ("coroutine", "files", N_("Files open, a coroutine")),
            )
        ],
    )


CLAIMS = (
    Claim(
        id="proc-overhead",
        group="processes",
        title=N_("Processes cost more to start and to keep than threads, threads than coroutines"),
        experiment=N_("Each is started many times over; time and memory are counted for one"),
        figure=N_("time to start a process over that of a thread"),
        rule=N_("process, thread, coroutine: in this order in time and in memory"),
        seconds=8.0,
        measure=measure_start,
        judge=judge_start,
    ),
    Claim(
        id="switch",
        group="all",
        title=N_(
            "A switch costs least between coroutines, and no more between threads than processes"
        ),
        experiment=N_("Two of each hand a word to and fro"),
        figure=N_("a thread's switch over a coroutine's"),
        rule=N_("a thread's over a coroutine's is above 1, a process's over a thread's above 0.75"),
        seconds=4.0,
        measure=measure_switch,
        judge=judge_switch,
    ),
    Claim(
        id="resources",
        group="all",
        title=N_("Threads and coroutines are light, processes heavy"),
        experiment=N_("Idle workers of each: their memory, and what the system keeps for one"),
        figure=N_("memory a process keeps over that of a thread"),
        rule=N_("a process keeps more than a thread and than a coroutine; only it is a process"),
        seconds=3.0,
        measure=measure_resources,
        judge=judge_resources,
    ),
)
