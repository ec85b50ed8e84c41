"""Keeping what is measured in the history, beside the measuring and never in its way.

All of it is done by one thread that is not the loop's. A history that cannot be opened or written
costs nobody a run: it is told as a warning when all is over, and only when the last word was not
kept either.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console

from lab.errors import HebraError
from lab.spec import Experiment, Study

from .output import warn

if TYPE_CHECKING:
    from lab.history import History, RunKeeper, StudyKeeper
    from lab.session.result import Result
    from lab.study.trial import StudyResult

VARIABLE = "HEBRA_NO_HISTORY"
EVERY_S = 1.0
"""A run is kept so often: what a sudden end may cost."""


class Keeping:
    """The history while something is measured; does nothing unless ``wanted``."""

    def __init__(self, complain: Console, *, wanted: bool = True) -> None:
        self._complain = complain
        self._wanted = wanted and not os.environ.get(VARIABLE)
        self._worker: ThreadPoolExecutor | None = None
        self._history: History | None = None
        self._run: Experiment | None = None
        self._study: Study | None = None
        self._run_keeper: RunKeeper | None = None
        self._study_keeper: StudyKeeper | None = None
        self._last: Future[None] | None = None
        self._next = 0.0
        self._number: int | None = None
        self._problem: Exception | None = None

    def __enter__(self) -> Self:
        if self._wanted:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="history")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._worker is None:
            return
        self._post(self._close)
        self._worker.shutdown()
        if self._problem is not None:
            warn(self._complain, f"it is not kept in the history. {self._problem}")
        elif self._number is not None and self._complain.is_terminal:
            self._complain.print(f"Kept in the history as number {self._number}.", style="dim")

    def begin_run(self, experiment: Experiment) -> None:
        """Say which run is kept; nothing is kept of one that never starts."""
        self._run = experiment

    def keep(self, result: Callable[[], Result]) -> None:
        """Keep what there is of the run so far, once a second."""
        now = time.monotonic()
        busy = self._last is not None and not self._last.done()
        if self._worker is not None and now >= self._next and not busy:
            self._next = now + EVERY_S
            so_far = result()
            self._post(lambda: self._runs().add(so_far))

    def finish(self, result: Result) -> None:
        """Keep the whole run."""
        self._post(lambda: self._note(self._runs().finish(result)))

    def begin_study(self, study: Study) -> None:
        """Begin to keep a comparison or a sweep."""
        self._study = study
        self._post(lambda: self._note(self._studies().id))

    def keep_study(self, result: StudyResult) -> None:
        """Keep what there is of it so far, with all that is known: it may be the last of it."""
        self._post(lambda: self._studies().add(result))

    def finish_study(self, result: StudyResult) -> None:
        """Keep it whole."""
        self._post(lambda: self._note(self._studies().finish(result)))

    # --- on the history's thread ----------------------------------------------------------------
    def _post(self, work: Callable[[], object]) -> None:
        if self._worker is not None:
            self._last = self._worker.submit(self._do, work)

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except HebraError as error:
            self._problem = error
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not cost the run
            self._problem = HebraError(f"the history does not work ({error})")
        else:
            self._problem = self._problem if work == self._close else None

    def _opened(self) -> History:
        if self._history is None:
            from lab.history import History

            self._history = History()
            if self._history.problem:
                warn(self._complain, self._history.problem)
        return self._history

    def _runs(self) -> RunKeeper:
        if self._run_keeper is None:
            assert self._run is not None
            self._run_keeper = self._opened().begin_run(self._run)
        return self._run_keeper

    def _studies(self) -> StudyKeeper:
        if self._study_keeper is None:
            assert self._study is not None
            self._study_keeper = self._opened().begin_study(self._study)
        return self._study_keeper

    def _note(self, number: int | None) -> None:
        self._number = number

    def _close(self) -> None:
        if self._history is not None:
            self._history.close()
