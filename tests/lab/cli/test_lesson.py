"""`hebra lesson`: list, check and do, with made-up runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.analysis.interval import Interval
from lab.cli.lesson.doing import compared
from tests.lab.lessons.written import LESSON, write

from .study_command import Hebra, fakes, hebra, history

__all__ = ["fakes", "hebra", "history"]


def test_the_lessons_are_listed(hebra: Hebra, capsys: pytest.CaptureFixture[str]) -> None:
    assert hebra("lesson", "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Why four threads are not four times as fast" in lines[1]
    assert lines[1].split()[0] == "1"
    assert hebra("lesson", "list", "--language", "es") == 0
    assert "Cada proceso tiene su GIL" in capsys.readouterr().out
    assert hebra("lesson", "list", "--language", "fr") == 2


def test_check_names_what_is_wrong(
    hebra: Hebra, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine = write(tmp_path)
    assert hebra("lesson", "check", str(fine)) == 0
    assert f"{fine}: fine: 'Two threads'" in capsys.readouterr().out
    bad = write(tmp_path, LESSON.replace("repeats = 3", "repeats = 0"), "bad.md")
    assert hebra("lesson", "check", str(fine), str(bad)) == 2
    out, err = capsys.readouterr()
    assert "fine" in out
    assert f"{bad}:16, [protocol] repeats: 0 must be 1 to 200" in err.replace("\n", "")


def test_a_lesson_is_done_on_a_terminal(
    hebra: Hebra, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("lesson", "run", str(write(tmp_path)), "--guess", "4") == 0
    out, err = capsys.readouterr()
    assert err == ""
    for words in (
        "Two threads",
        "How many times the work?",
        "Your guess: 4.00 ×",
        "threads(2): ",
        "Measured: 1.00 ×",
        "Your guess was 4.00 times that.",
        "Read this afterwards.",
        "Because the waits overlap.",
    ):
        assert words in out, words


def test_a_guess_off_the_scale_is_refused(
    hebra: Hebra, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("lesson", "run", str(write(tmp_path)), "--guess", "100") == 2
    assert "--guess: 100 must be 0.5 to 8" in capsys.readouterr().err
    assert hebra("lesson", "run", "99") == 2


def test_guess_and_measurement_in_words() -> None:
    measured = Interval(2.0, 1.9, 2.1, 5)
    assert compared(None, measured, "×") == "Measured: 2.00 × (95 % interval 1.90 to 2.10)."
    assert compared(1.0, measured, "×").endswith("That is 2.00 times your guess.")
    assert compared(3.0, measured, "×").endswith("Your guess was 1.50 times that.")
    assert compared(3.0, Interval(2.0, None, None, 2), "×").startswith("Measured: 2.00 ×.")
