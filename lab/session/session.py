"""A session: one run from the parent's side - start, steer, sample, stop.

The session sends the engine plans and hears events; figures reach it only through the board. It
must be used on one asyncio loop (any: qasync's conducts the window, asyncio's the command line).
Nothing here is measured: the pace of sampling is the caller's.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lab.spec import Experiment, Value

from .engine import Engine
from .events import event_of, undone_event
from .life import OVER, Life
from .measured import Measured
from .notes import Notes
from .plan import changed, checked, differences, followed, full_mix, setting_of
from .reading import Used
from .recording import Recording
from .result import Result
from .snapshot import Event, Marker, Snapshot
from .steering import Steering, Undone
from .summary import summary


class Session(Life, Measured):
    """One run; see the module's docstring. ``initial`` is its experiment as it was begun."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        loops_per_ms: float = 0.0,
        calibration: Mapping[str, float] | None = None,
    ) -> None:
        """``calibration`` is another session's: tasks are the very same work in both."""
        self.initial = _whole(experiment)
        super().__init__(self.initial.python)
        self._given = {"loops_per_ms": loops_per_ms} if loops_per_ms else dict(calibration or {})
        self._steering = Steering(self.initial)
        self._notes = Notes()
        self._recording: Recording | None = None
        self._last: Snapshot | None = None

    @property
    def experiment(self) -> Experiment:
        """As it is wanted now."""
        return self._steering.experiment

    @property
    def markers(self) -> Sequence[Marker]:
        """All changes so far."""
        return self._notes.markers

    @property
    def events(self) -> Sequence[Event]:
        """All events so far."""
        return self._notes.events

    # --- start and end ------------------------------------------------------------------------
    def _first_command(self) -> dict[str, Any]:
        return {
            "plan": self._steering.first_plan(),
            "tasks": self.initial.load.tasks or 0,
            "seconds": self.initial.load.seconds or 0,
            "calibration": self._given,
        }

    def _begin(self, engine: Engine, before: Mapping[str, int]) -> None:
        self._recording = Recording(engine.board, Used(**before))
        self._steering.answer()
        self._send_plan()

    def _let_go(self) -> None:
        if self._recording is not None:
            self._recording.sampler.close()

    # --- steering -----------------------------------------------------------------------------
    def steer(self, setting: str, value: Value) -> Marker:
        """Change one setting while the run goes on; returns at once. InputError if it is bad.

        A run that has ended stays as it was: nothing changes and nothing is noted.
        """
        old = setting_of(self.experiment, setting)
        experiment = changed(self.experiment, setting, value)
        marker = Marker(self._now_s(), setting, old, setting_of(experiment, setting))
        self._change(experiment, (marker,))
        return marker

    def follow(self, wanted: Experiment) -> tuple[Marker, ...]:
        """Change all at once that ``wanted`` has otherwise: approach, shape, kinds and their sizes.

        Its load and options are those of the next run. A kind that is not wanted stays with weight
        0. Returns a marker for each setting; InputError, and no change, if the shape is too large.
        """
        experiment = followed(self.experiment, wanted)
        now_s = self._now_s()
        markers = tuple(
            Marker(now_s, *difference) for difference in differences(self.experiment, experiment)
        )
        if markers:
            self._change(experiment, markers)
        return markers

    def _change(self, experiment: Experiment, markers: tuple[Marker, ...]) -> None:
        if self.state in OVER:
            return
        self._steering.change(experiment)
        self._notes.changed(markers)
        self._send_plan()

    def _undo(self, refused: Undone) -> None:
        """Say what went back because the engine could not follow."""
        now_s = self._now_s()
        self._notes.markers.extend(Marker(now_s, *setting) for setting in refused.settings)
        self._notes.add(undone_event(refused, now_s))

    def _send_plan(self) -> None:
        if self._engine is not None and (command := self._steering.next_command()) is not None:
            self._engine.send(command)

    # --- hearing ------------------------------------------------------------------------------
    def _hear_more(self, message: dict[str, Any]) -> None:
        said = message["say"]
        if said == "unavailable":
            self._steering.refuse(message)
        elif said == "steered":
            if (refused := self._steering.answer()) is not None:
                self._undo(refused)
            self._send_plan()
        elif (event := event_of(message, self._now_s())) is not None:
            self._notes.hear(event, message.get("kind", event.text))

    # --- sampling -----------------------------------------------------------------------------
    def sample(self) -> Snapshot:
        """Read the board and the system; adds a row to the series. Takes a millisecond or two."""
        self._read()
        assert self._last is not None, "a session is sampled after it has started"
        return self._last

    def _read(self, *, last: bool = False) -> None:
        if self._engine is None or self._recording is None:
            if self._last is not None:
                without_records = replace(self._last, records=self._last.records[:0])
                self._last = self._notes.annotated(without_records, self.state)
            return
        snapshot = self._recording.read(
            self.experiment,
            self.state,
            gil=self.gil,
            pids=self.pids(),
            workers=frozenset(self._workers),
            last=last,
        )
        if last and self._last is not None:
            # Nobody has seen this last reading: the next sample hands it on, with what was told.
            self._last = snapshot
            return
        self._last = self._notes.annotated(snapshot, self.state)

    def _now_s(self) -> float:
        if self._recording is None:
            return 0.0
        return max(0.0, (time.perf_counter_ns() - self._recording.sampler.epoch_ns) / 1e9)

    # --- what is left -------------------------------------------------------------------------
    def result(self, *, records: bool = True) -> Result:
        """The run so far, or as it ended; without the task records in a tenth of the time."""
        assert self._recording is not None, "a run that never started has no result"
        if not self._recording.sampler.readings:
            self._read()
        return summary(self, self._recording, records=records)


def _whole(experiment: Experiment) -> Experiment:
    """The experiment with every parameter filled in and its shape checked."""
    return checked(replace(experiment, mix=full_mix(experiment.mix)))
