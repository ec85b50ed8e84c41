"""What leaves the History page: exports, pictures, words; and what happens when the disk is odd."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.history import History
from tests.ui.history.filled import TITLES, choose, fill, filled
from tests.ui.living import until
from ui.history.wording import spoken

pytestmark = pytest.mark.qasync
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("suffix", ["csv", "json", "html", "svg", "trace.json", "parquet"])
async def test_a_run_is_exported(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    fill()
    path = tmp_path / f"kept.{suffix}"

    async def there(*_args: object) -> Path:
        return path

    async with filled(qapp, 6) as home:
        object.__setattr__(home.house.services, "ask_save", there)
        choose(home, 1)
        QTest.keyClick(home.window, Qt.Key.Key_E, CTRL)
        await until(path.exists)
        await until(lambda: not home.shown.exporting.busy)
        assert path.stat().st_size > 500
        assert home.house.facts.note.text() == f"Saved {path.name}"


async def test_several_are_exported_as_a_table(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(("=1+1", *TITLES[1:]))
    path = tmp_path / "kept.csv"

    async def there(*_args: object) -> Path:
        return path

    async with filled(qapp, 6) as home:
        object.__setattr__(home.house.services, "ask_save", there)
        QTest.keyClick(home.shown.list, Qt.Key.Key_A, CTRL)
        await until(lambda: len(home.shown.list.numbers) == 6)
        QTest.keyClick(home.window, Qt.Key.Key_E, CTRL)
        await until(path.exists)
        await until(lambda: not home.shown.exporting.busy)
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 6
        assert {row["kind"] for row in rows} == {"run"}
        assert not any(row["title"].startswith("=") for row in rows), "no formula for a spreadsheet"


async def test_a_history_that_cannot_be_read_says_so_and_is_tried_again(
    qapp: QApplication, private_places: Path
) -> None:
    private_places.write_text("a file where the folder should be")  # noqa: ASYNC240
    async with filled(qapp) as home:
        await until(home.shown.trouble.isVisible)
        assert "history.db" in home.shown.trouble.line.text()
        private_places.unlink()  # noqa: ASYNC240 - a test may wait for its disk
        QTest.mouseClick(home.shown.trouble.button, Qt.MouseButton.LeftButton)
        await until(home.shown.empty.isVisible)


async def test_a_damaged_history_is_told_in_a_banner(
    qapp: QApplication, private_places: Path
) -> None:
    fill()
    (private_places / "history.db").write_bytes(b"\xff" * 9000)
    async with filled(qapp) as home:
        await until(home.shown.empty.isVisible)
        await until(home.banners)
        assert "put aside" in home.banners()


async def test_what_another_program_keeps_is_there_on_the_next_visit(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        home.house.show_page("bench")
        fill(("From outside",))
        home.house.show_page("history")
        await until(lambda: home.rows == 7)


async def test_rows_are_read_out_whole(qapp: QApplication) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        await home.asked(lambda history: history.pin(numbers[0]))
        home.shown.refresh()
        await until(lambda: home.shown.model.entries[0].pinned)
        said = str(home.shown.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
        assert said == spoken(home.shown.model.entries[0])
        for part in ("Night", "Sequential", "tasks/s", "pinned"):
            assert part in said


async def test_the_page_speaks_spanish_when_the_window_does(qapp: QApplication) -> None:
    fill()
    async with filled(qapp, 6) as home:
        choose(home, 4)
        assert home.shown.details.about.title.text() == "Mixed work"
        home.house.applied.change("language", "es")
        await until(lambda: home.shown.details.about.title.text() == "Trabajo mixto")
        choose(home, 4, 1)
        await until(lambda: len(home.shown.details.chart.runs) == 2)
        home.house.applied.change("language", "en")
        legend = home.shown.details.chart.legend
        assert legend is not None
        await until(lambda: "1 Mixed work" in legend.accessibleDescription())
        choose(home, 2)
        await until(lambda: len(home.shown.details.chart.runs) == 1)
        home.house.applied.change("language", "es")
        await until(lambda: home.shown.details.about.export.text() == "Exportar")
        assert "tareas/s" in str(home.shown.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
        assert "Rendimiento" in home.shown.details.grid.accessibleDescription()


async def test_a_note_that_is_being_written_survives_the_closing_of_the_window(
    qapp: QApplication,
) -> None:
    numbers = fill()
    async with filled(qapp, 6) as home:
        choose(home, 1)
        note = home.shown.details.about.note
        note.setFocus()
        QTest.keyClicks(note, "Half a sentence")
    with History() as history:
        assert history.entry(numbers[1]).note == "Half a sentence"


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
async def test_the_chart_of_several_runs_is_saved_with_its_legend(
    qapp: QApplication, tmp_path: Path, suffix: str
) -> None:
    fill()
    path = tmp_path / f"chart.{suffix}"

    async def there(*_args: object) -> Path:
        return path

    async with filled(qapp, 6) as home:
        object.__setattr__(home.house.services, "ask_save", there)
        choose(home, 0, 1)
        await until(lambda: len(home.shown.details.chart.runs) == 2)
        home.shown.details.chart.save_asked.emit()
        await until(lambda: home.house.facts.note.text() == f"Saved {path.name}")
        data = path.read_bytes()
        start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix]
        assert data.startswith(start)
        if suffix == "svg":
            assert b"2 Filter images" in data
