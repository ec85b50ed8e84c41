"""A study: the same work carried out by several candidates, in blocks, to be compared.

A comparison's candidates are approaches and shapes; a sweep's candidates are the points of a grid
over one or two settings. Both are carried out, judged and kept by the same code.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from .experiment import Options, TaskShare, Value
from .parameter import param
from .topology import APPROACHES, LEVELS, Topology
from .words import N_

MOST_CANDIDATES = 200


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One way to carry the work out: an approach in a shape, and what of the work differs.

    ``settings`` are pairs of a setting, as in :class:`Change` (``python-cpu.ms``), and its value;
    ``KIND.share`` is the kind's part of the mix in percent. They come on top of the study's mix.
    """

    approach: str
    topology: Topology = field(default_factory=Topology)
    settings: tuple[tuple[str, Value], ...] = ()

    @property
    def shape(self) -> Topology:
        """The topology that is really run: levels the approach does not use are 1."""
        return APPROACHES[self.approach].shape(self.topology)

    @property
    def key(self) -> str:
        """A short name that tells the candidates of a study apart: ``processes(2)``.

        The numbers are those of the levels the approach leaves free: ``combined(8x2x1)``; settings
        follow in brackets: ``threads(4)[python-cpu.ms=5]``.
        """
        free = APPROACHES[self.approach].free
        numbers = "x".join(str(getattr(self.shape, level)) for level in free)
        name = f"{self.approach}({numbers})" if numbers else self.approach
        inside = ",".join(f"{setting}={_text(value)}" for setting, value in self.settings)
        return f"{name}[{inside}]" if inside else name


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A setting that a sweep varies, and the values it takes.

    ``setting`` is a level (``threads``), ``KIND.PARAMETER`` or ``KIND.share`` (percent of the mix).
    """

    setting: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """How a study is carried out: repeats, times and the order's seed."""

    repeats: int = param(
        7,
        label=N_("Repeats"),
        span=(1, 200),
        help=N_("How often each candidate is run; every block runs all of them in random order."),
    )
    seconds: float = param(
        2.0,
        label=N_("Measured time"),
        unit="s",
        span=(0.2, 600.0),
        scale="log",
        help=N_("How long each run is measured, after its warm-up."),
    )
    warm_up_s: float = param(
        0.5,
        label=N_("Warm-up"),
        unit="s",
        span=(0.0, 60.0),
        help=N_("How long each run goes on before it is measured; more is cut where it shows."),
    )
    pause_s: float = param(
        0.2,
        label=N_("Pause"),
        unit="s",
        span=(0.0, 60.0),
        help=N_("How long the machine rests between two runs."),
    )
    seed: int = param(
        1, label=N_("Seed"), span=(0, 2**31 - 1), help=N_("Fixes the random order of the runs.")
    )


@dataclass(frozen=True, kw_only=True)
class Study:
    """All that has to be known to carry out a comparison or a sweep.

    ``baseline`` is the place in ``candidates`` of the one the others are measured against; None
    takes ``sequential`` where there is one, else the first. ``axes`` are those of a sweep (one or
    two); empty for a comparison.
    """

    mix: tuple[TaskShare, ...]
    candidates: tuple[Candidate, ...]
    protocol: Protocol = field(default_factory=Protocol)
    axes: tuple[Axis, ...] = ()
    options: Options = field(default_factory=Options)
    baseline: int | None = None
    python: str | None = None
    title: str = ""

    @property
    def kind(self) -> str:
        """``"comparison"`` or ``"sweep"``."""
        return "sweep" if self.axes else "comparison"

    @property
    def base(self) -> int:
        """The baseline's place in ``candidates``."""
        if self.baseline is not None:
            return self.baseline
        approaches = [candidate.approach for candidate in self.candidates]
        return approaches.index("sequential") if "sequential" in approaches else 0


def grid(start: Candidate, axes: tuple[Axis, ...]) -> tuple[Candidate, ...]:
    """The candidates of a sweep: ``start`` with every combination of the axes' values."""
    points = []
    for values in itertools.product(*(axis.values for axis in axes)):
        levels = {level: getattr(start.topology, level) for level in LEVELS}
        settings = dict(start.settings)
        for axis, value in zip(axes, values, strict=True):
            if axis.setting in LEVELS:
                levels[axis.setting] = int(value)
            else:
                settings[axis.setting] = value
        points.append(
            Candidate(
                approach=start.approach,
                topology=Topology(**levels),
                settings=tuple(settings.items()),
            )
        )
    return tuple(points)


def _text(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
