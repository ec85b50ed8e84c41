"""What is done with entries: pinned, deleted and had back, opened, run again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from lab.errors import HebraError
from lab.history import Entry, History
from lab.session.result import Result
from lab.spec import Experiment
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.words import N_, Words, ntr

from .ledger import Ledger

DELETED = "deleted"
"""Subject of the banner that offers to undo."""


class Deeds(QObject):
    """Changes entries by way of the ledger, and hands them to the other pages."""

    wanted = Signal(int)
    """The id of the entry to be chosen as soon as the list is there anew."""
    undoable = Signal(bool)
    """Whether there is a deletion to take back."""
    failed = Signal(object)
    """A `HebraError`."""

    def __init__(self, services: Services, ledger: Ledger, banners: BannerStack) -> None:
        super().__init__()
        self._services, self._ledger, self._banners = services, ledger, banners
        self._deleted: list[list[int]] = []

    def rename(self, number: int, name: str) -> None:
        """Give an entry a name."""
        self._ledger.change(lambda history: history.rename(number, name))

    def note(self, number: int, text: str) -> None:
        """Write an entry's note anew."""
        self._ledger.change(lambda history: history.note(number, text))

    def tag(self, number: int, tags: list[str]) -> None:
        """Give an entry other tags."""
        self._ledger.change(lambda history: history.tag(number, tags))

    def pin(self, entries: Sequence[Entry]) -> None:
        """Pin them all; where all of them are pinned, take the pins off."""
        pinned = not all(entry.pinned for entry in entries)
        numbers = [entry.id for entry in entries]

        def pin(history: History) -> None:
            for number in numbers:
                history.pin(number, pinned)

        self._ledger.change(pin)

    def delete(self, entries: Sequence[Entry], listed: Sequence[Entry]) -> None:
        """Delete entries; of those ``listed``, the one that takes their place is wanted next."""
        gone = {entry.id for entry in entries if entry.state != "running"}
        if not gone:
            return
        row = next(row for row, entry in enumerate(listed) if entry.id in gone)
        left = [entry.id for entry in listed if entry.id not in gone]
        then = left[min(row, len(left) - 1)] if left else 0
        numbers = sorted(gone)
        self._ledger.change(
            lambda history: history.delete(numbers), partial(self._tell_deleted, numbers, then)
        )

    def undo(self) -> None:
        """Have the last deleted entries back."""
        if not self._deleted:
            return
        numbers = self._deleted.pop()
        self._banners.drop(DELETED)
        self.undoable.emit(bool(self._deleted))
        self.wanted.emit(numbers[-1])
        self._ledger.change(lambda history: history.undelete(numbers))

    def open(self, entry: Entry) -> None:
        """Show a run on the Bench, and on Compare what a study found."""
        if entry.state == "running":
            return
        if entry.kind == "run":
            self.again(entry)
        elif self._services.turn.holder != "compare" or self._services.is_free(
            "history", self._banners
        ):
            self._services.tasks.start(self._show_study(entry), "open entry")

    def again(self, entry: Entry) -> None:
        """Put what was measured where it can be run once more; nothing is started."""
        self._services.tasks.start(self._run_again(entry), "run again")

    def _tell_deleted(self, numbers: list[int], then: int) -> None:
        self._deleted.append(numbers)
        self.undoable.emit(True)
        self.wanted.emit(then)
        self._banners.tell(
            DELETED,
            "info",
            Words("{said}", said=lambda: ntr("{n} deleted", "{n} deleted", len(numbers))),
            N_("What is deleted can be had back for a week, unless its room is needed."),
            action=N_("Undo"),
            act=self.undo,
        )

    async def _run_again(self, entry: Entry) -> None:
        try:
            work = await self._ledger.again(entry.id)
        except HebraError as error:
            self.failed.emit(error)
            return
        if isinstance(work, Experiment):
            self._services.open_in_bench(work)
        else:
            self._services.show_in_compare(work)

    async def _show_study(self, entry: Entry) -> None:
        try:
            result = await self._ledger.result(entry)
        except HebraError as error:
            self.failed.emit(error)
            return
        if not isinstance(result, Result):
            self._services.show_in_compare(result)
