"""What is said of a claim's figures in a cell of the comparison table: short, and with units."""

from __future__ import annotations

from lab.spec import told

from .claim import Figures
from .rules import median


def waits(figures: Figures) -> str:
    """How many more waits threads finish."""
    gain = median([m / o for m, o in zip(figures["many_per_s"], figures["one_per_s"], strict=True)])
    return told("{n} threads: {times:.2f} times the waits", n=figures["threads"], times=gain.value)


def seen(what: str, figures: Figures) -> str:
    """Whether what one of them wrote was seen by who started it."""
    if figures["seen"][what]:
        return told("What it wrote was seen")
    return told("What it wrote was not seen")


def messages(channel: str, said: str, figures: Figures) -> str:
    """Messages/s through a channel, and how long one takes there and back."""
    return told(
        said,
        rate=median(figures["messages_per_s"][channel]).value,
        trip=figures["round_trip_us"][channel],
    )


def lost_in_threads(figures: Figures) -> str:
    """Updates lost in threads, without a lock and with one."""
    return told(
        "{lost:,} of {wanted:,} updates lost without a lock, {locked:,} with one",
        lost=figures["without"]["lost"],
        wanted=figures["without"]["wanted"],
        locked=figures["with"]["lost"],
    )


def lost_at_awaits(figures: Figures) -> str:
    """Updates lost in coroutines, without an await inside and with one."""
    return told(
        "{plain:,} updates lost; with an await inside {lost:,} of {wanted:,}",
        plain=figures["without"]["lost"],
        lost=figures["with"]["lost"],
        wanted=figures["with"]["wanted"],
    )


def start(what: str, figures: Figures) -> str:
    """How long it takes to start one."""
    start = median(figures["start_us"][what]).value
    if start < 10:
        return told("{us:.2f} µs to start one", us=start)
    return told("{us:,.0f} µs to start one", us=start)


def switch(what: str, figures: Figures) -> str:
    """How long a change from one to another takes."""
    return told("{us:.2f} µs to switch", us=median(figures["switch_ns"][what]).value / 1000)


def deadlock(figures: Figures) -> str:
    """How soon a deadlock is found."""
    broken = figures["broken"]
    if not broken["detected"]:
        return told("Two locks in opposite order did not hang")
    return told("A deadlock, found after {seconds:.2f} s", seconds=broken["detection_s"])


def dump(what: str, figures: Figures) -> str:
    """Whether a dump of a hung run names the line."""
    if figures["named"][what]:
        return told("A dump names the line where it hangs")
    return told("A dump does not name the line where it hangs")


def words_needed(way: str, figures: Figures) -> str:
    """Whether the program ran, and whether it needs other words."""
    if figures[way]["status"] != 0:
        return told("The program ended with exit code {code}", code=figures[way]["status"])
    count = figures[way]["async_words"]
    if not count:
        return told("Ran as ordinary code")
    return told("Ran; async or await {count} times", count=count)


def kept(what: str, figures: Figures) -> str:
    """What an idle one keeps."""
    kib = median(figures["each"][what]["memory_kib"]).value
    if kib < 10:
        return told("{kib:.1f} KiB for an idle one", kib=kib)
    return told("{kib:,.0f} KiB for an idle one", kib=kib)


def connections(how: str, figures: Figures) -> str:
    """What a connection keeps, and how many are held."""
    each = median(figures["kib"][how]).value
    if how != "asyncio":
        return told("{kib:.1f} KiB a connection", kib=each)
    most = max(found["connected"] for found in figures["many"])
    return told("{kib:.1f} KiB a connection; {most:,} held at once", kib=each, most=most)
