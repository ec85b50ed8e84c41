"""What is measured: four sections, the kinds compared in each, and the figures of each kind.

A kind is carried out by one probe of `lab.probes` with one order; a size, where a section has
sizes, goes into that order under the section's ``size_key``. Whoever adds a kind adds it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.spec.words import N_


@dataclass(frozen=True, kw_only=True)
class CostFigure:
    """One figure of a kind. Titles and units are marked for translation."""

    key: str
    """Of its column, with the unit: ``start_us``."""
    title: str
    unit: str
    help: str
    label: str = ""
    """Of the button that chooses it, where its chart shows others too."""
    path: tuple[str, ...]
    """Where it is in what the probe ends with; a list there is one value a repeat."""
    span: tuple[float, float]
    """What is in view on its logarithmic axis, whatever was measured."""
    more_is_better: bool = False


@dataclass(frozen=True, kw_only=True)
class CostKind:
    """One of those compared. ``look`` is the approach whose colour and mark it has."""

    key: str
    title: str
    look: str
    probe: str
    order: Mapping[str, Any]
    seconds: float
    """About how long one measurement takes on two idle cores."""
    section: str
    quick: Mapping[str, Any] = field(default_factory=dict)
    """What of the order is different in a quick study."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One of the four: its kinds share their figures and their sizes."""

    key: str
    title: str
    about: str
    figures: tuple[CostFigure, ...]
    charts: tuple[tuple[str, ...], ...]
    """The charts, on the screen and on paper: one shows any of its figures."""
    kinds: tuple[CostKind, ...]
    repeats: int
    quick_repeats: int = 3
    size_key: str = ""
    """Under which name a size goes into the order; empty where there are none."""
    size_title: str = ""
    size_unit: str = ""
    sizes: tuple[int, ...] = (0,)
    quick_sizes: tuple[int, ...] = (0,)

    def figure(self, key: str) -> CostFigure:
        """The figure of this name."""
        return next(figure for figure in self.figures if figure.key == key)

    def kind(self, key: str) -> CostKind:
        """The kind of this name."""
        return next(kind for kind in self.kinds if kind.key == key)


def _start(key: str, title: str, look: str, what: str, seconds: float, **order: Any) -> CostKind:
    whole = {"what": what, "repeats": 1, **order}
    return CostKind(
        key=key, title=title, look=look, probe="start_costs", order=whole, seconds=seconds,
        section="start",
    )  # fmt: skip


START = Section(
    key="start",
    title=N_("Start and keep"),
    about=N_(
        "How long one more takes until it is ready to work, and what memory it holds while it"
        " waits. Processes are those of a bare Python: what a program has loaded comes on top."
    ),
    figures=(
        CostFigure(
            key="start_us", title=N_("Time to start"), unit=N_("µs"),
            help=N_("from the wish until it is ready to work, one after another"),
            path=("start_us",), span=(1.0, 1e5),
        ),
        CostFigure(
            key="memory_kib", label=N_("USS"),
            title=N_("Memory while it is kept"), unit=N_("KiB"),
            help=N_("private memory (USS) of one more, while all of them are alive"),
            path=("memory_kib",), span=(0.5, 2e4),
        ),
        CostFigure(
            key="pss_kib", label=N_("PSS"),
            title=N_("Memory, shared pages by part"), unit=N_("KiB"),
            help=N_("proportional memory (PSS) of one more: a page that N share counts 1/N"),
            path=("pss_kib",), span=(0.5, 2e4),
        ),
    ),
    charts=(("start_us",), ("memory_kib", "pss_kib")),
    kinds=(
        _start("coroutine", N_("Coroutine"), "asyncio", "coroutine", 0.2),
        _start("thread", N_("Thread"), "threads", "thread", 0.15),
        _start("interpreter", N_("Sub-interpreter"), "interpreters", "interpreter", 0.25),
        _start("process-fork", N_("Process, fork"), "processes", "process", 0.15,
               start_method="fork"),
        _start("pool-worker", N_("Pool worker, fork"), "processes", "pool-worker", 0.15),
        _start("process-forkserver", N_("Process, forkserver"), "processes", "process", 0.2,
               start_method="forkserver"),
        _start("process-spawn", N_("Process, spawn"), "processes", "process", 0.3,
               start_method="spawn"),
    ),
    repeats=9,
)  # fmt: skip


def _channel(key: str, title: str, look: str) -> CostKind:
    return CostKind(
        key=key, title=title, look=look, probe="message_costs", seconds=0.55, section="messages",
        order={"channel": key, "seconds": 0.4}, quick={"seconds": 0.15},
    )  # fmt: skip


