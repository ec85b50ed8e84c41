"""The history: every finished or interrupted run, comparison and sweep, in one database.

Everything here may be called from any thread, and takes its time: from a window, off its thread.
What goes wrong is raised as a HebraError in words, and leaves everything as it was.
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lab.errors import HebraError
from lab.session.result import Result
from lab.session.series import SeriesTable
from lab.spec import Experiment, Study

from . import edits, listing, reading, room
from .entry import Entry, Pruned, Query, Space
from .keeping import RunKeeper, StudyKeeper, none_yet
from .opening import open_store
from .place import database_path
from .recovery import recover

if TYPE_CHECKING:
    from types import TracebackType

    from lab.records.wording import Wording
    from lab.study.trial import NoiseFloor, StudyResult

    from .comparison import Comparison


class History:
    """The history in ``path``, the user's own where None; made when there is none.

    ``problem`` says what was wrong with the file (told), or nothing: a damaged one was put aside.
    ``recovered`` are the entries found cut short by the end of their process. Raises InputError
    when the file is of a newer Hebra or cannot be opened.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or database_path()
        self._store, self.problem = open_store(self.path)
        self.recovered: tuple[int, ...] = ()
        self._keepers: weakref.WeakSet[RunKeeper | StudyKeeper] = weakref.WeakSet()
        with contextlib.suppress(HebraError):  # On a full disk there is still much to read.
            self.recovered = tuple(recover(self._store))
            self.purge()

    def close(self) -> None:
        """Close the file; nothing may be called any more, but this.

        What is still being kept is left as interrupted.
        """
        for keeper in list(self._keepers):
            with contextlib.suppress(HebraError):  # The next one to open it will find out.
                keeper.abandon()
        self._store.close()

    def __enter__(self) -> History:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- keeping ------------------------------------------------------------------------------
    def begin_run(self, experiment: Experiment) -> RunKeeper:
        """Begin to keep a run. Never fails: what cannot be kept is told when figures come."""
        keeper = RunKeeper(self._store, self._prune, experiment)
        keeper.begin()
        self._keepers.add(keeper)
        return keeper

    def begin_study(self, study: Study) -> StudyKeeper:
        """Begin to keep a comparison or a sweep; as :meth:`begin_run`."""
        keeper = StudyKeeper(self._store, self._prune, none_yet(study))
        keeper.begin()
        self._keepers.add(keeper)
        return keeper

    def keep(self, result: Result | StudyResult) -> int:
        """Keep what is over already; the entry's id."""
        if isinstance(result, Result):
            return RunKeeper(self._store, self._prune, result.experiment).finish(result)
        return StudyKeeper(self._store, self._prune, none_yet(result.study)).finish(result)

    # --- the list -----------------------------------------------------------------------------
    def entries(self, query: Query = Query()) -> list[Entry]:  # noqa: B008 - it is frozen
        """What the query finds, in its order."""
        return listing.entries(self._store, query)

    def count(self, query: Query = Query()) -> int:  # noqa: B008
        """How many entries the query finds, whatever its limit."""
        return listing.count(self._store, query)

    def entry(self, number: int) -> Entry:
        """One entry, deleted or not; InputError when there is none of this number."""
        return listing.entry(self._store, number)

    def tags(self) -> dict[str, int]:
        """The tags in use, and how often each is."""
        return listing.tags(self._store)

    # --- what was kept ------------------------------------------------------------------------
    def result(self, number: int) -> Result:
        """A run, whole; InputError when it is none."""
        return reading.result(self._store, number)

    def study(self, number: int) -> StudyResult:
        """A comparison or sweep, whole; InputError when it is none."""
        return reading.study(self._store, number)

    def series(self, numbers: Sequence[int]) -> dict[int, SeriesTable]:
        """The courses of several runs, by number."""
        return reading.series(self._store, numbers)

    def again(self, number: int) -> Experiment | Study:
        """What carries it out once more, under the title it has now."""
        return reading.again(self._store, number)

    def compare(
        self, first: int, second: int, wording: Wording | None = None
    ) -> tuple[Result | StudyResult, Result | StudyResult, Comparison]:
        """Two runs or two studies, and what comes out when they are held against each other.

        Raises InputError for a run and a study.
        """
        from .comparison import compare

        both = self.whole(first), self.whole(second)
        return *both, compare(*both, self.noise(), wording)

    def whole(self, number: int) -> Result | StudyResult:
        """A run, a comparison or a sweep, whichever it is."""
        return self.result(number) if self.entry(number).kind == "run" else self.study(number)

    def noise(self) -> NoiseFloor | None:
        """The noise floor that was measured last; None where none is known."""
        return reading.noise(self._store)

    # --- changes ------------------------------------------------------------------------------
    def rename(self, number: int, title: str) -> None:
        """Give an entry a name."""
        edits.rename(self._store, number, title)

    def note(self, number: int, text: str) -> None:
        """Write an entry's note anew."""
        edits.note(self._store, number, text)

    def tag(self, number: int, tags: Iterable[str]) -> None:
        """Give an entry these tags instead of those it has."""
        edits.tag(self._store, number, tags)

    def pin(self, number: int, pinned: bool = True) -> None:
        """Pin an entry, so that it is never pruned; or take the pin off."""
        edits.pin(self._store, number, pinned)

    def delete(self, numbers: Sequence[int]) -> None:
        """Take entries off the list, all or none; :meth:`undelete` has them back for a week."""
        edits.delete(self._store, numbers)

    def undelete(self, numbers: Sequence[int]) -> None:
        """Put deleted entries back, all or none."""
        edits.undelete(self._store, numbers)

    # --- room ---------------------------------------------------------------------------------
    def space(self) -> Space:
        """What the history takes on the disk, and its limit."""
        return room.space(self._store)

    @property
    def limit(self) -> int:
        """Bytes above which the oldest unpinned entries go; 0 means no limit."""
        return room.limit(self._store)

    @limit.setter
    def limit(self, most: int) -> None:
        room.set_limit(self._store, most)

    def prune(self, most: int | None = None) -> Pruned:
        """Remove for good what is above the limit, or above ``most`` bytes.

        To the limit it is done by itself whenever something is kept.
        """
        return room.prune(self._store, most=most)

    def purge(self, *, older_than_s: float = room.KEPT_DELETED_S) -> Pruned:
        """Remove deleted entries for good, those deleted so long ago."""
        return room.purge(self._store, older_than_s=older_than_s)

    def _prune(self, spare: int) -> Pruned:
        return room.prune(self._store, spare=spare)
