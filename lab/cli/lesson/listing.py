"""``hebra lesson list``."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from lab.cli.output import write
from lab.errors import InputError
from lab.lessons.shelf import LANGUAGES, lessons


def show_lessons(language: str) -> None:
    """Print number, name, title and minutes of every lesson."""
    check_language(language)
    table = Table(box=None, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("Lesson")
    table.add_column("Name")
    table.add_column("Time", justify="right")
    for number, lesson in enumerate(lessons(language), 1):
        table.add_row(str(number), lesson.title, lesson.name, f"{lesson.minutes} min")
    write(table, Console(highlight=False, markup=False))


def check_language(language: str) -> None:
    """InputError when there are no lessons in it."""
    if language not in LANGUAGES:
        what = f"there are no lessons in {language!r}"
        raise InputError(what, where="--language", todo=f"Known: {', '.join(LANGUAGES)}.")
