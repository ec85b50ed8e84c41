"""Compare as a person uses it, on a conductor whose trials come when the test lets them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from lab.records.study_file import load_study, save_study
from tests.ui.compare.staging import staged
from tests.ui.living import until
from ui import words
from ui.compare.last import default_setup
from ui.compare.page import GUESS, RESULTS, SETUP
from ui.compare.setup import SWEEP

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


async def test_a_comparison_from_space_to_the_recommendation(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        assert page.stage == SETUP
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


async def test_a_guess_is_asked_for_and_stands_beside_the_figures(qapp: QApplication) -> None:
    async with staged(qapp, predict=True) as home:
        page = home.page
        page.toggle()
        assert page.stage == GUESS
        assert (
            page.guess.question.text() == "How many times the work of Sequential will each one do?"
        )
        assert home.conductors == []
        page.guess.bars.bar(1).setFocus()
        QTest.keyClick(page.guess.bars.bar(1), Qt.Key.Key_Right)
        QTest.keyClick(page.guess, Qt.Key.Key_Return)
        conductor = await home.measuring()
        assert page.stage == RESULTS
        conductor.let()
        await home.idle()
        assert page.guess.answered
        see = page.banners.banners["guess"].action_button
        assert see is not None
        QTest.mouseClick(see, LEFT)
        assert page.stage == GUESS
        assert page.guess.bars.score is not None
        QTest.keyClick(page.guess, Qt.Key.Key_Return)
        assert page.stage == RESULTS


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


async def test_the_work_is_the_benchs_a_presets_or_ones_own(qapp: QApplication) -> None:
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


async def test_the_winner_is_opened_on_the_bench(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        winner = page.results.advice.winner
        assert winner is not None
        QTest.mouseClick(page.results.advice.open_button, LEFT)
        candidate = page.draft.setup.candidates[winner]
        assert (home.opened[0].approach, home.opened[0].shape) == (
            candidate.approach,
            candidate.shape,
        )


async def test_the_code_is_shown_and_copied(qapp: QApplication) -> None:
    from ui.compare.code_dialog import CodeDialog

    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        QTest.mouseClick(page.results.advice.code_button, LEFT)
        dialog = page.findChild(CodeDialog)
        assert isinstance(dialog, CodeDialog)
        compile(dialog.source, "work.py", "exec")
        QTest.mouseClick(dialog.copy, LEFT)
        assert QGuiApplication.clipboard().text() == dialog.source
        dialog.accept()


@pytest.mark.parametrize(
    "kind, suffix, begins",
    [
        ("html", "html", b"<!doctype html>"),
        ("csv", "csv", b"#"),
        ("trials", "csv", b"#"),
        ("json", "json", b"{"),
        ("chart", "png", b"\x89PNG"),
    ],
)
async def test_figures_are_exported(
    qapp: QApplication, tmp_path: Path, kind: str, suffix: str, begins: bytes
) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        page.header.export_actions[kind].trigger()
        await until(lambda: home.notes[-1:] and home.notes[-1].startswith("Saved "))
        saved = next(tmp_path.glob(f"*.{suffix}"))  # noqa: ASYNC240 - a test may wait for its disk
        assert saved.read_bytes().lower().startswith(begins.lower())


async def test_ctrl_e_saves_the_report(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        QTest.keyClick(home.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: list(tmp_path.glob("*.html")))
        await until(lambda: not home.page.exporting.busy)


async def test_an_export_that_fails_says_why(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp, folder=tmp_path / "gone") as home:
        home.page.toggle()
        (await home.measuring()).let()
        await home.idle()
        home.page.header.export_actions["csv"].trigger()
        await until(home.banners)
        assert "was not saved" in home.banners()


async def test_a_comparison_is_saved_opened_and_comes_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, folder=tmp_path) as home:
        home.page.header.lanes.chosen.emit(8)
        home.page.exporting.save(home.page.draft.setup.study)
        await until(lambda: not home.page.exporting.busy)
        saved = load_study(tmp_path / "comparison.toml")
        assert saved.candidates == home.page.draft.setup.candidates
    async with staged(qapp) as again:
        assert again.page.draft.setup.candidates == saved.candidates, "as it was left"
        again.page.header.lanes.chosen.emit(4)
        again.open_from = tmp_path / "comparison.toml"
        QTest.keyClick(again.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: again.page.draft.setup.candidates == saved.candidates)
        await until(lambda: not again.page.exporting.busy)


async def test_a_bad_file_is_told(qapp: QApplication, tmp_path: Path) -> None:
    async with staged(qapp) as home:
        home.open_from = tmp_path / "bad.toml"
        home.open_from.write_text("hebra = 1\n[compare]\nrepeats = 0\n")
        home.page.exporting.open(home.page._take_file)
        await until(home.banners)
        assert "bad.toml" in home.banners()


async def test_a_last_comparison_that_went_bad_is_told(
    qapp: QApplication, private_settings: Path
) -> None:
    private_settings.mkdir(parents=True)  # noqa: ASYNC240 - a test may wait for its disk
    save_study(private_settings / "last-comparison.toml", default_setup(4).study)
    (private_settings / "last-comparison.toml").write_text("hebra = 7\n")
    async with staged(qapp) as home:
        home.page.enter()
        assert "last-comparison.toml" in home.banners()
        assert home.page.draft.setup == default_setup(4)


async def test_a_study_from_another_page_is_set_up_not_run(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        study = dataclasses.replace(default_setup(4), mode=SWEEP).study
        home.page.receive(study)
        assert home.page.draft.setup.study == study
        assert (home.page.stage, home.runner.state) == (SETUP, "idle")


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
        assert page.stage == SETUP
        assert page.header.run.text() == "Run"
        assert page.escape()
        assert page.stage == RESULTS
        assert page.state.noise.text().startswith("Of other settings than those set up now: 70")
        assert page.header.run.text() == "Run"
        page.draft.undo()
        page.escape()
        assert page.header.run.text() == "Run again"
        assert "±1.8" in page.state.noise.text()


async def test_any_candidate_is_taken_to_the_bench(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.toggle()
        (await home.measuring()).let()
        await home.idle()
        card = page.results.table
        assert not card.open.isVisible()
        page.results.figure.chosen.emit(2)
        assert card.table.chosen_key == 2
        QTest.mouseClick(card.open, LEFT)
        assert home.opened[0].approach == page.draft.setup.candidates[2].approach


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


async def test_the_focus_does_not_wander_to_what_space_would_press(qapp: QApplication) -> None:
    async with staged(qapp) as home:
        page = home.page
        page.header.work.setFocus()
        page.toggle()
        (await home.measuring()).let(3)
        assert QApplication.focusWidget() is None
        page.toggle()
        await home.idle()
