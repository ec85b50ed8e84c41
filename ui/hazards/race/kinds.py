"""Which races there are: who counts, what comes between reading and writing, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.spec import Parameter
from ui.words import N_

BY_ITSELF, LIKELY = "by-itself", "likely"


def _increments(default: int, low: int, high: int) -> Parameter:
    return Parameter(
        name="increments",
        label=N_("Increments"),
        unit="",
        default=default,
        span=(low, high),
        scale="log",
        choices=(),
        help=N_("How often the counter is counted up, by all of them together."),
    )


MANY = _increments(2_000_000, 10_000, 5_000_000)
HALF_A_MILLION = _increments(500_000, 10_000, 5_000_000)
SOME = _increments(100_000, 1_000, 500_000)
FEW = _increments(1_000, 100, 10_000)
WORKERS = Parameter(
    name="workers",
    label=N_("Workers"),
    unit="",
    default=4,
    span=(2, 16),
    scale="linear",
    choices=(),
    help=N_("How many threads, coroutines or processes count."),
)
SWITCH_INTERVAL = Parameter(
    name="switch_interval_ms",
    label=N_("Switch interval"),
    unit="ms",
    default=5.0,
    span=(0.005, 100.0),
    scale="log",
    choices=(),
    help=N_(
        "How long the interpreter lets a thread run while others wait for the GIL:"
        " sys.setswitchinterval. Usually 5 ms."
    ),
)
OFTEN_MS = 0.02
GUESS = Parameter(
    name="guess",
    label=N_("Your guess: lost without a lock"),
    unit="%",
    default=50,
    span=(0, 100),
    scale="linear",
    choices=(),
    help=N_("Guess before the run: how much of all increments is lost without a lock?"),
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One race. ``order`` is what it adds to the probe's order."""

    key: str
    rung: str
    title: str
    about: str
    order: Mapping[str, Any] = field(hash=False)
    increments: Parameter = MANY
    switches: bool = False
    """Whether the switch interval can be set."""


KINDS = (
    Kind(
        key="call",
        rung=BY_ITSELF,
        title=N_("Threads, a call between read and write"),
        about=N_("A call between read and write is an occasion to switch to another thread."),
        order={"where": "threads", "between": "call"},
    ),
    Kind(
        key="plain",
        rung=BY_ITSELF,
        title=N_("Threads, plain counter += 1"),
        about=N_(
            "With the GIL, CPython switches threads where a loop jumps back and where a function is"
            " entered: never inside counter += 1."
        ),
        order={"where": "threads", "between": "nothing"},
    ),
    Kind(
        key="await",
        rung=BY_ITSELF,
        title=N_("Coroutines, an await between read and write"),
        about=N_("All coroutines run in one thread, but at an await another one goes on."),
        order={"where": "coroutines", "between": "await"},
        increments=SOME,
    ),
    Kind(
        key="no-await",
        rung=BY_ITSELF,
        title=N_("Coroutines, plain counter += 1"),
        about=N_("Without an await between read and write no other coroutine can come in."),
        order={"where": "coroutines", "between": "nothing"},
    ),
    Kind(
        key="copies",
        rung=BY_ITSELF,
        title=N_("Processes, a variable each"),
        about=N_("Each process has a copy of the variable. The parent's own stays as it was."),
        order={"where": "processes", "between": "nothing", "memory": "variable"},
        increments=HALF_A_MILLION,
    ),
    Kind(
        key="shared",
        rung=BY_ITSELF,
        title=N_("Processes, shared memory"),
        about=N_("Processes run at the same time: two may read the same value at once."),
        order={"where": "processes", "between": "nothing", "memory": "shared"},
        increments=HALF_A_MILLION,
    ),
    Kind(
        key="often",
        rung=LIKELY,
        title=N_("Threads that are switched more often"),
        about=N_("The shorter the switch interval, the more often a thread is caught in between."),
        order={"where": "threads", "between": "call"},
        switches=True,
    ),
    Kind(
        key="sleep",
        rung=LIKELY,
        title=N_("Threads that sleep between read and write"),
        about=N_("Whoever sleeps lets go of the GIL, so the others read the same value meanwhile."),
        order={"where": "threads", "between": "sleep"},
        increments=FEW,
    ),
    Kind(
        key="sleep-shared",
        rung=LIKELY,
        title=N_("Processes that sleep between read and write"),
        about=N_("The longer the time between read and write, the more often it goes wrong."),
        order={"where": "processes", "between": "sleep", "memory": "shared"},
        increments=FEW,
    ),
)


def of_rung(rung: str) -> tuple[Kind, ...]:
    """The races of one rung of the ladder."""
    return tuple(kind for kind in KINDS if kind.rung == rung)
