"""The experiment as the controls show it, with undo and redo."""

from __future__ import annotations

import time
from collections.abc import Callable

from lab.session.plan import checked
from lab.spec import Experiment
from ui.run.draft import DraftOf
from ui.run.edit import Setting, with_setting


class Draft(DraftOf[Experiment]):
    """Owns the experiment that is shown; everybody else asks it for changes."""

    def __init__(
        self,
        experiment: Experiment,
        *,
        check: Callable[[Experiment], object] = checked,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(experiment, check=check, clock=clock)

    @property
    def experiment(self) -> Experiment:
        """The experiment as it is now."""
        return self.value

    def set(self, setting: str, value: Setting) -> None:
        """Change one setting; a value it has already changes nothing."""
        self.replace(with_setting(self.value, setting, value), setting=setting)
