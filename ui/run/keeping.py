"""Finished runs and studies, kept off the window's thread.

Everything that touches the history goes through one worker thread, in the order it was asked for;
so the window never waits for a disk, and what is written first is read first. A history that cannot
be written to never costs a run: it is told once (``failed``), and measuring goes on.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from lab.spec import Experiment, Study

if TYPE_CHECKING:
    from lab.history import History, RunKeeper, StudyKeeper
    from lab.session.result import Result
    from lab.study.trial import StudyResult

T = TypeVar("T")
_log = logging.getLogger(__name__)


def open_history() -> History:
    """The person's own history. Takes its time: called on the worker thread."""
    from lab.history import History

    return History()


class HistoryService(QObject):
    """The history for the window: ask it for something, or let it keep what is measured."""

    changed = Signal()
    """Something was kept, changed or deleted."""
    failed = Signal(object)
    """An exception: something could not be kept. Told once until keeping works again."""
    pruned = Signal(int)
    """So many old entries had to go to make room for what was kept last."""
    opened = Signal(object)
    """The history is open; what was wrong with it (told), or nothing."""

    def __init__(self, make: Callable[[], History] = open_history) -> None:
        super().__init__()
        self._make = make
        self._history: History | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = False
        self._closed = False

    async def ask(self, work: Callable[[History], T], *, changes: bool = False) -> T:
        """Do ``work`` with the history on the worker thread; raises what it raises.

        ``changes`` says that it changes something, and that others are to be told.
        """
        answer = await asyncio.wrap_future(self._submit(work))
        if changes:
            self.changed.emit()
        return answer

    def keep_run(self, experiment: Experiment) -> RunKeeping:
        """Begin to keep a run."""
        return RunKeeping(self, lambda history: history.begin_run(experiment))

    def keep_study(self, study: Study) -> StudyKeeping:
        """Begin to keep a comparison or a sweep."""
        return StudyKeeping(self, lambda history: history.begin_study(study))

    def post(self, work: Callable[[History], object]) -> Future[object]:
        """Do ``work`` some time soon; an error is told by ``failed``."""
        future = self._submit(work)
        future.add_done_callback(self._posted)
        return future

    def tell_changed(self) -> None:
        """Say that something has changed; from any thread."""
        self._tell(self.changed.emit)

    def tell_pruned(self, entries: int) -> None:
        """Say how many old entries had to go, if any; from any thread."""
        if entries:
            self._tell(functools.partial(self.pruned.emit, entries))

    async def close(self) -> None:
        """Finish what was asked for, and close the history; what is asked later is not done."""
        worker, self._worker, self._closed = self._worker, None, True
        if worker is None:
            return
        try:
            await asyncio.wrap_future(worker.submit(self._shut))
        except Exception:  # noqa: BLE001 - the window is being left: there is only the log to tell
            _log.exception("the history was not closed as it should be")
        worker.shutdown()

    def _submit(self, work: Callable[[History], T]) -> Future[T]:
        if self._closed:
            late: Future[T] = Future()
            late.cancel()  # Whoever waits for it is cancelled, as everything is at the end.
            return late
        if self._worker is None:
            self._loop = asyncio.get_running_loop()
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="history")
        return self._worker.submit(lambda: work(self._open()))

    def _open(self) -> History:
        """On the worker thread."""
        if self._history is None:
            self._history = self._make()
            self._tell(functools.partial(self.opened.emit, self._history.problem or ""))
        return self._history

    def _shut(self) -> None:
        """On the worker thread."""
        if self._history is not None:
            self._history.close()
            self._history = None

    def _posted(self, future: Future[object]) -> None:
        """On the worker thread."""
        if not future.cancelled():
            self._tell(functools.partial(self._note, future.exception()))

    def _tell(self, said: Callable[[], object]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(said)

    def _note(self, error: BaseException | None) -> None:
        if error is None:
            self._told = False
        elif not self._told:
            self._told = True
            _log.warning("not kept in the history", exc_info=error)
            self.failed.emit(error)


class RunKeeping:
    """A run that is being kept. Every call returns at once."""

    def __init__(self, service: HistoryService, begin: Callable[[History], RunKeeper]) -> None:
        self._service, self._begin = service, begin
        self._keeper: RunKeeper | None = None
        self._last: Future[object] = service.post(self._begun)

    @property
    def ready(self) -> bool:
        """Whether what was handed over last has been written: a slow disk is given time."""
        return self._last.done()

    def add(self, result: Result) -> None:
        """Keep what there is so far."""
        self._last = self._service.post(lambda history: self._begun(history).add(result))

    def finish(self, result: Result) -> None:
        """The run has ended."""
        self._last = self._service.post(lambda history: self._finish(self._begun(history), result))
        self._last.add_done_callback(lambda _done: self._service.tell_changed())

    def _finish(self, keeper: RunKeeper, result: Result) -> None:
        keeper.finish(result)
        self._service.tell_pruned(keeper.pruned.entries)

    def _begun(self, history: History) -> RunKeeper:
        """The keeper; begun now where that was not possible before."""
        if self._keeper is None:
            self._keeper = self._begin(history)
        return self._keeper


class StudyKeeping:
    """A study that is being kept. Every call returns at once."""

    def __init__(self, service: HistoryService, begin: Callable[[History], StudyKeeper]) -> None:
        self._service, self._begin = service, begin
        self._keeper: StudyKeeper | None = None
        service.post(self._begun)

    def add(self, result: StudyResult) -> None:
        """Keep what there is so far, with all that is known of it: it may be the last of it."""
        self._service.post(lambda history: self._begun(history).add(result))

    def finish(self, result: StudyResult) -> None:
        """The study has ended, in whatever way."""
        done = self._service.post(lambda history: self._finish(self._begun(history), result))
        done.add_done_callback(lambda _done: self._service.tell_changed())

    def _finish(self, keeper: StudyKeeper, result: StudyResult) -> None:
        keeper.finish(result)
        self._service.tell_pruned(keeper.pruned.entries)

    def _begun(self, history: History) -> StudyKeeper:
        if self._keeper is None:
            self._keeper = self._begin(history)
        return self._keeper
