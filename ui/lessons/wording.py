"""What a lesson's sides and figures are called, in the reader's language."""

from __future__ import annotations

from functools import partial

from lab.analysis.interval import Interval
from lab.lessons.figures import Figure
from lab.lessons.lesson import Lesson, Side, StudyWork
from ui.charts.compare import naming
from ui.charts.compare.figures import written
from ui.run.mix_words import work
from ui.words import N_, Words, ntr, quantity, tr


def side_words(side: Side) -> Words:
    """A side as one says it: *4 threads*, or what the lesson's file calls it."""
    return Words("{side}", side=partial(_side, side))


def _side(side: Side) -> str:
    if side.candidate is None:
        return side.name
    said = naming.in_words(side.candidate)
    differs = naming.settings(side.candidate)
    return f"{said[:1].upper()}{said[1:]}" + (f", {differs}" if differs else "")


def figure_words(interval: Interval, figure: Figure) -> Words:
    """A side's figure with its unit."""
    return Words("{figure}", figure=lambda: quantity(written(interval), tr(figure.unit)))


def about_words(lesson: Lesson, cores: int) -> Words:
    """Which work on how many cores; of a probe only the latter."""
    figure = partial(tr, lesson.prediction.figure.title)

    def on() -> str:
        return ntr("{n} core", "{n} cores", cores)

    if isinstance(lesson.work, StudyWork):
        mix = partial(work, lesson.work.study.mix)
        return Words(N_("{figure}: {work}, on {cores}"), figure=figure, work=mix, cores=on)
    return Words(N_("{figure}, on {cores}"), figure=figure, cores=on)
