"""How far somebody is with the lessons: kept as a small JSON file in the data folder.

A file that cannot be read is put aside under another name, so that what was in it is not lost, and
progress begins anew. What does not fit its shape is left out.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lab.analysis.interval import Interval
from lab.history.place import data_folder
from lab.records.atomic import write_atomically

from .figures import Answer

FILE = "lessons.json"
LARGEST = 1 << 20
_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One lesson: begun when it was opened, done once its experiment has been measured."""

    done: bool = False
    guess: float | None = None
    answer: Answer | None = None
    """What was measured the last time."""


@dataclass(frozen=True)
class Progress:
    """All that is kept. Lessons are named as :attr:`Lesson.name`; one's own by their path."""

    lessons: dict[str, Standing] = field(default_factory=dict)
    last: str = ""
    """The lesson that was in view last."""

    def of(self, name: str) -> Standing | None:
        """How one lesson stands; None when it was never opened."""
        return self.lessons.get(name)

    def opened(self, name: str) -> Progress:
        """With a lesson opened."""
        return Progress({**self.lessons, name: self.of(name) or Standing()}, name)

    def measured(self, name: str, guess: float | None, answer: Answer) -> Progress:
        """With a lesson's experiment measured."""
        standing = Standing(done=True, guess=guess, answer=answer)
        return replace(self, lessons={**self.lessons, name: standing})


class ProgressStore:
    """Reads and writes the file; ``put_aside`` names the file a damaged one was moved to."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_folder() / FILE
        self.put_aside: Path | None = None

    def load(self) -> Progress:
        """What was kept; empty when there is nothing or it cannot be read."""
        try:
            if self._path.stat().st_size > LARGEST:
                raise ValueError("too large")
            return _read(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return Progress()
        except (OSError, ValueError, RecursionError, KeyError, TypeError):
            self._set_aside()
            return Progress()

    def keep(self, progress: Progress) -> None:
        """Write it whole or not at all. HebraError when it cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "version": _VERSION,
            "last": progress.last,
            "lessons": {name: asdict(standing) for name, standing in progress.lessons.items()},
        }
        write_atomically(self._path, json.dumps(content, indent=1).encode())

    def _set_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.stem}-damaged.json")
        try:
            self._path.replace(aside)
            self.put_aside = aside
        except OSError:
            self.put_aside = None


def _read(found: Any) -> Progress:
    if found["version"] != _VERSION:
        raise ValueError("of another version")
    lessons = {str(name): _standing(entry) for name, entry in dict(found["lessons"]).items()}
    return Progress(lessons, str(found.get("last", "")))


def _standing(entry: Any) -> Standing:
    guess, answer = entry.get("guess"), entry.get("answer")
    return Standing(
        done=entry.get("done") is True,
        guess=None if guess is None else _finite(guess),
        answer=None if answer is None else _answer(answer),
    )


def _answer(entry: Any) -> Answer:
    sides = tuple(_interval(side) for side in entry["sides"])
    shares = {str(name): _finite(share) for name, share in dict(entry.get("shares", {})).items()}
    return Answer(measured=_interval(entry["measured"]), sides=sides, shares=shares)


def _interval(entry: Any) -> Interval | None:
    if entry is None:
        return None
    low, high = (None if entry[key] is None else _finite(entry[key]) for key in ("low", "high"))
    return Interval(_finite(entry["value"]), low, high, int(entry["count"]))


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number
