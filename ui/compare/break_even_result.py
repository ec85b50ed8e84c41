"""The answer to a break-even: in a sentence, and as ratios over the sizes that were tried."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.study.break_even import BreakEven, Question, Tried
from ui.charts.compare import naming
from ui.charts.compare.figures import spread
from ui.controls.card import Card
from ui.controls.legend import Legend, LegendItem
from ui.controls.text import Text
from ui.run.tabular import tab_text
from ui.words import N_, Words, number

from .ratio_plot import RatioPlot

_ANSWERS = {
    "found": N_("From {size} on, {second} is faster than {first}."),
    "always": N_("{second} is faster than {first} at every size from {low} to {high}."),
    "never": N_("{second} is not faster than {first} at any size from {low} to {high}."),
    "unsure": N_("Not sure: a difference at one end of {low} to {high}, none at the other."),
    "equal": N_("No difference between {second} and {first} at {low}, nor at {high}."),
    "interrupted": N_("Cut short: what was tried until then is shown."),
    "failed": N_("The search could not go on: {problem}"),
}


class BreakEvenResult(Card):
    """Sentence, interval and curve; live from the first size on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = RatioPlot()
        self.answer = Text(size=18, weight=600, wrap=True)
        self.interval = Text(tone="text3", wrap=True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.answer)
        column.addWidget(self.interval)
        column.addSpacing(12)
        column.addWidget(self.plot, 1)
        super().__init__(N_("Break-even"), legend=Legend(), body=body, parent=parent)
        self.add_action(N_("Copy its data"), "copy", self._copy)

    def begin(self, question: Question) -> None:
        """A search begins."""
        self.plot.begin(question.setting, (question.low, question.high), question.second.approach)
        self.answer.set_source(
            Words(
                N_("From which size on is {second} faster than {first}?"),
                first=naming.called(question.first),
                second=naming.called(question.second),
            )
        )
        self.interval.set_source("")
        if self.legend is not None:
            words = Words(
                N_("{second} over {first}, with 95 % interval"),
                first=naming.called(question.first),
                second=naming.called(question.second),
            )
            self.legend.set_items([LegendItem("line", question.second.approach, words)])

    def show_points(self, points: tuple[Tried, ...]) -> None:
        """Show the sizes tried so far."""
        self.plot.show_points(points, None)

    def show_found(self, found: BreakEven, question: Question) -> None:
        """Say what was found."""
        value = partial(naming.setting_value, found.setting)
        size = found.size
        if found.second != question.second:
            self.begin(
                Question(
                    mix=question.mix,
                    setting=question.setting,
                    low=question.low,
                    high=question.high,
                    first=found.first,
                    second=found.second,
                )
            )
        self.plot.show_points(found.points, size)
        self.answer.set_source(
            Words(
                _ANSWERS[found.outcome],
                size=partial(value, float(f"{size.value:.3g}") if size is not None else 0.0),
                first=naming.called(found.first),
                second=naming.called(found.second),
                low=partial(value, question.low),
                high=partial(value, question.high),
                problem=found.problem,
            )
        )
        around = spread(size) if size is not None else ""
        self.interval.set_source(
            Words(
                N_("95 % interval {interval}, from {n} sizes"),
                interval=lambda: spread(size) if size is not None else "",
                n=lambda: number(len(found.points)),
            )
            if around
            else ""
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tab_text(*self.plot.data()))
