"""The page in the window, with what really measures and really keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.records.verdict_store import VerdictStore
from tests.ui.living import living, until
from ui.shell.settings import Settings
from ui.verdicts.page import VerdictsPage

pytestmark = pytest.mark.qasync
SETTINGS = Settings(theme="light", language="en")


async def test_a_claim_is_measured_kept_and_there_at_the_next_start(
    qapp: QApplication, private_places: Path
) -> None:
    async with living(qapp, SETTINGS) as home:
        await until(home.window.isActiveWindow)
        QTest.keyClick(home.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        assert home.house.current.key == "verdicts", "Ctrl+5 shows it"
        page = home.house.show_page("verdicts")
        assert isinstance(page, VerdictsPage)
        await page.keeper.settle()
        page.claims.table.choose("shared-memory")
        page.claims.table.setFocus()
        QTest.keyClick(home.window, Qt.Key.Key_Space)
        assert page.runner.state == "running", "Space measures the chosen claim"
        await until(lambda: "shared-memory" in page.board.findings)
        assert page.claims.details.chip.text() == "Confirmed"
        assert "own copy" in page.claims.details.says.text()
        await until(lambda: page.runner.state == "idle")
    kept = VerdictStore(private_places / "verdicts.json").load()
    assert kept["shared-memory"].judgement.verdict == "confirmed"
    async with living(qapp, SETTINGS) as home:
        again = home.house.show_page("verdicts")
        assert isinstance(again, VerdictsPage)
        await until(lambda: "shared-memory" in again.board.findings)


@pytest.mark.slow
async def test_what_is_measured_ends_with_the_window(
    qapp: QApplication, private_places: Path
) -> None:
    async with living(qapp, SETTINGS) as home:
        page = home.house.show_page("verdicts")
        assert isinstance(page, VerdictsPage)
        page.measure(["native-threads"])
        await until(lambda: page.runner.current is not None)
    assert page.runner.state == "idle"
    assert VerdictStore(private_places / "verdicts.json").load() == {}
