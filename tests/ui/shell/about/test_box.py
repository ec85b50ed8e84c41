"""About Hebra: opened by keyboard, read, copied; what it says is true."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab import __version__
from tests.ui.living import Living, living, until
from ui.shell.about.asking import version_of
from ui.shell.about.box import AboutBox
from ui.shell.help import HelpCard

pytestmark = pytest.mark.qasync
OWN = f"{platform.python_implementation()} {platform.python_version()}"


def box_of(home: Living) -> AboutBox:
    (box,) = home.window.findChildren(AboutBox)
    return box


async def opened(home: Living) -> AboutBox:
    """The box, by keyboard: F1, to the second button, Enter."""
    await until(home.window.isActiveWindow)
    QTest.keyClick(home.window, Qt.Key.Key_F1)
    (card,) = home.window.findChildren(HelpCard)
    QTest.keyClick(card, Qt.Key.Key_Tab)
    QTest.keyClick(card.tour, Qt.Key.Key_Tab)
    QTest.keyClick(card.about, Qt.Key.Key_Return)
    await until(lambda: home.window.findChildren(AboutBox))
    box = box_of(home)
    await until(box.isActiveWindow)
    return box


async def test_what_is_copied_is_true(qapp: QApplication, private_settings: Path) -> None:
    async with living(qapp) as home:
        box = await opened(home)
        await until(lambda: box.text.count(OWN) == 2)
        box.copy.click()
        text = QGuiApplication.clipboard().text()
        assert text == box.text
        assert box.copied.text() == "Copied"
        lines = dict(line.split(maxsplit=1) for line in text.splitlines() if line)
        assert lines["Hebra"].startswith(__version__)
        assert lines["Python"].startswith(OWN)
        assert lines["Engine"].startswith(OWN)
        assert lines["Qt"] == f"{qVersion()}, PySide6 {PySide6.__version__}"
        for name in ("numpy", "pyqtgraph"):
            assert f"{name} {metadata.version(name)}" in lines["Libraries"]
        assert platform.system() in lines["System"]
        assert platform.machine() in lines["System"]
        assert lines["Display"].startswith("offscreen")
        assert "at 1, " in lines["Screens"]
        assert int(lines["Cores"].split()[0]) > 0
        assert lines["Settings"].removeprefix("~") in str(private_settings)
        assert "data" in lines["History"]
        assert lines["Log"].endswith("hebra")
        shown = {name: value.text() for name, value in box.facts.values.items()}
        assert shown == {**lines}
        box.accept()


async def test_the_engine_that_was_chosen_is_asked(qapp: QApplication, tmp_path: Path) -> None:
    other = tmp_path / "python9"
    other.write_text("#!/bin/sh\necho SomePython 9.8.7\n")
    other.chmod(0o755)
    async with living(qapp) as home:
        home.window.remember(python=str(other))
        box = await opened(home)
        await until(lambda: "SomePython 9.8.7" in box.text)
        assert box.facts.values["Engine"].text().startswith("SomePython 9.8.7, ")
        assert f"Python         {OWN}" in box.text
        box.accept()


async def test_an_interpreter_that_says_nothing_holds_nobody_up(tmp_path: Path) -> None:
    assert await version_of(sys.executable) == OWN
    assert await version_of(str(tmp_path / "gone")) == "No such file or directory"
    assert await version_of("/bin/true") == "no answer"


async def test_closing_it_before_the_engine_has_answered_does_no_harm(
    qapp: QApplication, tmp_path: Path
) -> None:
    slow = tmp_path / "python9"
    slow.write_text('#!/bin/sh\nread line < "$0.go"\necho SomePython 9.8.7\n')
    slow.chmod(0o755)
    go = tmp_path / "python9.go"
    os.mkfifo(go)
    async with living(qapp) as home:
        home.window.remember(python=str(slow))
        box = await opened(home)
        QTest.keyClick(box, Qt.Key.Key_Escape)
        await until(lambda: not home.window.findChildren(AboutBox))
        go.write_text("go\n")
        await until(lambda: not home.tasks._kept)
        assert home.errors == []


async def test_the_environment_is_read_and_scrolled_by_keys(qapp: QApplication) -> None:
    async with living(qapp) as home:
        box = await opened(home)
        box.resize(box.width(), 360)
        area = box.environment
        await until(lambda: area.verticalScrollBar().maximum() > 0)
        for _ in range(6):
            QTest.keyClick(QApplication.focusWidget() or box, Qt.Key.Key_Tab)
            if area.hasFocus():
                break
        assert area.shows_ring
        QTest.keyClick(area, Qt.Key.Key_End)
        QTest.keyClick(area, Qt.Key.Key_PageDown)
        assert area.verticalScrollBar().value() > 0
        assert area.accessibleDescription() == box.text
        box.accept()


async def test_licences_are_read_in_the_box(qapp: QApplication) -> None:
    async with living(qapp) as home:
        box = await opened(home)
        assert box.views.count() == 1, "nothing of them is read before"
        QTest.mouseClick(box.view.segment("licences"), Qt.MouseButton.LeftButton)
        licences = box.licences
        assert licences is not None
        await until(licences.isVisible)
        assert "MIT License" in licences.text.toPlainText()
        licences.table.setFocus()
        for _ in range(2):
            QTest.keyClick(licences.table, Qt.Key.Key_Down)
        assert licences.name.text() == "Qt: LGPL-3.0-only"
        assert licences.note.isVisible()
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences.text.toPlainText()
        QTest.keyClick(licences.table, Qt.Key.Key_Down)
        assert not licences.note.isVisible()
        home.house.applied.change("language", "es")
        await until(lambda: box.windowTitle() == "Acerca de Hebra")
        QTest.keyClick(box, Qt.Key.Key_Escape)
        await until(lambda: not home.window.findChildren(AboutBox))


def test_nothing_of_it_is_loaded_with_the_window(root: Path) -> None:
    program = (
        "import sys, ui.shell.house;"
        "late = ('ui.shell.about', 'ui.shell.tour');"
        "print([name for name in sys.modules if name.startswith(late)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
