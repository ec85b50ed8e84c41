"""Steps back and forward between the states of what a person edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
MERGE_S = 1.0
"""Changes of one setting closer together than this are one step of undo: a drag is one move."""
MOST_STEPS = 200


@dataclass
class _Step(Generic[T]):
    setting: str
    before: T
    after: T
    at: float


@dataclass
class Steps(Generic[T]):
    """What was done and what was undone. Pure: the caller brings the time, in seconds."""

    done: list[_Step[T]] = field(default_factory=list)
    undone: list[_Step[T]] = field(default_factory=list)

    def record(self, setting: str, before: T, after: T, at: float) -> None:
        """Remember a change; one that follows closely on its like is added to it."""
        self.undone.clear()
        last = self.done[-1] if self.done else None
        if last and setting and last.setting == setting and at - last.at < MERGE_S:
            last.after, last.at = after, at
        else:
            self.done.append(_Step(setting, before, after, at))
            del self.done[:-MOST_STEPS]

    def undo(self) -> T | None:
        """The state before the last change, or None when there is none."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1].before

    def redo(self) -> T | None:
        """The state after the change last undone, or None."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1].after
