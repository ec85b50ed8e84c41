"""When to use which: the course's use cases measured, its advice against what came out.

All approaches get the same number of workers. The advice holds as long as nothing else does clearly
more; where something does, the sentence names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from lab.analysis.interval import Interval
from lab.spec import APPROACHES, N_, TaskShare, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import best_of, judged, median
from lab.verdicts.trials import memory, others_of, rates, study, task, way

WAYS = {"threads": "threads", "processes": "processes", "asyncio": "coroutines"}
"""The approaches, and the level each varies."""
PART = 0.9
WAITING, MANY = 8, 32
MOST_COMPUTING = 8


@dataclass(frozen=True)
class Choice:
    """A use case: what is advised for it, and work of its kind.

    ``workers`` is how many of each approach; None is as many as there are cores.
    """

    id: str
    title: str
    experiment: str
    advised: str
    mix: tuple[TaskShare, ...]
    workers: int | None
    seconds: float


CHOICES = (
    Choice(
        "download",
        N_("Threads are right for downloading files"),
        N_("Answers of 256 KiB, 50 ms late, written to disk; eight workers of each approach"),
        "threads",
        (task("http", 80.0, latency_ms=50.0, body_kib=256), task("disk", 20.0, kib=256)),
        WAITING,
        18.0,
    ),
    Choice(
        "scrape",
        N_("Threads are right for scraping pages"),
        N_("Pages of 16 KiB, 50 ms late, each read in pure Python; eight workers of each approach"),
        "threads",
        (task("scrape", latency_ms=50.0, page_kib=16),),
        WAITING,
        18.0,
    ),
    Choice(
        "database",
        N_("Threads are right for talking to a database"),
        N_("Queries of one SQLite file, a tenth of them writes; eight workers of each approach"),
        "threads",
        (task("sqlite", write_share=0.1),),
        WAITING,
        11.0,
    ),
    Choice(
        "images",
        N_("Processes are right for processing images"),
        N_("Pictures blurred by Pillow, files written and read back; a worker for each core"),
        "processes",
        (task("image-native", 85.0, side=1024), task("disk", 15.0, kib=512)),
        None,
        11.0,
    ),
    Choice(
        "analysis",
        N_("Processes are right for analysing data"),
        N_("A CSV file added up in pure Python; a worker for each core"),
        "processes",
        (task("csv-python", rows=20_000),),
        None,
        11.0,
    ),
    Choice(
        "server",
        N_("Asyncio is right for a server with many clients"),
        N_("Clients that mostly wait and need a little Python; 32 workers of each approach"),
        "asyncio",
        (task("wait", 80.0, ms=100.0), task("python-cpu", 20.0, ms=0.5)),
        MANY,
        14.0,
    ),
    Choice(
        "clients",
        N_("Asyncio is right for many network clients"),
        N_("Requests answered 50 ms late; 32 workers of each approach"),
        "asyncio",
        (task("http", latency_ms=50.0, body_kib=4),),
        MANY,
        22.0,
    ),
)


async def measure(choice: Choice, laboratory: Laboratory) -> Figures:
    """``per_s`` and ``memory_mib`` by repeat, by approach."""
    workers = choice.workers or min(max(2, laboratory.cores), MOST_COMPUTING)
    candidates = [way(name, **{level: workers}) for name, level in WAYS.items()]
    result = await laboratory.study(study(choice.mix, *candidates))
    return {
        "workers": workers,
        "per_s": {name: rates(result, place) for place, name in enumerate(WAYS)},
        "memory_mib": {name: memory(result, place) for place, name in enumerate(WAYS)},
        "others_cores": others_of(result),
    }


def judge(choice: Choice, figures: Figures) -> Judgement:
    """Nothing else does clearly more than what is advised."""
    per_s = figures["per_s"]
    other, times = best_of(per_s, choice.advised, set(WAYS) - {choice.advised})
    return judged(
        times,
        low=PART,
        unit="×",
        others=figures["others_cores"],
        says=_sentence(choice.advised, other, times),
        details=[
            *(
                Detail(title=title, value=median(per_s[name]).value, unit=unit)
                for name, title, unit in _throughputs()
            ),
            *(
                Detail(title=title, value=median(figures["memory_mib"][name]).value, unit="MiB")
                for name, title in _MEMORY.items()
                if any(value is not None for value in figures["memory_mib"][name])
            ),
        ],
    )


def _sentence(advised: str, other: str, times: Interval) -> str:
    names = {"advised": _title(advised), "other": _title(other), "times": times.value}
    if times.high is not None and times.high < PART:
        return told(
            "Here the advice and the figures differ: {other} did most, {advised} {times:.2f} times"
            " as much",
            **names,
        )
    return told("{advised}: {times:.2f} times what the best of the others did ({other})", **names)


def _title(name: str) -> str:
    return told(APPROACHES[name].title)


def _throughputs() -> Sequence[tuple[str, str, str]]:
    return [(name, APPROACHES[name].title, "/s") for name in WAYS]


_MEMORY = {
    "threads": N_("Memory of the threads' process"),
    "processes": N_("Memory of the processes"),
    "asyncio": N_("Memory of asyncio's process"),
}

CLAIMS = tuple(
    Claim(
        id=f"choose-{choice.id}",
        group="choose",
        title=choice.title,
        experiment=choice.experiment,
        figure=N_("throughput of what is advised over the best of the others"),
        rule=N_("nothing else does more by over a tenth: the whole interval is above 0.9"),
        seconds=choice.seconds,
        measure=partial(measure, choice),
        judge=partial(judge, choice),
    )
    for choice in CHOICES
)
