"""What docs/lessons.md shows is a lesson, and it names every figure and every setting."""

from __future__ import annotations

import re
from pathlib import Path

from lab.lessons.figures import FIGURES, PROBE_FIGURES
from lab.lessons.lesson_file import REPEATS, read_lesson
from lab.lessons.probe_work import OFFERS
from lab.lessons.shape import predict_model, question_model

from .written import write

TEXT = (Path(__file__).parents[3] / "docs" / "lessons.md").read_text(encoding="utf-8")


def test_the_example_is_a_lesson(tmp_path: Path) -> None:
    (example,) = re.findall(r"````markdown\n(.*?)````", TEXT, re.DOTALL)
    lesson = read_lesson(write(tmp_path, example))
    assert lesson.title == "Waiting side by side"
    assert lesson.question is not None


def test_every_key_and_figure_is_named() -> None:
    assert f"{REPEATS} times" in TEXT.replace("five\n  times", "5 times")
    names = [*FIGURES, *(key for figures in PROBE_FIGURES.values() for key in figures)]
    names += [*predict_model(("throughput",)).model_fields, *question_model().model_fields]
    for name, offer in OFFERS.items():
        names += [name, *(parameter.name for parameter in offer.parameters)]
        names += [choice for parameter in offer.parameters for choice in parameter.choices]
    assert [name for name in names if name not in TEXT] == []
