"""Looking for a break-even: asked, followed, answered, and told to the recommendation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.analysis.interval import Interval
from lab.errors import InputError
from lab.study.break_even import BreakEven, Question, Step, Tried
from tests.ui.compare.staging import Staged, staged
from tests.ui.living import until
from ui.compare.setup import BREAK_EVEN
from ui.compare.stages import RESULTS

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


class FakeFinder:
    """The ratio is 1 at 5 ms; one size is tried each time the test lets it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.on_step: Callable[[Step], object] | None = None
        self.on_point: Callable[[Tried], object] | None = None
        self.allowed = asyncio.Semaphore(0)
        self.cancelled = False
        self.points: list[Tried] = []

    async def run(self) -> BreakEven:
        question = self.question
        for size in (question.low, question.high, 5.0):
            if self.on_step is not None:
                self.on_step(
                    Step(
                        points_done=len(self.points),
                        points_most=12,
                        size=size,
                        low=question.low,
                        high=question.high,
                    )
                )
            await self.allowed.acquire()
            if self.cancelled:
                return self._answer("interrupted", None)
            ratio = (size / 5.0) ** 0.5
            tried = Tried(
                size=size,
                ratio=Interval(ratio, ratio / 1.05, ratio * 1.05, 5),
                ratios=(ratio,) * 5,
            )
            self.points.append(tried)
            if self.on_point is not None:
                self.on_point(tried)
        return self._answer("found", Interval(5.0, 4.6, 5.5, 15))

    def cancel(self) -> None:
        self.cancelled = True
        self.allowed.release()

    def _answer(self, outcome: str, size: Interval | None) -> BreakEven:
        return BreakEven(
            setting=self.question.setting,
            outcome=outcome,
            size=size,
            first=self.question.first,
            second=self.question.second,
            points=tuple(sorted(self.points, key=lambda point: point.size)),
        )


class Made:
    """Keeps the finders that were made."""

    def __init__(self) -> None:
        self.finders: list[FakeFinder] = []

    def __call__(self, question: Question) -> FakeFinder:
        self.finders.append(FakeFinder(question))
        return self.finders[-1]


def with_finders(home: Staged) -> Made:
    made = Made()
    home.page.finder._make = made
    return made


async def test_a_break_even_is_asked_followed_and_answered(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page, made = home.page, with_finders(home)
        QTest.mouseClick(page.questions.mode.segment(BREAK_EVEN), LEFT)
        assert "about" in page.state.words.text()
        assert not page.header.lanes.isEnabled()
        QTest.mouseClick(page.header.run, LEFT)
        await until(lambda: made.finders)
        assert (page.stages.stage, home.holder()) == (RESULTS, "compare")
        assert page.state.words.text().startswith("Size 1: CPU")
        finder = made.finders[0]
        assert finder.question.second == page.draft.setup.pair[0]
        finder.allowed.release()
        await until(lambda: page.state.words.text().startswith("Size 2: "))
        names, rows = page.answer.plot.data()
        assert names[0] == "python-cpu.ms"
        assert len(rows) == 1
        finder.allowed.release()
        finder.allowed.release()
        await until(lambda: page.finder.found is not None)
        await until(lambda: page.finder.state == "idle")
        assert page.answer.answer.text() == (
            "From CPU\u00a05\u00a0ms on, Processes 2\u00a0×\u00a01\u00a0×\u00a01 is faster than"
            " Asyncio 1\u00a0×\u00a01\u00a0×\u00a08."
        )
        assert "4.60–5.50" in page.answer.interval.text()
        assert page.state.words.text() == "3 sizes tried."
        assert home.holder() == ""


async def test_cancelling_shows_what_was_tried(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page, made = home.page, with_finders(home)
        QTest.mouseClick(page.questions.mode.segment(BREAK_EVEN), LEFT)
        page.toggle()
        await until(lambda: made.finders)
        made.finders[0].allowed.release()
        await until(lambda: len(page.finder.points) == 1)
        page.toggle()
        await until(lambda: page.finder.state == "idle")
        assert page.state.chip.text() == "Cut short"
        assert page.answer.answer.text().startswith("Cut short")
        assert len(page.answer.plot.data()[1]) == 1


async def test_what_is_found_is_told_to_the_recommendation_of_the_same_work(
    qapp: QApplication,
) -> None:
    async with staged(qapp) as home:
        page, made = home.page, with_finders(home)
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        before = page.results.advice.text()
        page.stages.show_stage("setup")
        QTest.mouseClick(page.questions.mode.segment(BREAK_EVEN), LEFT)
        page.toggle()
        await until(lambda: made.finders)
        for _ in range(3):
            made.finders[0].allowed.release()
        await until(lambda: page.results.advice.text() != before)
        assert page.results.advice.text().startswith(before.split("\n")[0])


async def test_a_question_that_cannot_be_measured_gives_the_turn_back(qapp: QApplication) -> None:
    def refuse(_question: Question) -> FakeFinder:
        raise InputError("there is no such size", todo="Choose another.")

    async with staged(qapp) as home:
        home.page.finder._make = refuse
        QTest.mouseClick(home.page.questions.mode.segment(BREAK_EVEN), LEFT)
        home.page.toggle()
        await until(home.banners)
        assert "there is no such size Choose another." in home.banners()
        assert (home.page.finder.state, home.holder()) == ("idle", "")
