"""``hebra lesson check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from lab.cli.exits import BAD_INPUT, FINE
from lab.cli.output import tell
from lab.cli.progress import duration
from lab.errors import InputError
from lab.lessons.lesson_file import read_lesson


def check_files(files: Sequence[Path]) -> int:
    """Check every file, say what each one is or what is wrong with it, and return the exit code."""
    code = FINE
    for path in files:
        try:
            lesson = read_lesson(path)
        except InputError as error:
            tell(Console(stderr=True), error)
            code = BAD_INPUT
        else:
            print(
                f"{path}: fine: {lesson.title!r}, {lesson.minutes} min,"
                f" the run takes about {duration(lesson.work.seconds)}"
            )
    return code
