"""Compare as a person uses it, on a conductor whose trials come when the test lets them."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from tests.lab.study.made import made_result
from tests.ui.compare.staging import staged
from tests.ui.living import until
from ui import words
from ui.compare.last import default_setup
from ui.compare.setup import SWEEP
from ui.compare.stages import RESULTS, SETUP

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


async def test_a_comparison_from_space_to_the_recommendation(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        assert page.stages.stage == SETUP
        assert "77 runs of 2 s in random order, about" in page.state.words.text()
        assert "measured first" in page.state.noise.text()
        page.toggle()
        conductor = await home.measuring()
        assert home.holder() == "compare"
        assert page.header.run.text() == "Cancel"
        assert page.state.words.text().startswith("Block 1 of 7: ")
        assert page.state.left.text() == "3\u00a0min 43\u00a0s left"
        conductor.let(11)
        await until(lambda: page.runner.digest is not None)
        assert page.results.figure.chart.digest is page.runner.digest is not None
        assert "Nothing to recommend yet" in page.results.advice.text()
        conductor.let()
        await home.idle()
        assert page.state.chip.text().startswith("Finished ")
        assert (
            "77 runs of 2 s in random order (seed 1), 3\u00a0min 43\u00a0s."
            in page.state.words.text()
        )
        assert "±1.8\u00a0%" in page.state.noise.text()
        assert page.results.advice.winner is not None
        assert page.header.run.text() == "Run again"
        assert home.holder() == ""
        kept = home.history.kept[0]
        assert kept.trials == conductor.made
        assert kept.finished is not None
        assert kept.finished.state == "finished"


async def test_cancelling_keeps_what_there_is_and_says_so(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        QTest.mouseClick(page.header.run, LEFT)
        conductor = await home.measuring()
        conductor.let(25)
        await until(lambda: len(conductor.made) == 25)
        QTest.mouseClick(page.header.run, LEFT)
        assert page.header.run.text() == "Stopping…"
        await home.idle()
        assert page.state.chip.text().startswith("Cut short ")
        assert page.state.words.text().startswith("25 of 77 runs")
        assert page.results.figure.chart.digest is not None
        assert home.history.kept[0].finished is not None
        assert home.history.kept[0].finished.state == "interrupted"
        assert page.header.export_actions["html"].isEnabled()


async def test_cancelling_while_the_noise_floor_is_measured(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.toggle()
        assert home.runner.state == "noise"
        assert home.page.escape()
        await home.idle()
        assert home.conductors == []
        assert home.holder() == ""
        assert home.page.state.chip.text() == "Not run"


async def test_the_noise_floor_is_measured_once(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        for _ in range(2):
            home.page.toggle()
            (await home.measuring()).let()
            await home.idle()
        assert [one.noise for one in home.conductors] == [home.runner.noise] * 2
        assert home.noises == 1
        QTest.mouseClick(home.page.state.again, LEFT)
        await until(lambda: home.noises == 2)
        await home.idle()


async def test_the_turn_of_another_page_is_respected(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        assert home.turn.take("bench")
        home.page.toggle()
        assert home.runner.state == "idle"
        assert "A run is going on on the Bench" in home.banners()
        home.turn.give_back("bench")


async def test_a_candidate_is_added_in_two_clicks_and_taken_out_in_one(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        card = home.page.questions.candidates
        QTest.mouseClick(card.add, LEFT)
        await until(card.menu.isVisible)
        action = next(a for a in card.menu.actions() if a.text() == "Threads")
        QTest.mouseClick(card.menu, LEFT, pos=card.menu.actionGeometry(action).center())
        assert home.page.draft.setup.candidates[-1].key == "threads(32)"
        assert card.title.text() == "12 candidates"
        assert home.page.header.lanes.currentIndex() == -1, "no set has these"
        QTest.mouseClick(card.rows[-1].remove, LEFT)
        assert card.title.text() == "11 candidates"
        assert home.page.header.lanes.current == 16
        home.page.draft.undo()
        assert card.title.text() == "12 candidates"


async def test_a_shape_is_typed_and_one_that_is_there_already_is_refused(
    qapp: QApplication,
) -> None:
    async with staged(qapp) as home:
        row = home.page.questions.candidates.rows[1]
        field = row.levels["threads"].field
        for typed in ("3", "4"):
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, typed)
            QTest.keyClick(field, Qt.Key.Key_Return)
        assert home.page.draft.setup.candidates[1].key == "threads(3)"
        assert field.text() == "3", "what is in force is shown"
        assert "threads(4) is there twice" in home.banners()


async def test_lanes_and_sets_make_the_candidates_anew(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.header.lanes.chosen.emit(4)
        assert max(c.shape.lanes for c in page.draft.setup.candidates) == 4
        page.questions.candidates.set.chosen.emit("threads")
        keys = [candidate.key for candidate in page.draft.setup.candidates]
        assert keys == ["sequential", "threads(1)", "threads(2)", "threads(4)"]


async def test_the_work_is_that_of_the_bench_of_a_preset_or_ones_own(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.header.work.chosen.emit("download-files")
        assert page.header.work.currentText().startswith("Download files: ")
        assert [block.kind for block in page.column.work.blocks] == ["http", "disk"]
        page.header.work.chosen.emit("bench")
        assert page.draft.setup.mix == home.services.bench_experiment().mix
        assert page.header.work.currentText() == (
            "Own: 70\u00a0% CPU 20\u00a0ms, 30\u00a0% wait 40\u00a0ms"
        )
        QTest.mouseClick(page.column.work.add, LEFT)
        assert len(page.draft.setup.mix) == 3


async def test_the_estimate_follows_repeats(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        before = home.page.standing.seconds
        home.page.column.care.controls["repeats"].changed.emit(14)
        assert home.page.standing.seconds > 1.7 * before
        assert "154 runs" in home.page.state.words.text()


async def test_a_sweep_over_two_settings_ends_in_a_heat_map(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        QTest.mouseClick(page.questions.mode.segment("sweep"), LEFT)
        assert page.questions.sweep.count.text() == "A curve of 5 points."
        QTest.mouseClick(page.questions.sweep.add, LEFT)
        assert page.questions.sweep.count.text() == "A heat map of 25 points."
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        assert page.results.figure.chart is page.results.figure.heat
        assert not page.results.scaling.isVisible()


async def test_a_study_from_another_page_is_set_up_not_run(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        study = dataclasses.replace(default_setup(4), mode=SWEEP).study
        home.page.receive(study)
        assert home.page.draft.setup.study == study
        assert (home.page.stages.stage, home.runner.state) == (SETUP, "idle")


async def test_a_conductor_that_fails_is_told(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.toggle()
        conductor = await home.measuring()
        conductor.error = SessionError("python3.9 is too old", todo="Choose another Python.")
        conductor.let(1)
        await home.idle()
        assert "python3.9 is too old Choose another Python." in home.banners()
        assert home.holder() == ""


async def test_the_page_speaks_spanish_at_once(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        before = home.page.results.advice.text()
        words.set_language("es")
        await until(lambda: home.page.results.figure.note.text() != "")
        assert home.page.results.advice.text()
        words.set_language("en")
        assert home.page.results.advice.text() == before


async def test_figures_of_other_settings_are_called_that(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        page.header.work.chosen.emit("analyse-data")
        assert page.stages.stage == SETUP
        assert page.header.run.text() == "Run"
        assert page.escape()
        assert page.stages.stage == RESULTS
        assert page.state.noise.text().startswith("Of other settings than those set up now: 70")
        assert page.header.run.text() == "Run"
        page.draft.undo()
        page.escape()
        assert page.header.run.text() == "Run again"
        assert "±1.8" in page.state.noise.text()


async def test_the_focus_does_not_wander_to_what_space_would_press(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.header.work.setFocus()
        page.toggle()
        (await home.measuring()).let(3)
        assert QApplication.focusWidget() is None
        page.toggle()
        await home.idle()


async def test_a_kept_study_is_seen_again_as_it_was(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        kept = made_result()
        page.receive(kept)
        await until(lambda: page.runner.digest is not None)
        await until(lambda: page.state.chip.text().startswith("Finished "))
        assert page.stages.stage == RESULTS
        assert page.runner.result == kept
        assert page.results.advice.winner is not None
        assert page.draft.setup.candidates == kept.study.candidates
        assert page.header.run.text() == "Run again"
        assert len(page.cautions.lines) == len(kept.cautions)
        assert home.history.kept == [], "it is kept already"
