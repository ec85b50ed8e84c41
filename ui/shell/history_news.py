"""What the history tells wherever somebody is: what it cannot keep, and what had to go."""

from __future__ import annotations

from collections.abc import Callable

from lab.errors import HebraError
from ui.run.page import Page
from ui.run.services import Services
from ui.words import N_, Words, ntr


class HistoryNews:
    """Tells it on the page in view, which ``current`` is asked for, or in the status bar."""

    def __init__(self, services: Services, current: Callable[[], Page]) -> None:
        self._services, self._current = services, current
        services.history.failed.connect(self._tell_not_kept)
        services.history.opened.connect(self._tell_put_aside)
        services.history.pruned.connect(self._tell_pruned)

    def _tell_not_kept(self, error: BaseException) -> None:
        what = error.what if isinstance(error, HebraError) else str(error)
        self._current().banners.tell(
            "history",
            "warn",
            Words(N_("This is not kept in History: {why}"), why=what),
            N_("What is measured is not touched, and can be exported when it has ended."),
        )

    def _tell_pruned(self, entries: int) -> None:
        def said() -> str:
            return ntr(
                "{n} old entry removed from History to make room",
                "{n} old entries removed from History to make room",
                entries,
            )

        self._services.note(Words("{said}", said=said), "trash")

    def _tell_put_aside(self, problem: str) -> None:
        if problem:
            self._current().banners.tell("history", "warn", problem)
