"""The GIL: what threads of pure Python come to, and what they wait for. One study serves three."""

from __future__ import annotations

from lab.session.probing import UnavailableError
from lab.spec import N_, Study, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import judged, median, ratio, scaled
from lab.verdicts.trials import others_of, rates, shares, study, task, way

MOST_THREADS = 8
SHARES = "cpu-threads"
MORE = 1.25
"""Threads that do a quarter more than one are more than noise."""
ABOUT = 15.0
"""In points: the split of waiting is good for about 5 points on an idle machine."""


def threads_of(laboratory: Laboratory) -> int:
    """As many as there are cores, at least 2."""
    return min(max(2, laboratory.cores), MOST_THREADS)


def cpu_study(threads: int) -> Study:
    """The pure-Python loop: one after another, in one thread, in several."""
    return study(
        [task("python-cpu", ms=5.0)],
        way("sequential"),
        way("threads", threads=1),
        way("threads", threads=threads),
    )


async def measure(laboratory: Laboratory) -> Figures:
    """``sequential_per_s``, ``one_per_s``, ``many_per_s`` and ``gil`` (share), by repeat."""
    threads = threads_of(laboratory)
    result = await laboratory.study(cpu_study(threads))
    return {
        "threads": threads,
        "sequential_per_s": rates(result, 0),
        "one_per_s": rates(result, 1),
        "many_per_s": rates(result, 2),
        "gil": shares(result, 2, "gil"),
        "core": shares(result, 2, "core"),
        "running": shares(result, 2, "running"),
        "others_cores": others_of(result),
    }


def judge_one(figures: Figures) -> Judgement:
    """Several threads do no more than one."""
    speedup = ratio(figures["many_per_s"], figures["one_per_s"])
    return judged(
        speedup,
        high=MORE,
        unit="×",
        others=figures["others_cores"],
        says=told(
            "{threads} threads of pure Python did {times:.2f} times the work of one",
            threads=figures["threads"],
            times=speedup.value,
        ),
    )


def judge_threads(figures: Figures) -> Judgement:
    """Several threads do as much as doing one task after another."""
    gain = ratio(figures["many_per_s"], figures["sequential_per_s"])
    return judged(
        gain,
        low=0.75,
        high=MORE,
        unit="×",
        others=figures["others_cores"],
        says=told(
            "{threads} threads did {times:.2f} times as much as one task after another",
            threads=figures["threads"],
            times=gain.value,
        ),
    )


def judge_wait(figures: Figures) -> Judgement:
    """Of N threads N-1 wait for the GIL at any time."""
    if all(value is None for value in figures["gil"]):
        raise UnavailableError(
            told("This system does not tell waiting for the GIL from waiting for a core")
        )
    waiting = scaled(median(figures["gil"]), 100)
    expected = 100 * (1 - 1 / figures["threads"])
    details = [
        Detail(title=title, value=100 * median(figures[name]).value, unit="%")
        for name, title in (
            ("running", N_("Running on a core")),
            ("core", N_("Waiting for a core")),
        )
        if any(value is not None for value in figures[name])
    ]
    return judged(
        waiting,
        low=expected - ABOUT,
        high=min(100.0, expected + ABOUT),
        unit="%",
        others=figures["others_cores"],
        says=told(
            "{threads} threads spent {percent:.0f} % of their time waiting for the GIL",
            threads=figures["threads"],
            percent=waiting.value,
        ),
        details=details,
    )


CLAIMS = (
    Claim(
        id="gil-one",
        group="gil",
        title=N_("One thread at a time runs Python bytecode"),
        experiment=N_("A pure-Python loop in one thread and in a thread for each core"),
        figure=N_("speedup over one thread"),
        rule=N_("the speedup's whole interval is below 1.25"),
        seconds=12.0,
        shares=SHARES,
        measure=measure,
        judge=judge_one,
    ),
    Claim(
        id="cpu-threads",
        group="gil",
        title=N_("Threads bring nothing for work that computes in Python"),
        experiment=N_("The same loop in threads, against one task after another"),
        figure=N_("throughput in threads over sequential"),
        rule=N_("the ratio's whole interval is within 0.75 and 1.25"),
        seconds=12.0,
        shares=SHARES,
        measure=measure,
        judge=judge_threads,
    ),
    Claim(
        id="gil-wait",
        group="gil",
        title=N_("Threads that compute spend their time queueing for the GIL"),
        experiment=N_("The same loop in a thread for each core"),
        figure=N_("share of their time spent waiting for the GIL"),
        rule=N_("of N threads N − 1 wait: the share is within 15 points of (N − 1)/N"),
        seconds=12.0,
        shares=SHARES,
        measure=measure,
        judge=judge_wait,
    ),
)