MESSAGES = Section(
    key="messages",
    title=N_("Messages"),
    about=N_(
        "How many messages a second one side can send to another, and how long one takes there and"
        " back. Threads hand over the object itself; processes have to copy its bytes."
    ),
    figures=(
        CostFigure(
            key="messages_per_s", label=N_("Messages/s"),
            title=N_("Messages per second"), unit=N_("messages/s"),
            help=N_("messages sent one after another and taken in, per second"),
            path=("messages_per_s",), span=(10.0, 1e6), more_is_better=True,
        ),
        CostFigure(
            key="mb_per_s", label=N_("MB/s"),
            title=N_("Throughput in bytes"), unit=N_("MB/s"),
            help=N_("bytes of the messages, in millions per second"),
            path=("mb_per_s",), span=(1.0, 1e5), more_is_better=True,
        ),
        CostFigure(
            key="round_trip_us", title=N_("Round trip"), unit=N_("µs"),
            help=N_("median time of a message there and back"),
            path=("round_trip_us", "p50"), span=(10.0, 1e5),
        ),
        CostFigure(
            key="round_trip_p95_us", title=N_("Round trip, 95th percentile"), unit=N_("µs"),
            help=N_("95th percentile of the time of a message there and back"),
            path=("round_trip_us", "p95"), span=(10.0, 1e5),
        ),
    ),
    charts=(("messages_per_s", "mb_per_s"), ("round_trip_us",)),
    kinds=(
        _channel("thread-queue", N_("Queue between threads"), "threads"),
        _channel("shared-memory", N_("Shared memory"), "combined"),
        _channel("pipe", N_("Pipe"), "sequential"),
        _channel("process-queue", N_("Queue between processes"), "processes"),
        _channel("manager", N_("Manager"), "interpreters"),
    ),
    repeats=5,
    size_key="bytes",
    size_title=N_("size of a message"),
    size_unit=N_("bytes"),
    sizes=tuple(64 * 8**power for power in range(7)),
    quick_sizes=(64, 4096, 262_144, 16_777_216),
)  # fmt: skip


def _switch(key: str, title: str, look: str) -> CostKind:
    return CostKind(
        key=key, title=title, look=look, probe="switch_costs", seconds=0.15, section="switch",
        order={"what": key, "switches": 20_000, "repeats": 1},
    )  # fmt: skip


SWITCH = Section(
    key="switch",
    title=N_("Switch"),
    about=N_(
        "Two of a kind take turns as fast as they can, on one core: how long it takes from one to"
        " the other. Threads and processes both wait for a byte in a pipe."
    ),
    figures=(
        CostFigure(
            key="switch_ns", title=N_("Time to hand over"), unit=N_("ns"),
            help=N_("from one of two to the other, both on one core"),
            path=("switch_ns",), span=(100.0, 1e4),
        ),
    ),
    charts=(("switch_ns",),),
    kinds=(
        _switch("coroutine", N_("Coroutine"), "asyncio"),
        _switch("thread", N_("Thread"), "threads"),
        _switch("process", N_("Process"), "processes"),
    ),
    repeats=15,
)  # fmt: skip


def _clients(key: str, title: str, look: str, seconds: float) -> CostKind:
    return CostKind(
        key=key, title=title, look=look, probe="connections", seconds=seconds,
        section="connections", order={"how": key, "seconds": 2.0}, quick={"seconds": 0.5},
    )  # fmt: skip


CONNECTIONS = Section(
    key="connections",
    title=N_("Many connections"),
    about=N_(
        "Real sockets to a local server, all open at once: held by the coroutines of one thread,"
        " or by a thread each, of which there are as many as the system allows."
    ),
    figures=(
        CostFigure(
            key="kib_per_connection", title=N_("Memory per connection"), unit=N_("KiB"),
            help=N_("private memory (USS) of the clients a connection, without the kernel's"),
            path=("kib_per_connection",), span=(1.0, 100.0),
        ),
        CostFigure(
            key="requests_per_s", label=N_("Requests/s"),
            title=N_("Requests per second"), unit=N_("requests/s"),
            help=N_("64 bytes there and back over all connections at once, per second"),
            path=("requests_per_s",), span=(1e3, 1e5), more_is_better=True,
        ),
        CostFigure(
            key="connect_s", label=N_("Time to connect"),
            title=N_("Time to connect all"), unit=N_("s"),
            help=N_("until all are connected and each had an answer"),
            path=("connect_s",), span=(0.01, 100.0),
        ),
        CostFigure(
            key="connected", title=N_("Connected"), unit=N_("connections"),
            help=N_("how many could be connected at once"),
            path=("connected",), span=(100.0, 1e5), more_is_better=True,
        ),
    ),
    charts=(("kib_per_connection",), ("requests_per_s", "connect_s")),
    kinds=(
        _clients("asyncio", N_("Coroutines of one thread"), "asyncio", 4.0),
        _clients("threads", N_("A thread each"), "threads", 4.0),
    ),
    repeats=3,
    quick_repeats=1,
    size_key="count",
    size_title=N_("connections"),
    size_unit=N_("connections"),
    sizes=(1_000, 5_000, 10_000),
    quick_sizes=(1_000, 5_000),
)  # fmt: skip

SECTIONS: dict[str, Section] = {
    section.key: section for section in (START, MESSAGES, SWITCH, CONNECTIONS)
}
