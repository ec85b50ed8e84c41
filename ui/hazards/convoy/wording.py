"""What a server's latency is called, and what latencies measured say together. Pure functions."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from ui.controls.worded import Source
from ui.words import N_, Words, exact, figure, number, quantity

TITLES = {
    "thread": N_("Beside a thread that computes"),
    "process": N_("Beside a process that computes"),
}
SHORT = {"nothing": N_("Nothing"), "thread": N_("A thread"), "process": N_("A process")}
IN_WORDS = {"nothing": N_("nothing"), "thread": N_("thread"), "process": N_("process")}
"""As they stand within a text."""
WINDOW_S = 1.0
"""What is said of now is over so much time."""


@dataclass(frozen=True)
class Found:
    """Figures of now: the median latency, requests a second, and the interval they hold for."""

    latency_ms: float
    requests_per_s: float
    interval_ms: float

    @property
    def waits(self) -> bool:
        """Whether a request takes half a switch interval or more."""
        return self.latency_ms >= self.interval_ms / 2


class Recent:
    """Readings of the last :data:`WINDOW_S`, all under the same settings."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, float, float]] = deque()

    def clear(self) -> None:
        """The settings have changed: what was read says nothing of now."""
        self._kept.clear()

    def add(self, t_s: float, requests_per_s: float, median_ms: float) -> None:
        """Take a reading in."""
        self._kept.append((t_s, requests_per_s, median_ms))
        while self._kept[0][0] < t_s - WINDOW_S:
            self._kept.popleft()

    def found(self, interval_ms: float) -> Found | None:
        """The mean rate, and the median that half of the requests did not exceed."""
        if not self._kept:
            return None
        total = sum(rate for _t, rate, _ms in self._kept)
        by_time = sorted(self._kept, key=lambda one: one[2])
        upto = accumulate(rate for _t, rate, _ms in by_time)
        median = next(
            ms for (_t, _rate, ms), n in zip(by_time, upto, strict=True) if n >= total / 2
        )
        return Found(median, total / len(self._kept), interval_ms)


def judged(beside: str, found: Found) -> tuple[str, str]:
    """The chip: its marked word and its kind."""
    if not found.waits:
        return N_("Answers at once"), "good"
    if beside == "thread":
        return N_("Waits for the GIL"), "bad"
    return N_("Slow here, too"), "warn"


def sentence(found: Mapping[str, Found]) -> tuple[Source, Source]:
    """What the latencies say, and why; ``found`` by what computed beside the server."""
    other = found.get("process") or found.get("nothing")
    thread = found.get("thread")
    if thread is None:
        if other is None:
            return _INVITATION, ""
        return Words(_OTHER, latency=span(other.latency_ms)), ""
    fields: dict[str, object] = {
        "latency": span(thread.latency_ms),
        "interval": Words("{value}", value=lambda: quantity(exact(thread.interval_ms), "ms")),
        "times": _times(thread.latency_ms / thread.interval_ms),
    }
    if not thread.waits:
        return Words(_NO_WAIT, **fields), _WHY_NO_WAIT
    if other is None:
        return Words(_THREAD, **fields), _WHY
    fields["other"] = span(other.latency_ms)
    source = _AND_PROCESS if "process" in found else _AND_NOTHING
    return Words(source, **fields), _WHY


def parted(ms: float) -> tuple[float, str]:
    """A time as value and unit: what is below a tenth of a millisecond in microseconds."""
    return (ms, "ms") if ms >= 0.1 else (1000 * ms, "µs")


def span(ms: float) -> Source:
    """A time with its unit, in the reader's format."""
    value, unit = parted(ms)
    return Words("{value}", value=lambda: quantity(figure(value), unit))


def _times(value: float) -> Source:
    return Words("{value}", value=lambda: number(value, 1))


_INVITATION = N_(
    "A server that has next to nothing to do answers one request after another. Start it, and see "
    "what a thread that computes beside it does to each of them."
)
_OTHER = N_("A request takes <b>{latency}</b>. Choose a thread that computes beside the server.")
_THREAD = N_(
    "A request takes <b>{latency}</b>, {times} times the switch interval of {interval}: the server "
    "waits for the GIL, not for its work."
)
_AND_PROCESS = N_(
    "A request takes <b>{latency}</b> beside a thread that computes, {times} times the switch "
    "interval of {interval}, and <b>{other}</b> beside a process that computes as much."
)
_AND_NOTHING = N_(
    "A request takes <b>{latency}</b> beside a thread that computes, {times} times the switch "
    "interval of {interval}, and <b>{other}</b> when nothing computes."
)
_NO_WAIT = N_(
    "A request takes <b>{latency}</b>, less than half a switch interval of {interval}: here the "
    "thread that computes does not keep the server waiting."
)
_WHY = N_(
    "While the server waits for a request it does not hold the GIL, and the thread that computes "
    "takes it. When the request has come, the server asks for the GIL and gets it only when the "
    "other thread is made to let go, one switch interval later. The interpreter prefers nobody: a "
    "thread that needs a moment waits as long as one that needs an hour. A shorter interval makes "
    "requests faster and switching more frequent; a process has a GIL of its own."
)
_WHY_NO_WAIT = N_(
    "Without a GIL both run at the same time. With one, the computing thread was not at it when "
    "the requests came: another program may have had its core."
)
