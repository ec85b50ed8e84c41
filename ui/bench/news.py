"""What happened during a run, told in banners: once for each subject, never over the work."""

from __future__ import annotations

from collections.abc import Sequence

from lab.session.snapshot import Event
from ui.controls.banner_stack import BannerStack
from ui.run.amounts import Count
from ui.run.details import show_details
from ui.words import N_, Words

TITLES = {
    "worker-lost": N_("A worker process ended by itself"),
    "task-failed": N_("A task failed"),
    "lane-broken": N_("A lane ended by itself"),
    "capped": N_("Fewer lanes than wanted"),
    "full": N_("Fewer lanes than wanted"),
    "start-method": N_("Processes are started in another way"),
    "unavailable": N_("A kind of task cannot run"),
    "stuck": N_("A lane does not end its task"),
}
GRAVE = frozenset({"worker-lost", "unavailable"})


class News:
    """Turns events into banners; several of one kind are one banner with their number."""

    def __init__(self, banners: BannerStack) -> None:
        self._banners = banners
        self._seen: dict[str, list[Event]] = {}

    def clear(self) -> None:
        """A new run: what was told of the last one is over."""
        for kind in self._seen:
            self._banners.drop(kind)
        self._seen.clear()
        for subject in ("run", "export"):
            self._banners.drop(subject)

    def tell(self, events: Sequence[Event]) -> None:
        """Show events; the first traceback is kept for who wants to read it."""
        for event in events:
            seen = self._seen.setdefault(event.kind, [])
            seen.append(event)
            # A thousand failures are told by their number, not by a thousand banners.
            if len(seen) in (1, 2, 10) or len(seen) % 100 == 0:
                self._show(event.kind, seen)

    def _show(self, kind: str, seen: list[Event]) -> None:
        first = seen[0]
        title: Words | str = TITLES.get(kind, kind)
        if len(seen) > 1:
            title = Words(N_("{n} times: {what}"), n=Count(len(seen)), what=_Marked(str(title)))
        parent = self._banners
        self._banners.tell(
            kind,
            "bad" if kind in GRAVE else "warn",
            title,
            first.text,
            action=N_("Show details") if first.details else "",
            act=(lambda: show_details(parent, first.text, first.details))
            if first.details
            else None,
        )


class _Marked:
    def __init__(self, source: str) -> None:
        self._source = source

    def __str__(self) -> str:
        return str(Words(self._source))
