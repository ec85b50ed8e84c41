"""The lessons there are: those that come with Hebra and a reader's own, and how far each is."""

from __future__ import annotations

import logging
from pathlib import Path

from lab.errors import HebraError
from lab.lessons.lesson import Lesson
from lab.lessons.lesson_file import read_lesson
from lab.lessons.progress import Progress, ProgressStore
from lab.lessons.shelf import lessons
from ui.controls.worded import Source
from ui.words import N_, Words, language, number

_log = logging.getLogger(__name__)


class Collection:
    """A shipped lesson's key is its name, a reader's own one's the path of its file."""

    def __init__(self, store: ProgressStore) -> None:
        self._store = store
        self._own: dict[str, Lesson] = {}
        self.lessons: dict[str, Lesson] = {}
        """By key, in the order of the list."""
        self.shipped: list[str] = []
        self.progress = store.load()
        self.retranslate()

    def retranslate(self) -> None:
        """Have the shipped lessons in the language of now."""
        shipped = {lesson.name: lesson for lesson in lessons(language())}
        self.shipped = list(shipped)
        self.lessons = {**shipped, **self._own}

    def add(self, path: Path, lesson: Lesson) -> str:
        """Add a lesson of one's own, or read anew; its key."""
        key = str(path.absolute())
        self._own[key] = lesson
        self.retranslate()
        return key

    def recall(self) -> str:
        """The lesson that was in view last, where it can still be read; else the first."""
        last = self.progress.last
        if last not in self.lessons and Path(last).is_absolute():
            try:
                self.add(Path(last), read_lesson(last))
            except HebraError:
                _log.info("the lesson that was in view last cannot be read: %s", last)
        return last if last in self.lessons else self.shipped[0]

    def keep(self, progress: Progress) -> None:
        """Take this for the progress of now, and write it. HebraError or OSError."""
        self.progress = progress
        self._store.keep(progress)

    def taken_aside(self) -> Path | None:
        """Where a damaged file of progress was moved to; told once."""
        aside, self._store.put_aside = self._store.put_aside, None
        return aside

    def after(self, key: str) -> str | None:
        """The lesson after this one; the first after one's own, None after the last."""
        if key not in self.shipped:
            return self.shipped[0]
        at = self.shipped.index(key) + 1
        return self.shipped[at] if at < len(self.shipped) else None

    def head(self, key: str) -> Source:
        """Which of the lessons it is."""
        if key in self._own:
            return Words(N_("A lesson of your own: {file}"), file=Path(key).name)
        place, count = self.shipped.index(key) + 1, len(self.shipped)
        return Words(
            N_("Lesson {place} of {count}"),
            place=lambda: number(place),
            count=lambda: number(count),
        )

    def done(self) -> Source:
        """How many of the shipped ones are done."""
        standings = [self.progress.of(key) for key in self.shipped]
        done = sum(standing is not None and standing.done for standing in standings)
        count = len(self.shipped)
        return Words(
            N_("{done} of {count} done"), done=lambda: number(done), count=lambda: number(count)
        )
