"""A lesson's file is read whole, and what is wrong with it is said with file, line and key."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.errors import InputError
from lab.lessons.lesson import ProbeWork, StudyWork
from lab.lessons.lesson_file import REPEATS, read_lesson

from .written import LESSON, PROBE, SINGLE, write


def test_a_lesson_is_taken_apart(tmp_path: Path) -> None:
    lesson = read_lesson(write(tmp_path))
    assert (lesson.name, lesson.title) == ("own", "Two threads")
    assert lesson.before == "Read this.\n\n```python\nwork()\n```"
    assert lesson.after == "Read this afterwards."
    assert isinstance(lesson.work, StudyWork)
    assert not lesson.work.single
    assert lesson.work.study.title == "Two threads"
    asked = lesson.prediction
    assert (asked.figure.key, asked.of, asked.against, asked.unit) == ("throughput", 1, 0, "×")
    assert (asked.low, asked.high, asked.logarithmic) == (0.5, 8, True)
    assert [side.key for side in lesson.sides] == ["sequential", "threads(2)"]
    assert lesson.question is not None
    assert lesson.question.answer == "Because the *waits* overlap."
    assert 1 <= lesson.minutes <= 2


def test_a_single_run_is_repeated(tmp_path: Path) -> None:
    lesson = read_lesson(write(tmp_path, SINGLE))
    assert isinstance(lesson.work, StudyWork)
    assert lesson.work.single
    assert lesson.work.study.protocol.repeats == REPEATS
    assert (lesson.prediction.unit, lesson.prediction.of, lesson.prediction.against) == (
        "ms",
        0,
        None,
    )
    assert lesson.question is None


def test_a_probe_has_sides(tmp_path: Path) -> None:
    lesson = read_lesson(write(tmp_path, PROBE))
    assert isinstance(lesson.work, ProbeWork)
    assert [side.name for side in lesson.work.sides] == ["Bare", "Locked"]
    order = lesson.work.sides[1].order or {}
    assert (order["guard"], order["workers"], order["where"]) == ("lock", 4, "threads")
    assert (lesson.prediction.unit, lesson.prediction.logarithmic) == ("%", False)
    assert (lesson.prediction.low, lesson.prediction.high) == (0, 100)


OF = 'of = "threads(2)"'
# what is put in the place of what: the line that is named, the key, and words of the complaint
MISTAKES = {
    "no title": ("# Two *threads*\n", "Two threads\n", ":1", "a lesson begins with its title"),
    "no predict": ("```toml predict", "```toml", ": ", "needs a block that begins with ```toml pr"),
    "other block": ("```toml question", "```toml questions", ":42", "Did you mean question?"),
    "syntax": ("repeats = 3", "repeats = = 3", ": ", "(at line 16, column 11)"),
    "span": ("repeats = 3", "repeats = 3000", ":16, [protocol] repeats", "must be 1 to 200"),
    "key": ("seconds = 0.2", "second = 0.2", ":17, [protocol]", "Did you mean seconds?"),
    "task": ("ms = 2.0", 'ms = "long"', ":23, task 1 ms", "must be a number, 0.1 to 60,000"),
    "of": ('of = "threads(2)"', 'of = "threads(3)"', ":35, of", "Did you mean threads(2)?"),
    "no of": ('of = "threads(2)"\n', "", ":34, of", "There are: sequential, threads(2)."),
    "itself": ('against = "sequential"', 'against = "threads(2)"', ":36, against", "with itself"),
    "figure": (OF, f'figure = "speed"\n{OF}', ":35, figure", "must be one of throughput"),
    "share": (OF, f'figure = "gil"\n{OF}', ":37, against", "guessed of one side"),
    "upside down": ("span = [0.5, 8]", "span = [8, 0.5]", ":37, span", "as in [0.5, 8]"),
    "out of span": ("span = [0.5, 8]", "span = [0, 8]", ":37, span", "within 0.01 to 10000"),
    "empty": ('asked = "Why?"', 'asked = ""', ":43, asked", "must be a question of one line"),
    "python": ("hebra = 1", 'hebra = 1\npython = "/bin/python3"', ":11, python", "Leave the key"),
    "newer": ("hebra = 1", "hebra = 2", ":10, hebra", "written by a newer Hebra"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, mistake: str) -> None:
    right, wrong, place, words = MISTAKES[mistake]
    assert right in LESSON
    path = write(tmp_path, LESSON.replace(right, wrong, 1))
    with pytest.raises(InputError) as refused:
        read_lesson(path)
    assert str(refused.value).startswith(f"{path}{place}")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "right, wrong, words",
    [
        ("seconds = 0.2", "seconds = 60", "must be at most 10: it is repeated 5 times"),
        ("seconds = 0.2", "tasks = 60", "Give seconds instead."),
        ("span = [1, 100]\n", "", "the lowest and the highest guess"),
        ("[load]", "[[change]]\nat_s=1\nsetting='coroutines'\nvalue=2\n[load]", "Leave [[change]]"),
    ],
)
def test_what_a_single_run_cannot_have(tmp_path: Path, right: str, wrong: str, words: str) -> None:
    path = write(tmp_path, SINGLE.replace(right, wrong, 1))
    with pytest.raises(InputError, match=r"own\.md:\d+") as refused:
        read_lesson(path)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "right, wrong, place, words",
    [
        ('name = "race"', 'name = "rce"', ":7, probe name", "Did you mean race?"),
        ('guard = "lock"', 'guard = "luck"', ":16, side 2 guard", "must be one of none, lock"),
        ('name = "Locked"', 'name = "Bare"', ":15, side 2 name", "is a side already"),
        ("repeats = 3", "repeats = 300", ":8", "must be 1 to 20"),
        ('figure = "lost"', 'figure = "p50"', ":21, figure", "must be one of lost, cost"),
    ],
)
def test_a_probes_order_is_checked(
    tmp_path: Path, right: str, wrong: str, place: str, words: str
) -> None:
    path = write(tmp_path, PROBE.replace(right, wrong, 1))
    with pytest.raises(InputError) as refused:
        read_lesson(path)
    assert str(refused.value).startswith(f"{path}{place}")
    assert words in str(refused.value)


def test_a_block_inside_a_list_is_refused(tmp_path: Path) -> None:
    text = LESSON.replace("Read this.", "- one\n\n  ```toml predict\n  asked = 'x'\n  ```\n")
    with pytest.raises(InputError, match="inside a list"):
        read_lesson(write(tmp_path, text))


def test_a_block_may_not_come_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is the second") as refused:
        read_lesson(write(tmp_path, LESSON + "\n```toml question\nasked='x'\nanswer='y'\n```\n"))
    assert ":47" in str(refused.value)


def test_files_that_are_no_text(tmp_path: Path) -> None:
    for data, words in (
        (b"# T\0", "binary"),
        (b"# \xff", "not UTF-8"),
        (b"x" * 2**21, "too large"),
    ):
        path = tmp_path / "x.md"
        path.write_bytes(data)
        with pytest.raises(InputError, match=words):
            read_lesson(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_lesson(tmp_path / "missing.md")
    with pytest.raises(InputError, match="cannot be read"):
        read_lesson(tmp_path)


def test_lines_ended_as_on_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_bytes(LESSON.replace("\n", "\r\n").encode())
    assert read_lesson(path).after == "Read this afterwards."


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, len(LESSON) - 1),
    length=st.integers(0, 30),
    put=st.text('\n`#[]=" atoml1', max_size=12),
)
def test_whatever_is_spoiled_is_read_or_refused_in_words(
    tmp_path: Path, cut: int, length: int, put: str
) -> None:
    path = write(tmp_path, LESSON[:cut] + put + LESSON[cut + length :])
    with contextlib.suppress(InputError):
        read_lesson(path)
