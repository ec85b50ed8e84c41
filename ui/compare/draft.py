"""The set-up that is shown, with undo and redo."""

from __future__ import annotations

import time
from collections.abc import Callable

from lab.study.point import checked_study
from lab.study.question import checked_question
from ui.run.draft import DraftOf

from .setup import BREAK_EVEN, Setup


def check(setup: Setup) -> None:
    """Raise InputError for what no study could carry out."""
    if setup.mode == BREAK_EVEN:
        checked_question(setup.question)
    else:
        checked_study(setup.study)


class SetupDraft(DraftOf[Setup]):
    """Owns the set-up; everybody else asks it for changes."""

    def __init__(
        self,
        setup: Setup,
        *,
        check: Callable[[Setup], object] = check,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(setup, check=check, clock=clock)

    @property
    def setup(self) -> Setup:
        """The set-up as it is now."""
        return self.value
