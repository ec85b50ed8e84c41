"""The questionnaire as a person answers it, and the advice put to the test."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from lab.spec import Study
from tests.ui.compare.staging import FakeConductor
from tests.ui.living import until
from tests.ui.verdicts.staging import Staged, staged
from ui import words
from ui.verdicts.header import CHOOSING

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton
WAITING = {"work": "waits", "many": "dozens", "data": "shared", "cores": "one", "style": "async"}


def answer(home: Staged, **answers: str) -> None:
    """Click the answers."""
    for question, key in answers.items():
        tile = home.page.choosing.questions[question].tiles[key]
        QTest.mouseClick(tile, LEFT)


def said(home: Staged) -> str:
    """What is said of advice and measurement."""
    return home.page.choosing.trial.outcome.text.text()


async def test_every_answer_counts_and_the_last_one_brings_the_advice(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        view = home.page.choosing
        assert "0 of 5" in view.advice.hint.text()
        assert not view.clear.isVisible()
        answer(home, work="waits", many="dozens", data="shared", cores="one")
        assert "4 of 5" in view.advice.hint.text()
        assert view.study is None
        answer(home, style="async")
        assert view.advice.headline.text() == "Asyncio"
        reasons = " ".join(line.words.accessibleName() for line in view.advice.lines)
        assert "An await lets the others in" in reasons
        assert "about 15" in view.advice.note.text()
        answer(home, style="plain")
        assert view.advice.headline.text() == "Threads"
        words.set_language("es")
        await until(lambda: view.advice.headline.text() == "Hilos")
        words.set_language("en")
        view.clear.click()
        assert "0 of 5" in view.advice.hint.text()


async def test_answers_go_by_keyboard(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        card = home.page.choosing.questions["work"]
        first = card.tiles["waits"]
        first.setFocus(Qt.FocusReason.TabFocusReason)
        assert first.shows_ring
        home.page.toggle()
        assert card.answer == "waits", "Space gives the answer that has the focus"
        QTest.keyClick(first, Qt.Key.Key_Right)
        assert card.answer == "python"
        assert home.runner.state == home.page.spot.state == "idle"


async def test_the_advice_is_measured_and_the_sentence_is_made_from_the_figures(
    qapp: QApplication,
) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        view = home.page.choosing
        answer(home, **WAITING)
        view.advice.measure.click()
        conductor = await home.conducting()
        assert home.turn.holder == "verdicts"
        assert view.trial.cancel.isVisible()
        assert view.trial.words.text().startswith("Round 1 of 5: ")
        assert not view.questions["work"].isEnabled()
        assert not home.page.header.run.isEnabled()
        home.page.run_missing()
        assert home.runner.state == "idle", "one measurement at a time"
        assert "The advice is being measured" in home.banners()
        conductor.let()
        await until(lambda: home.page.spot.state == "idle" and view.trial.outcome.isVisible())
        assert home.turn.holder == ""
        assert "64 coroutines" in said(home)
        assert view.trial.outcome.kind == "good"
        assert view.trial.figure.chart.digest is not None
        assert view.advice.measure.text() == "Measure it again"
        assert home.kept[0].finished is not None
        answer(home, style="plain")
        assert "it is otherwise" in said(home), "the same figures, held against other advice"
        answer(home, many="few")
        assert not view.trial.isVisible(), "its figures are of other work"
        answer(home, many="dozens", style="async")
        assert view.trial.isVisible()


async def test_where_the_measurement_disagrees_it_says_so(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        answer(home, **{**WAITING, "work": "both", "cores": "all", "style": "plain"})
        view = home.page.choosing
        assert view.advice.headline.text() == "Processes"
        home.page.toggle()
        (await home.conducting()).let()
        await until(view.trial.outcome.isVisible)
        assert "it is otherwise" in said(home)
        assert "16 processes" in said(home)
        assert view.trial.outcome.kind == "warn"


async def test_cancelling_keeps_the_figures_there_are(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        answer(home, **WAITING)
        view = home.page.choosing
        view.measure()
        conductor = await home.conducting()
        conductor.let(len(conductor.study.candidates) * 3)
        await until(lambda: len(conductor.made) == len(conductor.study.candidates) * 3)
        assert home.page.escape()
        await until(lambda: home.page.spot.state == "idle" and view.trial.outcome.isVisible())
        assert "Measured here" in said(home)
        view.measure()
        await home.conducting()
        view.trial.cancel.click()
        await until(lambda: home.page.spot.state == "idle")
        assert not view.trial.isVisible(), "there is nothing to show"


async def test_what_fails_is_told(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        answer(home, **WAITING)
        home.page.choosing.measure()
        conductor: FakeConductor = await home.conducting()
        conductor.error = SessionError("the engine cannot be started")
        conductor.let(1)
        await until(lambda: home.page.spot.state == "idle")
        assert "the engine cannot be started" in home.banners()
        assert home.turn.holder == ""
        assert home.page.choosing.advice.measure.isEnabled()


async def test_it_can_be_set_up_in_compare_instead(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.show_tab(CHOOSING)
        answer(home, **WAITING)
        home.page.choosing.advice.compare.click()
        (study,) = home.compared
        assert isinstance(study, Study)
        assert study.mix[0].kind == "wait"
