"""The window as a whole: files, faults, what comes back, and how it is left."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from lab.errors import SessionError
from lab.records.experiment_file import load_experiment, save_experiment
from tests.ui.fakes import experiment
from tests.ui.living import Living, living, until
from ui.shell import settings
from ui.shell.help import HelpCard
from ui.shell.preferences import Preferences
from ui.theme import look

pytestmark = pytest.mark.qasync
WAIT = '[[task]]\nkind = "wait"\n'
BROKEN = f"hebra = 1\n[topology]\nthreads = 0\n{WAIT}"


async def answer(home: Living, path: Path) -> None:
    """Choose ``path`` in the file dialog that is open."""

    def dialogs() -> list[QFileDialog]:
        return [one for one in home.window.findChildren(QFileDialog) if one.isVisible()]

    await until(dialogs)
    dialog = dialogs()[0]
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: not dialogs())


async def test_closing_during_a_run_ends_the_engine(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run()
    assert session.state == "interrupted"


async def test_settings_and_the_experiment_come_back(
    qapp: QApplication, private_settings: Path
) -> None:
    async with living(qapp) as home:
        home.house.applied.change("theme", "dark")
        home.house.draft.set("threads", 7)
        home.house.draft.set("approach", "processes")
        home.window.resize(1111, 777)
    assert (private_settings / settings.FILE).exists()
    async with living(qapp) as again:
        assert again.window.settings.theme == look.chosen() == "dark"
        assert again.house.draft.experiment.approach == "processes"
        assert again.house.draft.experiment.topology.threads == 7
        assert again.window.settings.geometry is not None
        assert again.window.settings.geometry[2:] == (1111, 777)
        assert not again.house.draft.can_undo
    look.apply(qapp, "light")


@pytest.mark.parametrize(
    "content, said",
    [
        (BROKEN.encode(), "[topology] threads: 0 must be 1 to 1,000"),
        (b"\x00\xff\x13", "mixed.toml"),
        (f'hebra = 1\napproach = "fibres"\n{WAIT}'.encode(), "approach"),
    ],
)
async def test_a_bad_file_is_named_with_key_value_and_span(
    qapp: QApplication, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "mixed.toml"
    path.write_bytes(content)
    async with living(qapp) as home:
        before = home.house.draft.experiment
        home.house.open_first(path)
        assert said in home.banners()
        assert "mixed.toml" in home.banners()
        assert home.house.draft.experiment == before


async def test_an_experiment_is_saved_and_opened(qapp: QApplication, tmp_path: Path) -> None:
    async with living(qapp) as home:
        home.house.draft.set("threads", 9)
        QTest.keyClick(home.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await answer(home, tmp_path / "mine.toml")
        await until((tmp_path / "mine.toml").exists)
        assert load_experiment(tmp_path / "mine.toml").topology.threads == 9
        home.house.draft.undo()
        QTest.keyClick(home.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        await answer(home, tmp_path / "mine.toml")
        await until(lambda: home.house.draft.experiment.topology.threads == 9)


async def test_chart_and_data_are_saved_from_the_run(qapp: QApplication, tmp_path: Path) -> None:
    async with living(qapp) as home:
        await home.run(8)
        home.house.press_space()
        await home.idle()
        QTest.keyClick(home.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        await answer(home, tmp_path / "run.csv")
        await until((tmp_path / "run.csv").exists)
        assert load_experiment(tmp_path / "run.csv").mix == home.session.initial.mix
        await until(lambda: not home.house.exporter.busy)
        assert home.house.facts.note.text() == "Saved run.csv"
        QTest.keyClick(home.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        await answer(home, tmp_path / "run.png")
        await until((tmp_path / "run.png").exists)
        await until(lambda: not home.house.exporter.busy)
        assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")


async def test_an_export_that_fails_says_so_and_leaves_the_file(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _result: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("lab.records.csv_file.write_csv", full)
    async with living(qapp) as home:
        await home.run(4)
        home.house.desk.export("csv")
        await answer(home, tmp_path / "run.csv")
        await until(lambda: not home.house.exporter.busy)
        assert "run.csv was not saved: No space left on device" in home.banners()


async def test_an_engine_that_dies_is_told_and_its_figures_kept(qapp: QApplication) -> None:
    async with living(qapp) as home:
        session = await home.run(8)
        session.die("The engine was killed by SIGKILL after 0.8 s")
        await home.idle()
        assert "The engine was killed by SIGKILL" in home.banners()
        button = home.page.banners.banners["run"].action_button
        assert isinstance(button, QPushButton)
        assert button.text() == "Save CSV"
        assert home.page.tiles.throughput.value == "71.4"
        assert home.page.header.export.isEnabled()


async def test_a_run_that_cannot_start_says_why(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_session: object) -> None:
        raise SessionError("python3.9 is too old", todo="Choose another Python.")

    monkeypatch.setattr("tests.ui.fakes.FakeSession.start", refuse)
    async with living(qapp) as home:
        home.house.press_space()
        await until(home.banners)
        assert "python3.9 is too old Choose another Python." in home.banners()
        assert home.house.runner.state == "idle"


async def test_an_error_nobody_expected_is_shown(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house.show_error(ValueError("seven"))
        assert "Something went wrong: seven" in home.banners()


async def test_f1_explains_what_has_the_focus(qapp: QApplication) -> None:
    async with living(qapp) as home:
        slider = home.page.column.shape.levels["threads"].slider
        home.window.activateWindow()
        slider.setFocus()
        QTest.keyClick(home.window, Qt.Key.Key_F1)
        cards = home.window.findChildren(HelpCard)
        assert [card.title.text() for card in cards] == ["Threads"]
        assert "share the process's GIL" in cards[0].text.text()
        QTest.keyClick(cards[0], Qt.Key.Key_Escape)
        await until(lambda: not any(card.isVisible() for card in cards if card in cards))


async def test_preferences_apply_at_once(qapp: QApplication) -> None:
    async with living(qapp) as home:
        home.house._open_preferences()
        dialog = home.window.findChildren(Preferences)[0]
        QTest.mouseClick(dialog.theme.segment("dark"), Qt.MouseButton.LeftButton)
        assert look.chosen() == "dark"
        QTest.mouseClick(dialog.language.segment("es"), Qt.MouseButton.LeftButton)
        await until(lambda: home.page.header.title.text() == "Banco")
        dialog.accept()
        assert (home.window.settings.theme, home.window.settings.language) == ("dark", "es")
    look.apply(qapp, "light")


async def test_figures_are_copied_in_words(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await home.run(6)
        home.house.desk.copy()
        text = QGuiApplication.clipboard().text()
        assert "Throughput, tasks/s\t71.4" in text
        assert "Latency p95, ms\t84.0" in text


async def test_nothing_ticks_while_nothing_runs(qapp: QApplication) -> None:
    async with living(qapp) as home:
        ticking = [home.house.bridge.running]
        await home.run()
        ticking.append(home.house.bridge.running)
        home.house.press_space()
        await home.idle()
        ticking.append(home.house.bridge.running)
        assert ticking == [False, True, False]


async def test_two_presses_of_stop_and_a_start_meanwhile_do_no_harm(qapp: QApplication) -> None:
    async with living(qapp) as home:
        await home.run()
        home.house.runner.stop()
        home.house.runner.stop()
        home.house.runner.start(experiment())
        await home.idle()
        await asyncio.sleep(0)
        assert len(home.sessions) == 1


async def test_the_last_experiment_that_went_bad_is_told(
    qapp: QApplication, private_settings: Path
) -> None:
    private_settings.mkdir(parents=True)  # noqa: ASYNC240 - a test may wait for its disk
    save_experiment(private_settings / settings.LAST_EXPERIMENT, experiment())
    (private_settings / settings.LAST_EXPERIMENT).write_text(BROKEN)
    (private_settings / settings.FILE).write_text('{"theme": "pink"}')
    async with living(qapp) as home:
        assert "last.toml" in home.banners()
        assert "theme = 'pink'" in home.banners()
        assert home.house.draft.experiment.approach == "threads"
