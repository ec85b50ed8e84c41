"""A laboratory that makes its figures up: what is true in a world, with a little scatter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lab.session.probing import ProbeResult, UnavailableError
from lab.session.snapshot import Shares
from lab.spec import Candidate, Study, told
from lab.study.trial import StudyResult, Trial

Order = Mapping[str, Any]
Rate = Callable[[Study, Candidate], float]
Made = Callable[[Order], dict[str, Any]]


def the_same(study: Study, candidate: Candidate) -> float:
    """Every candidate does 100 tasks/s."""
    return 100.0


@dataclass(frozen=True, kw_only=True)
class World:
    """What is true: tasks/s of a candidate, figures of a probe by its name and order."""

    rate: Rate = the_same
    gil: float | None = 0.0
    """Share of the time that threads wait for the GIL."""
    probes: Mapping[str, Made] = field(default_factory=dict)
    others: float = 0.0
    """Cores' worth of other programs."""
    scatter: float = 0.01
    """Relative spread of repeats."""
    cores: int = 2
    free: str | None = None
    """Where the Python without a GIL is; None: there is none."""
    environment: Mapping[str, Any] = field(default_factory=dict)


class FakeLaboratory:
    """Finds what is true in its world; ``asked`` is what it was asked for."""

    python: str | None = None

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: list[object] = []
        self._dice = np.random.default_rng(1)

    @property
    def cores(self) -> int:
        return self.world.cores

    def free_threaded(self) -> str:
        if self.world.free is None:
            raise UnavailableError(told("there is no Python without a GIL here"))
        return self.world.free

    async def study(self, study: Study) -> StudyResult:
        self.asked.append(study)
        trials: list[Trial] = []
        for block in range(study.protocol.repeats):
            for place, candidate in enumerate(study.candidates):
                rate = self.scattered([self.world.rate(study, candidate)])[0]
                trials.append(
                    Trial(
                        candidate=place,
                        block=block,
                        place=len(trials),
                        state="measured",
                        seconds=study.protocol.seconds,
                        throughput_per_s=rate,
                        shares=Shares(running=0.4, gil=self._share(), core=0.0),
                        memory_mib=10.0,
                        others_cores=self.world.others,
                    )
                )
        return StudyResult(
            study=study,
            state="finished",
            started_at="2026-11-20T10:00:00+01:00",
            seconds=1.0,
            trials=tuple(trials),
            noise=None,
            cautions=(),
            environment={"python_version": "3.11.7", **self.world.environment},
        )

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        self.asked.append((name, order))
        figures = self.world.probes[name](order)
        return ProbeResult(
            figures={name: self._spread(value) for name, value in figures.items()},
            seconds=0.1,
            others_cores=self.world.others,
            environment={"python_version": "3.11.7", **self.world.environment},
        )

    def scattered(self, values: list[float]) -> list[float]:
        """The values as they are measured."""
        noise = self._dice.normal(0.0, self.world.scatter, len(values))
        return [value * float(np.exp(n)) for value, n in zip(values, noise, strict=True)]

    def _share(self) -> float | None:
        if self.world.gil is None:
            return None
        return min(1.0, self.scattered([self.world.gil])[0])

    def _spread(self, value: Any) -> Any:
        """Measured figures scatter; counts, names and answers do not."""
        if isinstance(value, list) and value and all(type(item) is float for item in value):
            return self.scattered(value)
        if isinstance(value, dict):
            return {name: self._spread(item) for name, item in value.items()}
        return self.scattered([value])[0] if type(value) is float else value


class EmptyLaboratory(FakeLaboratory):
    """Lacks whatever is asked for."""

    def __init__(self) -> None:
        super().__init__(World(free="/usr/bin/python3.13t"))

    async def study(self, study: Study) -> StudyResult:
        raise UnavailableError(told("there is no engine here"))

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        raise UnavailableError(told("there is no engine here"))
