"""The code on the Bench: one program of each approach, for the settings of now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.spec import APPROACHES
from lab.tasks import KINDS
from tests.ui.living import Living, living, until
from ui.run.code_dialog import CodeDialog

pytestmark = pytest.mark.qasync
LEFT = Qt.MouseButton.LeftButton


def opened(home: Living) -> CodeDialog:
    """The dialog, opened as by a click."""
    QTest.mouseClick(home.page.header.code, LEFT)
    dialog = home.window.findChild(CodeDialog)
    assert isinstance(dialog, CodeDialog)
    return dialog


async def test_the_approach_of_now_is_in_view_and_the_others_a_click_away(
    qapp: QApplication,
) -> None:
    async with living(qapp) as home:
        home.house.draft.set("threads", 7)
        dialog = opened(home)
        assert dialog.choice is not None
        assert dialog.choice.current == str(list(APPROACHES).index("threads"))
        assert "THREADS = 7" in dialog.source
        assert dialog.text.toPlainText() == dialog.source
        seen = {dialog.source}
        for place in range(len(APPROACHES)):
            QTest.mouseClick(dialog.choice.segment(str(place)), LEFT)
            assert dialog.text.toPlainText() == dialog.source
            compile(dialog.source, "work.py", "exec")
            seen.add(dialog.source)
        assert len(seen) == len(APPROACHES)
        QTest.mouseClick(dialog.copy, LEFT)
        assert QGuiApplication.clipboard().text() == dialog.source
        assert "THREADS = 7  # in each process" in dialog.source, "the last one combines"
        dialog.accept()


async def test_a_program_that_needs_a_library_says_so(qapp: QApplication) -> None:
    async with living(qapp) as home:
        dialog = opened(home)
        assert dialog.needs.text().startswith("Plain standard library")
        dialog.accept()
        await until(lambda: home.window.findChild(CodeDialog) is None)
        home.page.header.preset.chosen.emit("filter-images")
        dialog = opened(home)
        assert "libraries named at its top" in dialog.needs.text()
        assert "pip install pillow" in dialog.source
        dialog.accept()


async def test_it_is_saved_under_its_approach(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async with living(qapp) as home:
        dialog = opened(home)

        async def ask(_title: object, suggested: str, *_rest: object) -> Path:
            asked.append(suggested)
            return tmp_path / suggested

        monkeypatch.setattr(dialog, "_services", _With(dialog._services, ask))
        QTest.mouseClick(dialog.save, LEFT)
        await until((tmp_path / "threads.py").exists)
        assert asked == ["threads.py"]
        assert (tmp_path / "threads.py").read_text() == dialog.source
        dialog.accept()


class _With:
    """The services, but for where to save."""

    def __init__(self, services: Any, ask_save: Any) -> None:
        self._services, self.ask_save = services, ask_save

    def __getattr__(self, name: str) -> Any:
        return getattr(self._services, name)


async def test_a_preset_that_cannot_run_here_says_why_and_is_not_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KINDS["postgres"], "unavailable", lambda **_: "there is no database")
    async with living(qapp) as home:
        choice = home.page.header.preset
        row = choice.findData("query-postgresql")
        assert choice.itemData(row, Qt.ItemDataRole.ToolTipRole) == "there is no database"
        assert not choice.model().flags(choice.model().index(row, 0)) & Qt.ItemFlag.ItemIsEnabled
