"""What hangs: two locks in opposite order, and how each model tells where it hangs."""

from __future__ import annotations

from typing import Any

from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import settled, too_busy
from lab.verdicts.trials import others_of

SOON_S = 1.0
MENDED = {"order": N_("The same order for both finishes"), "timeout": N_("A timeout finishes")}
MODELS = {
    "thread": N_("Threads: the stuck line"),
    "task": N_("Asyncio tasks: the stuck line"),
    "process": N_("Processes: the stuck line"),
}


async def measure_deadlock(laboratory: Laboratory) -> Figures:
    """Two threads and two locks: ``broken``, and by cure whether it ``finished``."""
    order: dict[str, Any] = {"scenario": "locks", "workers": 2, "hold_s": 0}
    broken = await laboratory.probe("deadlock", **order, cure="none")
    mended = {}
    for cure in MENDED:
        result = await laboratory.probe("deadlock", **order, cure=cure)
        mended[cure] = bool(result.figures["finished"])
    names = ("detected", "detection_s", "finished", "cycle")
    return {
        "broken": {name: broken.figures[name] for name in names},
        "mended": mended,
        "others_cores": others_of(broken),
    }


def judge_deadlock(figures: Figures) -> Judgement:
    """It hangs, is found as a cycle within a second, and both cures let it finish."""
    broken, mended = figures["broken"], figures["mended"]
    took = broken["detection_s"]
    hung = broken["detected"] and not broken["finished"] and bool(broken["cycle"])
    late = hung and (took is None or took >= SOON_S)
    return settled(
        hung and not late and all(mended.values()),
        doubt=too_busy(figures["others_cores"]) if late else "",
        says=_deadlocked(broken),
        details=[
            Detail(title=title, value=told("yes") if mended[cure] else told("no"))
            for cure, title in MENDED.items()
        ],
    )


def _deadlocked(broken: dict[str, Any]) -> str:
    if not broken["detected"] or broken["detection_s"] is None:
        return told("Two threads with two locks in opposite order did not hang")
    return told(
        "Two threads waited for each other in a circle of {count}, found after {seconds:.2f} s",
        count=len(broken["cycle"]),
        seconds=broken["detection_s"],
    )


async def measure_stacks(laboratory: Laboratory) -> Figures:
    """``named``: by model, whether the dump of a hung run names the line it hangs at."""
    result = await laboratory.probe("stuck_stacks")
    found = result.figures["found"]
    return {
        "named": {name: bool(found[name]["named"]) for name in MODELS},
        "lines": {name: str(found[name]["text"]) for name in MODELS},
    }


def judge_stacks(figures: Figures) -> Judgement:
    """Each names its stuck line."""
    named = figures["named"]
    count = sum(named.values())
    return settled(
        all(named.values()),
        says=told(
            "The line at which it hangs was named in {count} of {all} dumps",
            count=count,
            all=len(named),
        ),
        details=[
            Detail(title=title, value=figures["lines"][name] if named[name] else told("not named"))
            for name, title in MODELS.items()
        ],
    )


CLAIMS = (
    Claim(
        id="deadlock",
        group="threads",
        title=N_("Two locks taken in opposite order can hang for ever"),
        experiment=N_("Two threads and two locks; then one order for both, then a timeout"),
        figure=N_("who waits for whom, and the time until it is found"),
        rule=N_("found as a cycle within 1 s, and finished with either cure"),
        seconds=1.5,
        measure=measure_deadlock,
        judge=judge_deadlock,
    ),
    Claim(
        id="debug",
        group="all",
        title=N_("Each model has its own way to tell where it hangs"),
        experiment=N_("A hung thread, a hung task and a hung process are dumped"),
        figure=N_("the stuck line in each dump"),
        rule=N_("the stuck line is named in each"),
        seconds=1.5,
        measure=measure_stacks,
        judge=judge_stacks,
    ),
)
