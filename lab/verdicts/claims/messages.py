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
    "thread-queue": (N_("Round trip, queue.Queue"), N_("1 MiB messages, queue.Queue")),
    "process-queue": (
        N_("Round trip, multiprocessing.Queue"),
        N_("1 MiB messages, multiprocessing.Queue"),
    ),
    "pipe": (N_("Round trip, multiprocessing.Pipe"), N_("1 MiB messages, multiprocessing.Pipe")),
    "manager": (N_("Round trip, a manager's queue"), N_("1 MiB messages, a manager's queue")),
    "shared-memory": (N_("Round trip, shared memory"), N_("1 MiB messages, shared memory")),
}
"""What is told beside the verdict: of small messages how soon one is back, of large ones MB/s."""
LARGE = 1 << 20


async def measure(laboratory: Laboratory) -> Figures:
    """By channel ``messages_per_s`` (by repeat), ``round_trip_us`` and ``large_mb_per_s``."""
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
    large: dict[str, float] = {}
    for channel in CHANNELS:
        result = await laboratory.probe(
            "message_costs", channel=channel, bytes=LARGE, seconds=SECONDS
        )
        large[channel] = result.figures["mb_per_s"]
    return {
        "bytes": BYTES,
        "large_mb_per_s": large,
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
            *(
                Detail(title=trip, value=figures["round_trip_us"][channel], unit="µs")
                for channel, (trip, _) in CHANNELS.items()
            ),
            *(
                Detail(title=many, value=figures["large_mb_per_s"][channel], unit="MB/s")
                for channel, (_, many) in CHANNELS.items()
            ),
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
        seconds=8.0,
        measure=measure,
        judge=judge,
    ),
)
