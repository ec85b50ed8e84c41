"""All three combined, on a mixed load, against each alone with the same number of workers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from lab.spec import APPROACHES, N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import best_of, judged, median
from lab.verdicts.trials import SHORT, memory, others_of, rates, study, task, way

from .parallel import workers_of

EACH = 4
"""Threads, or coroutines, in each process."""
SHARES = "combined"
MIXED = (task("python-cpu", 40.0, ms=5.0), task("wait", 60.0, ms=20.0))
MOSTLY_COMPUTING = (task("python-cpu", 90.0, ms=5.0), task("wait", 10.0, ms=20.0))
LONGER = replace(SHORT, seconds=0.8)
"""Differences between them are small."""
PART = 0.9
PURE = ("threads", "processes", "asyncio")


async def measure_children(laboratory: Laboratory) -> Figures:
    """``per_s`` by repeat of a child process, a thread and a coroutine for each core."""
    workers = workers_of(laboratory)
    result = await laboratory.study(
        study(
            MOSTLY_COMPUTING,
            way("processes", processes=workers),
            way("threads", threads=workers),
            way("asyncio", coroutines=workers),
        )
    )
    names = ("processes", "threads", "asyncio")
    return {
        "workers": workers,
        "per_s": {name: rates(result, place) for place, name in enumerate(names)},
        "others_cores": others_of(result),
    }


def judge_children(figures: Figures) -> Judgement:
    """Child processes do more than as many threads or coroutines of one process."""
    best, times = best_of(figures["per_s"], "processes", ("threads", "asyncio"))
    return judged(
        times,
        low=1.0,
        unit="×",
        others=figures["others_cores"],
        says=told(
            "{count} child processes did {times:.2f} times what as many workers of one process"
            " did ({other})",
            count=figures["workers"],
            times=times.value,
            other=told(APPROACHES[best].title),
        ),
    )


async def measure(laboratory: Laboratory) -> Figures:
    """``per_s`` and ``memory_mib`` by repeat: each alone, and both ways to combine them."""
    processes = workers_of(laboratory)
    lanes = processes * EACH
    result = await laboratory.study(
        study(
            MIXED,
            way("threads", threads=lanes),
            way("processes", processes=lanes),
            way("asyncio", coroutines=lanes),
            way("combined", processes=processes, threads=EACH),
            way("combined", processes=processes, coroutines=EACH),
            protocol=LONGER,
        )
    )
    names = (*PURE, "with-threads", "with-coroutines")
    return {
        "processes": processes,
        "each": EACH,
        "per_s": {name: rates(result, place) for place, name in enumerate(names)},
        "memory_mib": {name: memory(result, place) for place, name in enumerate(names)},
        "others_cores": others_of(result),
    }


def judge(combined: str, figures: Figures) -> Judgement:
    """It does as much as the best of the pure ways, or hardly less."""
    best, times = best_of(figures["per_s"], combined, PURE)
    kept = figures["memory_mib"]
    return judged(
        times,
        low=PART,
        unit="×",
        others=figures["others_cores"],
        says=told(
            _SAYS[combined],
            processes=figures["processes"],
            each=figures["each"],
            times=times.value,
            other=told(APPROACHES[best].title),
        ),
        details=[
            Detail(title=title, value=median(kept[name]).value, unit="MiB")
            for name, title in (
                (combined, N_("Memory, combined")),
                (best, N_("Memory of the other")),
            )
            if any(value is not None for value in kept[name])
        ],
    )


_SAYS = {
    "with-threads": N_(
        "{processes} processes with {each} threads each did {times:.2f} times what the best pure"
        " approach with as many workers did ({other})"
    ),
    "with-coroutines": N_(
        "{processes} processes with {each} coroutines each did {times:.2f} times what the best"
        " pure approach with as many workers did ({other})"
    ),
}

_RULE = N_("at least nine tenths of the best pure approach: the whole interval is above 0.9")

CLAIMS = (
    Claim(
        id="combine-1",
        group="combine",
        title=N_("A main process leaves computing to child processes"),
        experiment=N_("Work that mostly computes, in as many processes, threads or coroutines"),
        figure=N_("throughput of child processes over the best of one process"),
        rule=N_("the ratio's whole interval is above 1"),
        seconds=10.0,
        measure=measure_children,
        judge=judge_children,
    ),
    Claim(
        id="combine-2",
        group="combine",
        title=N_("Each child process uses threads for its waiting"),
        experiment=N_("Mixed work: processes with threads inside against each approach alone"),
        figure=N_("throughput over the best pure approach with as many workers"),
        rule=_RULE,
        seconds=25.0,
        shares=SHARES,
        measure=measure,
        judge=partial(judge, "with-threads"),
    ),
    Claim(
        id="combine-3",
        group="combine",
        title=N_("Inside a process, asyncio looks after the waiting"),
        experiment=N_("Mixed work: processes with coroutines inside against each approach alone"),
        figure=N_("throughput over the best pure approach with as many workers"),
        rule=_RULE,
        seconds=25.0,
        shares=SHARES,
        measure=measure,
        judge=partial(judge, "with-coroutines"),
    ),
)
