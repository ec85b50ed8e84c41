"""Watches over the window from before Qt is imported until it is left.

Imports little: it stands before the first paint. What goes wrong takes its time then.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from lab import __version__

from .slot import FATAL, Slot, dead_slots, take_slot

if TYPE_CHECKING:
    from .reports import Report

MOST_ERRORS = 10
"""Different errors of one window that are reported; all are logged."""


class Watch:
    """A context manager around the window: what is left in the slot tells how it ended.

    ``problem`` is why there is no slot, no log or no report; None when all is well.
    """

    def __init__(self) -> None:
        self.problem: OSError | None = None
        self.slot: Slot | None = None
        self._died: list[str] = []
        self._facts = f"Hebra {__version__}, Python {sys.version.partition(' ')[0]}"
        self._reported: dict[str, Report] = {}

    def __enter__(self) -> Watch:
        try:
            self.slot = take_slot()
        except OSError as error:
            self.problem = error
            return self
        self._see_to(self.slot)
        self.slot.watch()
        self.slot.note(self._facts)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception):
            # It ended the window, so nobody has been told.
            self.report(error, new=True)
        if self.slot is not None:
            self.slot.empty()
            self.slot.close()

    def begin_log(self) -> None:
        """Begin to log: after the first paint."""
        import logging

        from . import log

        if self.slot is not None:
            for dead in dead_slots(self.slot):
                self._see_to(dead)
                dead.empty()
                dead.close()
        try:
            log.begin(self.slot)
        except OSError as error:
            self.problem = error
        own = logging.getLogger("hebra")
        own.info("starts: %s", self._facts)
        for before in self._died:
            own.info("a window before ended without a goodbye: %s", before)

    def describe(self, facts: str) -> None:
        """Say what this window is and runs on: in every report from now on, and in the log."""
        import logging

        self._facts = facts
        if self.slot is not None:
            self.slot.empty()
            self.slot.note(facts)
        logging.getLogger("hebra").info("started:\n%s", facts)

    def report(self, error: BaseException, *, new: bool = False) -> Report | None:
        """Write a report of an error, once for each place it comes from; ``new``: nobody saw it."""
        import logging
        import traceback

        from .reports import of_error

        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f"{type(error).__name__} {last}"
        if place not in self._reported and len(self._reported) < MOST_ERRORS:
            try:
                self._reported[place] = of_error(error, self.slot, self._facts, new=new)
            except OSError as failed:
                logging.getLogger("hebra").warning("no report could be written: %s", failed)
        return self._reported.get(place)

    def _see_to(self, slot: Slot) -> None:
        """Report what a window that is no more has left in ``slot``."""
        if FATAL not in slot.left:
            # Killed, or the machine went down: nothing went wrong in the window itself.
            self._died += slot.left.splitlines()[:1]
            return
        from .reports import of_crash

        try:
            of_crash(slot)
        except OSError as error:
            self.problem = error
