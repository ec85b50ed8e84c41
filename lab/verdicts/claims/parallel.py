"""What runs on several cores at once: processes, and threads whose code lets go of the GIL."""

from __future__ import annotations

from lab.session.probing import UnavailableError
from lab.spec import N_, told
from lab.verdicts.claim import Claim, Figures, Judgement, Laboratory
from lab.verdicts.rules import in_parallel, judged, ratio
from lab.verdicts.trials import others_of, rates, study, task, way

MOST_WORKERS = 8
SCALES = 1.5


def workers_of(laboratory: Laboratory) -> int:
    """As many as there are cores; UnavailableError where there is one."""
    if laboratory.cores < 2:
        raise UnavailableError(told("Only one core may be used here: running at once needs two"))
    return min(laboratory.cores, MOST_WORKERS)


async def measure_processes(laboratory: Laboratory) -> Figures:
    """``one_per_s`` and ``many_per_s`` by repeat, of pure Python in processes."""
    workers = workers_of(laboratory)
    result = await laboratory.study(
        study(
            [task("python-cpu", ms=5.0)],
            way("processes", processes=1),
            way("processes", processes=workers),
        )
    )
    return {
        "workers": workers,
        "cores": laboratory.cores,
        "one_per_s": rates(result, 0),
        "many_per_s": rates(result, 1),
        "others_cores": others_of(result),
    }


def judge_processes(figures: Figures) -> Judgement:
    """As many processes as there are cores use at least 80 % of them."""
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    return in_parallel(
        figures,
        speedup,
        says=told(
            "{workers} processes did {times:.2f} times the work of one",
            workers=figures["workers"],
            times=speedup.value,
        ),
    )


async def measure_native(laboratory: Laboratory) -> Figures:
    """``one_per_s`` and ``many_per_s`` by repeat, of SHA-256 in threads."""
    workers = workers_of(laboratory)
    result = await laboratory.study(
        study(
            [task("native-cpu", ms=5.0)],
            way("threads", threads=1),
            way("threads", threads=workers),
        )
    )
    return {
        "workers": workers,
        "one_per_s": rates(result, 0),
        "many_per_s": rates(result, 1),
        "others_cores": others_of(result),
    }


def judge_native(figures: Figures) -> Judgement:
    """Threads of native code do clearly more than one of them."""
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    return judged(
        speedup,
        low=SCALES,
        unit="×",
        others=figures["others_cores"],
        says=told(
            "{threads} threads of native code did {times:.2f} times the work of one",
            threads=figures["workers"],
            times=speedup.value,
        ),
    )


CLAIMS = (
    Claim(
        id="native-threads",
        group="gil",
        title=N_("Native code that lets go of the GIL scales in threads"),
        experiment=N_("SHA-256 in OpenSSL, in one thread and in a thread for each core"),
        figure=N_("speedup over one thread"),
        rule=N_("the speedup's whole interval is above 1.5"),
        seconds=8.0,
        measure=measure_native,
        judge=judge_native,
    ),
    Claim(
        id="proc-parallel",
        group="processes",
        title=N_("Processes run Python in parallel"),
        experiment=N_("A pure-Python loop in one process and in a process for each core"),
        figure=N_("speedup over one process"),
        rule=N_("the whole interval is above 80 % of the processes or of the idle cores"),
        seconds=8.0,
        measure=measure_processes,
        judge=judge_processes,
    ),
)
