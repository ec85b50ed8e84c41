"""``hebra lesson run``: text, prediction, run, comparison and question on a terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.progress_bar import ProgressBar
from rich.table import Table

from lab.analysis.interval import Interval
from lab.cli.conduct_study import conducted
from lab.cli.exits import FAILED, FINE, INTERRUPTED
from lab.cli.machinery import Machinery
from lab.cli.output import tell, warn
from lab.cli.progress import duration
from lab.cli.redrawn import Redrawn
from lab.errors import InputError, SessionError
from lab.lessons.blocks import SUFFIXES
from lab.lessons.course import Advance, Course, Outcome, course_of
from lab.lessons.lesson import Lesson
from lab.lessons.lesson_file import read_lesson
from lab.lessons.shelf import lesson_named
from lab.records.wording import Wording

from .listing import check_language

_WIDE = 90


def do_lesson(name: str, guess: float | None, language: str, machinery: Machinery) -> int:
    """Do one lesson and return the exit code."""
    check_language(language)
    file = Path(name).suffix in SUFFIXES
    lesson = read_lesson(name) if file else lesson_named(name, language)
    asked = lesson.prediction
    if guess is not None and not asked.low <= guess <= asked.high:
        what = f"{guess:g} must be {asked.low:g} to {asked.high:g}"
        raise InputError(what, where="--guess")
    console = Console(highlight=False)
    console.width = min(console.width, _WIDE)
    console.print(Markdown(f"# {lesson.title}\n\n{lesson.before}"))
    console.print(f"\n{asked.asked}", markup=False)
    if guess is not None:
        console.print(f"Your guess: {_figure(guess)} {asked.unit}", markup=False)
    complain = Console(stderr=True)
    outcome, interrupted = asyncio.run(_carry_out(lesson, machinery, complain))
    if outcome.answer.measured is None or outcome.state != "finished":
        if interrupted:
            return INTERRUPTED
        tell(complain, SessionError(outcome.problem or "Nothing could be measured"))
        return FAILED
    for side, figure in zip(lesson.sides, outcome.answer.sides, strict=True):
        if figure is not None and asked.against is not None:
            console.print(
                f"  {side.key}: {_figure(figure.value)} {asked.figure.unit}", markup=False
            )
    console.print(compared(guess, outcome.answer.measured, asked.unit), markup=False)
    if outcome.caution:
        warn(complain, outcome.caution)
    console.print(Markdown(f"\n{lesson.after}"))
    if lesson.question is not None:
        console.print(Markdown(f"\n**{lesson.question.asked}**\n\n{lesson.question.answer}"))
    return FINE


def compared(guess: float | None, measured: Interval, unit: str) -> str:
    """Guess and measurement beside each other, in a sentence or two."""
    said = f"Measured: {_figure(measured.value)} {unit}"
    if measured.low is not None and measured.high is not None:
        said += f" (95 % interval {_figure(measured.low)} to {_figure(measured.high)})"
    if guess is None or guess <= 0 or measured.value <= 0:
        return f"{said}."
    if guess >= measured.value:
        return f"{said}. Your guess was {_figure(guess / measured.value)} times that."
    return f"{said}. That is {_figure(measured.value / guess)} times your guess."


def _figure(value: float) -> str:
    return Wording().number(value)


async def _carry_out(
    lesson: Lesson, machinery: Machinery, complain: Console
) -> tuple[Outcome, bool]:
    course: Course = course_of(lesson, machinery.makers(), machinery.probes())
    with _Progress(complain) as progress:
        course.on_advance = progress.show
        return await conducted(course.run(), course.cancel)


class _Progress(Redrawn):
    """A bar and the time that is left, where there is a terminal."""

    def show(self, advance: Advance) -> None:
        """Say how far it is; redrawn when it is time to."""
        if self._due:
            row = Table.grid(padding=(0, 2))
            row.add_row(
                ProgressBar(total=1.0, completed=advance.share, width=40),
                f"{duration(advance.seconds_left)} left",
            )
            self._redraw(row)
