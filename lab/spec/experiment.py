"""An experiment: all that has to be known to carry out one run, and nothing of how it went."""

from __future__ import annotations

from dataclasses import dataclass, field

from lab.capabilities import start_method

from .parameter import param
from .topology import APPROACHES, Approach, Topology
from .words import N_

Value = bool | int | float | str

START_METHODS = ("fork", "forkserver", "spawn")


@dataclass(frozen=True, kw_only=True)
class TaskShare:
    """One kind of task in the mix: its weight and the values of its parameters.

    ``parameters`` holds every parameter of the kind, by name, already validated.
    """

    kind: str
    weight: float = 1.0
    parameters: dict[str, Value] = field(default_factory=dict)


WEIGHT_SPAN = (0.0, 1000.0)
SECONDS_SPAN = (0.1, 86_400.0)
TASKS_SPAN = (1, 1_000_000_000)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Flat out (for ``seconds``, or until stopped when ``None``) or a fixed number of ``tasks``."""

    seconds: float | None = None
    tasks: int | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """A setting that is changed while the run goes on, ``at_s`` seconds after its start.

    ``setting`` is a level (``threads``), ``approach``, ``KIND.weight`` or ``KIND.PARAMETER``
    (``python-cpu.ms``).
    """

    at_s: float
    setting: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Options:
    """Settings of a run that are neither its shape nor its work."""

    start_method: str = param(
        start_method(),
        label=N_("Start method"),
        choices=START_METHODS,
        help=N_("How worker processes are started; fork is safe here: the engine has one thread."),
    )
    blocking: str = param(
        "inline",
        label=N_("Blocking tasks in coroutines"),
        choices=("inline", "thread"),
        help=N_("Inline they block the event loop; in a thread the loop goes on."),
    )
    seed: int = param(
        1, label=N_("Seed"), span=(0, 2**31 - 1), help=N_("Fixes the order of the task mix.")
    )
    lower_priority: bool = param(
        True,
        label=N_("Lower priority"),
        help=N_("Workers run at nice +5, so that the window stays smooth; recorded with the run."),
    )
    batches: bool = param(
        True,
        label=N_("Count short tasks in batches"),
        help=N_("Tasks shorter than 50 µs are counted in batches; they have no percentiles."),
    )
    switch_interval_ms: float = param(
        5.0,
        label=N_("Switch interval"),
        unit="ms",
        span=(0.01, 1000.0),
        scale="log",
        help=N_("How long a thread may keep the GIL while others want it."),
    )


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One run, whole: approach, shape, work, load, options, planned changes and interpreter."""

    approach: str = "threads"
    topology: Topology = field(default_factory=lambda: Topology(threads=4))
    mix: tuple[TaskShare, ...] = ()
    load: Load = field(default_factory=Load)
    options: Options = field(default_factory=Options)
    changes: tuple[Change, ...] = ()
    python: str | None = None
    title: str = ""

    @property
    def way(self) -> Approach:
        """The approach, whole."""
        return APPROACHES[self.approach]

    @property
    def shape(self) -> Topology:
        """The topology that is really run: levels the approach does not use are 1."""
        return self.way.shape(self.topology)
