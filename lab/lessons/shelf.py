"""The lessons that come with Hebra, in the reader's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lab.assets import resource
from lab.errors import InputError
from lab.records.complaint import did_you_mean
from lab.spec.words import told

from .lesson import Lesson
from .lesson_file import read_lesson

LANGUAGES = ("en", "es")


def lesson_files(language: str) -> tuple[Path, ...]:
    """The files of one language, in their order."""
    return tuple(sorted(resource("lessons", language).glob("*.md")))


@cache
def lessons(language: str) -> tuple[Lesson, ...]:
    """All lessons in one language; in English where they are not in this one."""
    return tuple(map(read_lesson, lesson_files(language if language in LANGUAGES else "en")))


def lesson_named(name: str, language: str) -> Lesson:
    """A shipped lesson by its name or its number. InputError when there is none."""
    found = {lesson.name: lesson for lesson in lessons(language)}
    for number, lesson in enumerate(found.values(), 1):
        if name in (lesson.name, str(number)):
            return lesson
    what = told("{name} is no lesson", name=repr(name[:60]))
    raise InputError(what, todo=did_you_mean(name, found))
