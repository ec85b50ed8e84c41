"""What of a session a study needs; tests give a made-up one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from lab.errors import SessionError
from lab.session.machine import Fact
from lab.session.period import Floats, Mark, Period
from lab.session.snapshot import Snapshot
from lab.spec import Experiment


class Run(Protocol):
    """One run that is measured; :class:`lab.session.Session` is one."""

    @property
    def state(self) -> str:
        """As in :class:`Snapshot`."""
        ...

    @property
    def failure(self) -> SessionError | None:
        """Why the run ended by itself, if it did."""
        ...

    @property
    def environment(self) -> Mapping[str, Fact]:
        """Facts of machine and interpreter."""
        ...

    @property
    def calibration(self) -> Mapping[str, float]:
        """What its tasks are made from."""
        ...

    @property
    def workers(self) -> tuple[int, ...]:
        """Its worker processes."""
        ...

    @property
    def start_up_ms(self) -> float | None:
        """From the wish to the first task begun."""
        ...

    async def start(self) -> None:
        """Start the run; SessionError when it cannot."""
        ...

    async def stop(self) -> None:
        """End everything."""
        ...

    def sample(self) -> Snapshot:
        """Read the board."""
        ...

    def mark(self) -> Mark:
        """The moment of the last sample."""
        ...

    def since(self, mark: Mark, until: Mark | None = None) -> Period:
        """Figures between two moments."""
        ...

    def course(self, marks: Sequence[Mark], first: int = 0) -> tuple[Floats, Floats]:
        """Ends of the intervals between marks, and throughput in them."""
        ...


class Maker(Protocol):
    """Makes a run of an experiment; the class :class:`lab.session.Session` is one."""

    def __call__(
        self, experiment: Experiment, /, *, calibration: Mapping[str, float] | None = None
    ) -> Run:
        """A run that is yet to be started, of the very same work as another one's."""
        ...
