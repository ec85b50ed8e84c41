"""The lessons that come with Hebra: in both languages, the same experiments, fit for a class."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from lab.lessons.course import study_answer
from lab.lessons.figures import PROBE_FIGURES, answer_of
from lab.lessons.lesson import Lesson, ProbeWork, StudyWork
from lab.lessons.lesson_file import read_lesson
from lab.lessons.shelf import LANGUAGES, lesson_files, lesson_named, lessons
from lab.study.trial import StudyResult
from tests.lab.study.made import STARTED_AT, Nature, made_trials

FILES = [path for language in LANGUAGES for path in lesson_files(language)]
LONGEST_S = 40.0
MADE_UP = {
    "race": {"wanted": 1000, "lost": 400, "ns_per_increment": 80.0},
    "blocked_loop": {"lag_ms": {"p50": 1.0, "p95": 40.0, "p99": 50.0, "max": 60.0}},
}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_there_are_as_many_as_a_course_needs() -> None:
    assert 8 <= len(lessons("en")) <= 12
    assert [lesson.name for lesson in lessons("en")] == [lesson.name for lesson in lessons("es")]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_lesson_is_fine_short_and_whole(path: Path) -> None:
    lesson = read_lesson(path)
    assert lesson.work.seconds <= LONGEST_S
    assert 3 <= lesson.minutes <= 6
    assert lesson.before
    assert lesson.after
    assert lesson.question is not None


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_asked_can_be_worked_out_and_lies_on_the_scale(path: Path) -> None:
    lesson = read_lesson(path)
    measured = made_up_answer(lesson)
    assert measured is not None
    assert lesson.prediction.low <= measured <= lesson.prediction.high


def made_up_answer(lesson: Lesson) -> float | None:
    """The answer from made-up figures: every lane does 100 tasks a second."""
    asked, work = lesson.prediction, lesson.work
    if isinstance(work, ProbeWork):
        assert asked.figure in PROBE_FIGURES[work.probe].values()
        value = asked.figure.of(MADE_UP[work.probe])
        values = np.full(work.repeats, np.nan if value is None else value)
        found = answer_of(tuple(values for _ in asked.places))
    else:
        natures = tuple(
            Nature(per_s=100.0 * c.shape.lanes, memory_mib=5.0 * c.shape.processes)
            for c in work.study.candidates
        )
        result = StudyResult(
            study=work.study,
            state="finished",
            started_at=STARTED_AT,
            seconds=1.0,
            trials=made_trials(work.study, natures),
            noise=None,
            cautions=(),
            environment={},
        )
        found = study_answer(result, asked.places, asked.figure.of)
        assert len(found.sides) == len(asked.places)
        assert {"running", "gil", "core", "io"} <= set(found.shares)
    return found.measured.value if found.measured is not None else None


@pytest.mark.parametrize("english", lessons("en"), ids=lambda lesson: lesson.name)
def test_both_languages_measure_the_same(english: Lesson) -> None:
    spanish = lesson_named(english.name, "es")
    assert plain(english) == plain(spanish)
    for text in ("before", "after"):
        code = r"```python\n.*?```"
        assert len(re.findall(code, getattr(english, text), re.S)) == len(
            re.findall(code, getattr(spanish, text), re.S)
        )
    assert english.title != spanish.title


def plain(lesson: Lesson) -> tuple[object, ...]:
    """A lesson without its words."""
    asked, work = dataclasses.replace(lesson.prediction, asked=""), lesson.work
    if isinstance(work, StudyWork):
        return asked, dataclasses.replace(work.study, title=""), work.single
    return asked, work.probe, work.repeats, [side.order for side in work.sides]


YOU = re.compile(r"\b(tú|tu|tus|te|ti|contigo|puedes|tienes|quieres|debes|sabes)\b", re.I)


@pytest.mark.parametrize("path", lesson_files("es"), ids=name_of)
def test_the_spanish_addresses_nobody(path: Path) -> None:
    lesson = read_lesson(path)
    question = lesson.question
    assert question is not None
    texts = [lesson.before, lesson.after, lesson.prediction.asked, question.asked, question.answer]
    text = re.sub(r"```.*?```|`[^`]*`", "", "\n".join(texts), flags=re.S)
    assert YOU.findall(text) == []


def test_a_lesson_is_found_by_name_and_number() -> None:
    assert lesson_named("3", "es") is lesson_named("03-processes", "es")
    assert lesson_named("1", "fr").title == lessons("en")[0].title
