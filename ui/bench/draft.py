"""The experiment as the controls show it, with undo and redo."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lab.errors import InputError
from lab.session.plan import checked
from lab.spec import Experiment
from ui.run.edit import Setting, with_setting
from ui.run.undo import Steps


class Draft(QObject):
    """Owns the experiment that is shown; everybody else asks it for changes."""

    changed = Signal(object, object)
    """The experiment before and after a change."""

    refused = Signal(object)
    """An `InputError`: a change that no run could carry out; nothing was changed."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        check: Callable[[Experiment], object] = checked,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__()
        self._check = check
        self._experiment = experiment
        self._history: Steps[Experiment] = Steps()
        self._clock = clock

    @property
    def experiment(self) -> Experiment:
        """The experiment as it is now."""
        return self._experiment

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._history.undone)

    def set(self, setting: str, value: Setting) -> None:
        """Change one setting; a value it has already changes nothing."""
        self.replace(with_setting(self._experiment, setting, value), setting=setting)

    def replace(self, experiment: Experiment, *, setting: str = "") -> None:
        """Change to another experiment (a preset, a file, another mix), as one step of undo."""
        if experiment == self._experiment:
            return
        try:
            self._check(experiment)
        except InputError as error:
            # Controls have moved already: they are told to show what is in force.
            self.changed.emit(self._experiment, self._experiment)
            self.refused.emit(error)
            return
        self._history.record(setting, self._experiment, experiment, self._clock())
        self._show(experiment)

    def undo(self) -> None:
        """Take back the last change."""
        self._show(self._history.undo())

    def redo(self) -> None:
        """Make the change last taken back once more."""
        self._show(self._history.redo())

    def forget(self) -> None:
        """Begin a new history: what is shown now is where undo ends."""
        self._history = Steps()
        self.changed.emit(self._experiment, self._experiment)

    def _show(self, experiment: Experiment | None) -> None:
        if experiment is not None and experiment != self._experiment:
            before, self._experiment = self._experiment, experiment
            self.changed.emit(before, experiment)
