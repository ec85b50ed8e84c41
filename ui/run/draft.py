"""What a person edits - an experiment, a comparison - with undo and redo."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from lab.errors import InputError

from .undo import Steps

T = TypeVar("T")


class DraftOf(QObject, Generic[T]):
    """Owns a frozen value that is shown; everybody else asks it for changes."""

    changed = Signal(object, object)
    """The value before and after a change."""

    refused = Signal(object)
    """An `InputError`: a change that no run could carry out; nothing was changed."""

    def __init__(
        self,
        value: T,
        *,
        check: Callable[[T], object],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__()
        self._check = check
        self._value = value
        self._history: Steps[T] = Steps()
        self._clock = clock

    @property
    def value(self) -> T:
        """The value as it is now."""
        return self._value

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._history.undone)

    def replace(self, value: T, *, setting: str = "") -> None:
        """Change to another value, as one step of undo; ``setting`` names what was changed."""
        if value == self._value:
            return
        try:
            self._check(value)
        except InputError as error:
            # Controls have moved already: they are told to show what is in force.
            self.changed.emit(self._value, self._value)
            self.refused.emit(error)
            return
        self._history.record(setting, self._value, value, self._clock())
        self._show(value)

    def undo(self) -> None:
        """Take back the last change."""
        self._show(self._history.undo())

    def redo(self) -> None:
        """Make the change last taken back once more."""
        self._show(self._history.redo())

    def forget(self) -> None:
        """Begin a new history: what is shown now is where undo ends."""
        self._history = Steps()
        self.changed.emit(self._value, self._value)

    def _show(self, value: T | None) -> None:
        if value is not None and value != self._value:
            before, self._value = self._value, value
            self.changed.emit(before, value)
