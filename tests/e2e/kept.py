"""What a program keeps in its history, watched from outside while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from lab.history import Entry, History
from tests.e2e.patience import LIMIT_S, until


class Kept:
    """A history that somebody else writes to."""

    def __init__(self, history: History) -> None:
        self._history = history

    def newest(self) -> Entry | None:
        """What was begun last; None while there is nothing."""
        entries = self._history.entries()
        return entries[0] if entries else None

    def until(
        self, wanted: Callable[[Entry], bool], what: str, *, within_s: float = LIMIT_S
    ) -> Entry:
        """Wait until what was begun last is as ``wanted``."""

        def found() -> Entry | None:
            entry = self.newest()
            return entry if entry is not None and wanted(entry) else None

        entry = until(found, what, within_s=within_s)
        assert entry is not None
        return entry

    def trials(self, number: int, *, within_s: float = LIMIT_S, after: int = 0) -> Entry:
        """Wait until ``number`` runs of a study begun after entry ``after`` have been kept."""
        return self.until(
            lambda entry: entry.id > after and entry.trials >= number,
            f"{number} runs of a study",
            within_s=within_s,
        )
