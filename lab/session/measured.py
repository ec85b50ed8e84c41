"""What a session says of a part of its run: from one moment to another, a warm-up left out, say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .machine import Fact
from .period import Floats, Mark, Period, course, period
from .recording import Recording
from .steering import Steering


class Measured:
    """The part of a session that measures; it reads what was sampled and takes no reading."""

    environment: dict[str, Fact]
    _steering: Steering
    _recording: Recording | None
    _wished_ns: int

    @property
    def gil(self) -> bool:
        """Whether the run's interpreter has a GIL; so it is taken to be until that is known."""
        return bool(self.environment.get("gil", True))

    def mark(self) -> Mark:
        """The moment of the last sample, to measure from; costs nothing but memory (50 kB)."""
        assert self._recording is not None, "a run is measured after it has started"
        sampler = self._recording.sampler
        assert sampler.readings, "a run is measured after it was sampled"
        reading = sampler.readings[-1]
        return Mark(max(0.0, (reading.now_ns - sampler.epoch_ns) / 1e9), reading)

    def since(self, mark: Mark, until: Mark | None = None) -> Period:
        """What happened from ``mark`` to another one, or to the last sample."""
        assert self._recording is not None, "a run is measured after it has started"
        end = until or self.mark()
        figures = self._recording.sampler.figures(mark.reading, end.reading)
        return period(figures, self._steering.experiment, gil=self.gil)

    @staticmethod
    def course(marks: Sequence[Mark], first: int = 0) -> tuple[Floats, Floats]:
        """Throughput between marks: the intervals' ends (s) and rates (1/s), both one shorter.

        What a task takes is taken from the time after ``marks[first]``.
        """
        return course(marks, first)

    @property
    def calibration(self) -> Mapping[str, float]:
        """What tasks were made from on this machine, for the sessions that are to do the same."""
        head = "calibration_"
        return {
            name.removeprefix(head): float(value)
            for name, value in self.environment.items()
            if name.startswith(head) and isinstance(value, (int, float))
        }

    @property
    def start_up_ms(self) -> float | None:
        """From the wish to start to the first task begun; None until one has ended."""
        begun = self._recording.sampler.first_begun_ns if self._recording is not None else 0
        return (begun - self._wished_ns) / 1e6 if begun else None
