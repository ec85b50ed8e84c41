"""Beyond the course text: no GIL, a GIL an interpreter, and who waits beside a busy thread."""

from __future__ import annotations

from dataclasses import replace

from lab.session.probing import UnavailableError
from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import in_parallel, judged, median, ratio
from lab.verdicts.trials import others_of, rates, study, task, way

from .gil import cpu_study, threads_of
from .parallel import workers_of

INTERVAL_MS = 5.0
REPEATS = 3
FEWEST, MOST = 0.5, 4.0
"""In switch intervals: a request takes the GIL back once or a few times."""


async def measure_free(laboratory: Laboratory) -> Figures:
    """``one_per_s`` and ``many_per_s`` by repeat without a GIL; that Python's pace and ours."""
    workers = workers_of(laboratory)
    python = laboratory.free_threaded()
    pair = study(
        [task("python-cpu", ms=5.0)],
        way("threads", threads=1),
        way("threads", threads=workers),
    )
    result = await laboratory.study(replace(pair, python=python))
    ours = await laboratory.study(cpu_study(threads_of(laboratory)))
    return {
        "python": python,
        "gil": result.environment.get("gil"),
        "workers": workers,
        "cores": laboratory.cores,
        "one_per_s": rates(result, 0),
        "many_per_s": rates(result, 1),
        "loops_per_ms": result.environment.get("calibration_loops_per_ms"),
        "our_loops_per_ms": ours.environment.get("calibration_loops_per_ms"),
        "others_cores": others_of(result),
    }


def judge_free(figures: Figures) -> Judgement:
    """Threads use at least 80 % of the idle cores."""
    if figures["gil"]:
        raise UnavailableError(
            told(
                "The GIL is on in {python}: nothing was found without one", python=figures["python"]
            )
        )
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    pace, ours = figures["loops_per_ms"], figures["our_loops_per_ms"]
    return in_parallel(
        figures,
        speedup,
        says=told(
            "Without a GIL {threads} threads did {times:.2f} times the work of one",
            threads=figures["workers"],
            times=speedup.value,
        ),
        details=[
            Detail(title=N_("One thread's pace, against this Python"), value=pace / ours, unit="×")
        ]
        if pace and ours
        else [],
    )


async def measure_interpreters(laboratory: Laboratory) -> Figures:
    """``one_per_s`` and ``many_per_s`` by repeat, of sub-interpreters of one process."""
    workers = workers_of(laboratory)
    result = await laboratory.probe("subinterpreters", workers=workers, seconds=0.4, repeats=5)
    cost = await laboratory.probe("start_costs", what="interpreter", count=5, repeats=3)
    return {
        "workers": workers,
        "cores": laboratory.cores,
        "one_per_s": result.figures["one_per_s"],
        "many_per_s": result.figures["many_per_s"],
        "start_us": cost.figures["start_us"],
        "memory_kib": cost.figures["memory_kib"],
        "others_cores": others_of(result),
    }


def judge_interpreters(figures: Figures) -> Judgement:
    """Sub-interpreters use at least 80 % of the idle cores, as processes do."""
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    return in_parallel(
        figures,
        speedup,
        says=told(
            "{count} sub-interpreters did {times:.2f} times the work of one",
            count=figures["workers"],
            times=speedup.value,
        ),
        details=[
            Detail(title=N_("To start one"), value=median(figures["start_us"]).value, unit="µs"),
            Detail(
                title=N_("Memory of one"), value=median(figures["memory_kib"]).value, unit="KiB"
            ),
        ],
    )


async def measure_convoy(laboratory: Laboratory) -> Figures:
    """``idle_ms`` and ``busy_ms``: a request's median latency, alone and beside a busy thread."""
    found: dict[bool, list[float]] = {False: [], True: []}
    results = []
    for _ in range(REPEATS):
        for busy, latencies in found.items():
            result = await laboratory.probe(
                "convoy", busy=busy, switch_interval_ms=INTERVAL_MS, seconds=0.6
            )
            latencies.append(result.figures["latency_ms"]["p50"])
            results.append(result)
    return {
        "interval_ms": INTERVAL_MS,
        "idle_ms": found[False],
        "busy_ms": found[True],
        "others_cores": sum(map(others_of, results)) / len(results),
    }


def judge_convoy(figures: Figures) -> Judgement:
    """Beside a busy thread a request takes longer by some switch intervals."""
    interval, idle = figures["interval_ms"], figures["idle_ms"]
    longer = [max(0.0, b - i) / interval for b, i in zip(figures["busy_ms"], idle, strict=True)]
    waited = median(longer)
    return judged(
        waited,
        low=FEWEST,
        high=MOST,
        others=figures["others_cores"],
        says=told(
            "Beside a busy thread a request took {busy:.1f} ms instead of {idle:.2f} ms: longer by"
            " {intervals:.1f} switch intervals",
            busy=median(figures["busy_ms"]).value,
            idle=median(idle).value,
            intervals=waited.value,
        ),
        details=[Detail(title=N_("Switch interval"), value=interval, unit="ms")],
    )


CLAIMS = (
    Claim(
        id="free-threaded",
        group="beyond",
        title=N_("Without a GIL threads run Python in parallel"),
        experiment=N_("A pure-Python loop in threads of a Python built without a GIL"),
        figure=N_("speedup over one thread"),
        rule=N_("the whole interval is above 80 % of the threads or of the idle cores"),
        seconds=9.0,
        measure=measure_free,
        judge=judge_free,
    ),
    Claim(
        id="subinterpreters",
        group="beyond",
        title=N_("An interpreter of one's own has a GIL of one's own"),
        experiment=N_("A pure-Python loop in sub-interpreters of one process, one for each core"),
        figure=N_("speedup over one sub-interpreter"),
        rule=N_("the whole interval is above 80 % of them or of the idle cores, as for processes"),
        seconds=6.0,
        measure=measure_interpreters,
        judge=judge_interpreters,
    ),
    Claim(
        id="convoy",
        group="beyond",
        title=N_("Beside a busy thread each I/O waits for the switch interval"),
        experiment=N_("An echo server alone, then beside a thread that computes"),
        figure=N_("how much longer a request takes, in switch intervals"),
        rule=N_("longer by half a switch interval to four of them"),
        seconds=5.0,
        measure=measure_convoy,
        judge=judge_convoy,
    ),
)
