"""What a message costs: a queue between threads against what goes between processes."""

from __future__ import annotations

from lab.spec import N_, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import judged, ratio
from lab.verdicts.trials import others_of

BYTES = 1024
REPEATS = 5
SECONDS = 0.3
COMPARED = ("thread-queue", "process-queue")
CHANNELS = {
    "thread-queue": N_("queue.Queue between threads"),
    "process-queue": N_("multiprocessing.Queue"),
    "pipe": N_("multiprocessing.Pipe"),
    "manager": N_("A manager's queue"),
    "shared-memory": N_("Shared memory"),
}


async def measure(laboratory: Laboratory) -> Figures:
    """``messages_per_s`` by channel, those compared in turns and repeated; ``round_trip_us``."""
    rates: dict[str, list[float]] = {channel: [] for channel in CHANNELS}
    trips: dict[str, float] = {}
    results = []
    for repeat in range(REPEATS):
        for channel in COMPARED if repeat else CHANNELS:
            result = await laboratory.probe(
                "message_costs", channel=channel, bytes=BYTES, seconds=SECONDS
            )
            rates[channel].append(result.figures["messages_per_s"])
            trips[channel] = result.figures["round_trip_us"]["p50"]
            if channel in COMPARED:
                results.append(result)
    return {
        "bytes": BYTES,
        "messages_per_s": rates,
        "round_trip_us": trips,
        "others_cores": sum(map(others_of, results)) / len(results),
    }


def judge(figures: Figures) -> Judgement:
    """A queue between threads passes on more messages than one between processes."""
    rates = figures["messages_per_s"]
    times = ratio(rates["thread-queue"], rates["process-queue"])
    return judged(
        times,
        low=1.0,
        unit="×",
        others=figures["others_cores"],
        says=told(
            "A queue between threads passed on {times:.1f} times the messages of one between"
            " processes",
            times=times.value,
        ),
        details=[
            Detail(title=title, value=figures["round_trip_us"][channel], unit="µs")
            for channel, title in CHANNELS.items()
        ],
    )


CLAIMS = (
    Claim(
        id="proc-ipc",
        group="processes",
        title=N_("Talking between processes costs more than between threads"),
        experiment=N_("Messages of 1 KiB through each kind of channel; round trips beside"),
        figure=N_("messages/s of queue.Queue over multiprocessing.Queue"),
        rule=N_("the ratio's whole interval is above 1"),
        seconds=7.0,
        measure=measure,
        judge=judge,
    ),
)
