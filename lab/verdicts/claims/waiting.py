"""Waiting overlaps in threads: a timed wait decides; HTTP, disk and SQLite are told beside it."""

from __future__ import annotations

from lab.spec import N_, Protocol, Study, TaskShare, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import judged, ratio, scaled
from lab.verdicts.trials import others_of, rates, study, task, way

THREADS = 8
PART = 0.9
BRIEF = Protocol(repeats=3, seconds=0.4, warm_up_s=0.05, pause_s=0.02)
OTHERS: dict[str, tuple[str, TaskShare]] = {
    "http": (N_("HTTP requests, 20 ms late"), task("http", latency_ms=20.0, body_kib=4)),
    "disk": (N_("Files written and read back"), task("disk", kib=64)),
    "sqlite": (N_("SQLite queries"), task("sqlite", write_share=0.1)),
}
"""What may wait for something else besides: the server, the disk, the GIL between two queries."""


async def measure(laboratory: Laboratory) -> Figures:
    """``one_per_s`` and ``many_per_s`` of timed waits by repeat; ``times`` by other kind."""
    result = await laboratory.study(_study(task("wait", ms=20.0), None))
    times: dict[str, float] = {}
    for name, (_, share) in OTHERS.items():
        found = await laboratory.study(_study(share, BRIEF))
        times[name] = ratio(rates(found, 1), rates(found, 0)).value
    return {
        "threads": THREADS,
        "one_per_s": rates(result, 0),
        "many_per_s": rates(result, 1),
        "times": times,
        "others_cores": others_of(result),
    }


def _study(share: TaskShare, protocol: Protocol | None) -> Study:
    pair = (way("threads", threads=1), way("threads", threads=THREADS))
    return study([share], *pair, protocol=protocol) if protocol else study([share], *pair)


def judge(figures: Figures) -> Judgement:
    """N threads wait for N things at once."""
    gain = ratio(figures["many_per_s"], figures["one_per_s"])
    return judged(
        scaled(gain, 1 / figures["threads"]),
        low=PART,
        others=figures["others_cores"],
        says=told(
            "{threads} threads finished {times:.2f} times the waits of one",
            threads=figures["threads"],
            times=gain.value,
        ),
        details=[
            Detail(title=title, value=figures["times"][name], unit="×")
            for name, (title, _) in OTHERS.items()
            if name in figures["times"]
        ],
    )


CLAIMS = (
    Claim(
        id="io-threads",
        group="threads",
        title=N_("Threads overlap waiting"),
        experiment=N_("Timed waits of 20 ms in one thread and in eight; HTTP, disk and SQLite too"),
        figure=N_("throughput over eight times that of one thread"),
        rule=N_("the whole interval of the timed wait is at 0.9 or above"),
        seconds=22.0,
        measure=measure,
        judge=judge,
    ),
)
