"""What is told of a run beside its figures: the changes that were made, and events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .snapshot import Event, Marker, Snapshot

_ONCE = ("capped", "full", "task-failed")
"""Events that every worker tells for itself: the first says it all."""
MOST_EVENTS = 200


class Notes:
    """Collects markers and events; each is handed on with one snapshot."""

    def __init__(self) -> None:
        self.markers: list[Marker] = []
        self.events: list[Event] = []
        self._heard_once: set[tuple[str, str]] = set()
        self._told = (0, 0)

    def changed(self, markers: Iterable[Marker]) -> None:
        """Note what was changed; the system may then be full again, and that is told again."""
        self.markers.extend(markers)
        self._heard_once = {once for once in self._heard_once if once[0] == "task-failed"}

    def add(self, event: Event) -> None:
        """Note an event, unless there are :data:`MOST_EVENTS`."""
        if len(self.events) < MOST_EVENTS:
            self.events.append(event)

    def hear(self, event: Event, what: str) -> None:
        """Note an event about ``what`` (a task kind, or the event's text), unless it was told."""
        once = (event.kind, what)
        if once not in self._heard_once:
            self.add(event)
        if event.kind in _ONCE:
            self._heard_once.add(once)

    def annotated(self, snapshot: Snapshot, state: str) -> Snapshot:
        """With the markers and events since the last snapshot, and the state as it is now."""
        markers, events = self._told
        self._told = (len(self.markers), len(self.events))
        return replace(
            snapshot,
            state=state,
            markers=tuple(self.markers[markers:]),
            events=tuple(self.events[events:]),
        )
