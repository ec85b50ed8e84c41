"""What the page asks of the history, all of it off the window's thread."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError
from lab.history import Entry, Query, Space
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec import Experiment, Study
from ui.run.keeping import HistoryService
from ui.run.tasks import Tasks
from ui.words import number, tr

from .contrast import study_of
from .latest import Latest

if TYPE_CHECKING:
    from lab.history import History
    from lab.study.trial import StudyResult

    from .findings import Found

_MOST_KEPT = 12


def _work_out(result: Result | StudyResult) -> Found | None:
    """On a thread of its own."""
    from .findings import found_in

    return None if isinstance(result, Result) else found_in(result)


@dataclass(frozen=True)
class _Look:
    query: Query
    sums: bool
    """Whether tags and space are wanted, too."""


class Ledger(QObject):
    """Asks for lists and results; an answer that has been overtaken by another wish is not told."""

    listed = Signal(object)
    """A list of `Entry`."""
    summed = Signal(object, object)
    """The tags in use with their number, and the `Space` taken."""
    loaded = Signal(object)
    """The chosen entries' results by id: `Result` or `StudyResult`."""
    found = Signal(object)
    """What the one chosen study found: `Found`."""
    contrasted = Signal(object, object)
    """A `Comparison` of two, and the `Study` that would settle it (or None)."""
    failed = Signal(object)
    """A `HebraError`: the history cannot be read, or a change was not made."""

    def __init__(self, service: HistoryService, tasks: Tasks) -> None:
        super().__init__()
        self._service, self._tasks = service, tasks
        self._looking = Latest(tasks, self._look, "list of the history")
        self._loading = Latest(tasks, self._load, "results of the history")
        self._changing: set[asyncio.Task[None]] = set()
        self._kept: OrderedDict[tuple[int, str, float], Result | StudyResult] = OrderedDict()

    def look(self, query: Query, *, sums: bool) -> None:
        """Ask for the list; with ``sums`` for tags and space, too."""
        self._looking.ask(_Look(query, sums))

    def load(self, entries: Sequence[Entry]) -> None:
        """Ask for what was measured."""
        self._loading.ask(tuple(entries))

    def change(
        self, work: Callable[[History], object], then: Callable[[], object] | None = None
    ) -> None:
        """Change something; ``then`` is called when it has been done."""
        task = self._tasks.start(self._change(work, then), "change of the history")
        self._changing.add(task)
        task.add_done_callback(self._changing.discard)

    async def settle(self) -> None:
        """Wait until all changes have been made."""
        while self._changing:
            await asyncio.wait(self._changing)

    async def result(self, entry: Entry) -> Result | StudyResult:
        """What was measured. Raises HebraError."""
        key = (entry.id, entry.state, entry.seconds)
        found = self._kept.get(key)
        if found is None:
            number = entry.id
            if entry.kind == "run":
                found = await self._service.ask(lambda history: history.result(number))
            else:
                found = await self._service.ask(lambda history: history.study(number))
            self._kept[key] = found
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return found

    async def again(self, number: int) -> Experiment | Study:
        """What carries it out once more. Raises HebraError."""
        return await self._service.ask(lambda history: history.again(number))

    async def _look(self, wanted: _Look) -> None:
        def read(history: History) -> tuple[list[Entry], tuple[dict[str, int], Space] | None]:
            entries = history.entries(wanted.query)
            return entries, (history.tags(), history.space()) if wanted.sums else None

        try:
            entries, sums = await self._service.ask(read)
        except HebraError as error:
            self.failed.emit(error)
            return
        if sums is not None:
            self.summed.emit(*sums)
        self.listed.emit(entries)

    async def _load(self, entries: Sequence[Entry]) -> None:
        found = {}
        for entry in entries:
            try:
                found[entry.id] = await self.result(entry)
            except HebraError as error:
                self.failed.emit(error)
            if self._loading.overtaken:
                return
        self.loaded.emit(found)
        if len(entries) == 1 and entries[0].kind != "run" and found:
            worked_out = await asyncio.to_thread(_work_out, found[entries[0].id])
            if not self._loading.overtaken:
                self.found.emit(worked_out)
        if len(found) == len(entries) == 2:
            await self._contrast(*found.values())

    async def _contrast(self, first: Result | StudyResult, second: Result | StudyResult) -> None:
        """Hold two against each other; a run and a study cannot be."""
        from lab.history.comparison import compare

        if isinstance(first, Result) != isinstance(second, Result):
            return
        noise = await self._service.ask(lambda history: history.noise())
        wording = Wording(tr, number(0.5, 1)[1:2])
        compared = await asyncio.to_thread(compare, first, second, noise, wording)
        if not self._loading.overtaken:
            study = None
            if isinstance(first, Result) and isinstance(second, Result):
                study = study_of(first, second)
            self.contrasted.emit(compared, study)

    async def _change(
        self, work: Callable[[History], object], then: Callable[[], object] | None
    ) -> None:
        try:
            await self._service.ask(work, changes=True)
        except HebraError as error:
            self.failed.emit(error)
            return
        if then is not None:
            then()
