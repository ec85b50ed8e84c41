"""Predict first: asked, skipped, switched off, and beside the figures."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.compare.staging import staged
from ui.compare.stages import GUESS, RESULTS

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


async def test_a_guess_is_asked_for_and_stands_beside_the_figures(qapp: QApplication) -> None:
    async with staged(qapp, predict=True) as home:
        page = home.page
        page.toggle()
        assert page.stages.stage == GUESS
        assert (
            page.guess.question.text() == "How many times the work of Sequential will each one do?"
        )
        assert home.conductors == []
        page.guess.bars.bar(1).setFocus()
        QTest.keyClick(page.guess.bars.bar(1), Qt.Key.Key_Right)
        QTest.keyClick(page.guess, Qt.Key.Key_Return)
        conductor = await home.measuring()
        assert page.stages.stage == RESULTS
        conductor.let()
        await home.idle()
        assert page.guess.answered
        see = page.banners.banners["guess"].action_button
        assert see is not None
        QTest.mouseClick(see, LEFT)
        assert page.stages.stage == GUESS
        assert page.guess.bars.score is not None
        QTest.keyClick(page.guess, Qt.Key.Key_Return)
        assert page.stages.stage == RESULTS


async def test_skipping_the_guess_runs_without_one(qapp: QApplication) -> None:
    async with staged(qapp, predict=True) as home:
        home.page.toggle()
        QTest.mouseClick(home.page.guess.skip, LEFT)
        (await home.measuring()).let()
        await home.idle()
        assert not home.page.guess.answered
        assert home.page.banners.banners == {}


async def test_predicting_can_be_switched_off_and_that_is_remembered(qapp: QApplication) -> None:
    async with staged(qapp, predict=True) as home:
        home.page.header.predict.click()
        assert home.settings.predict_first is False
        home.page.toggle()
        await home.measuring()
        home.page.cancel()
        await home.idle()


async def test_two_candidates_are_guessed_by_a_pin(qapp: QApplication) -> None:
    async with staged(qapp, predict=True) as home:
        page = home.page
        two = page.draft.setup.candidates[:2]
        page.draft.replace(dataclasses.replace(page.draft.setup, candidates=two))
        page.toggle()
        assert page.guess.pair.isVisible()
        asked = (
            "How many times the work of Sequential will Threads 1\u00a0×\u00a02\u00a0×\u00a01 do?"
        )
        assert page.guess.question.text() == asked
        QTest.keyClick(page.guess.pair.pin, Qt.Key.Key_PageUp)
        assert page.guess.pair.guesses() == {1: 2.0}
        QTest.keyClick(page.guess.pair.pin, Qt.Key.Key_Return)
        (await home.measuring()).let()
        await home.idle()
        assert "quarter" in home.banners() or "guess" in home.banners()
        focus = QApplication.focusWidget()
        assert focus is None or not page.banners.isAncestorOf(focus), "Space must not press it"
