"""A choice that the program takes back takes the focus along."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.controls.approach_list import ApproachList
from ui.controls.segmented import Segmented


def test_the_focus_follows_the_approach(qtbot: QtBot) -> None:
    chosen = ApproachList()
    qtbot.addWidget(chosen)
    chosen.show()
    chosen.activateWindow()
    qtbot.waitUntil(chosen.isActiveWindow)
    QTest.mouseClick(chosen.row("combined"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is chosen.row("combined")
    chosen.set_current("threads")
    assert QApplication.focusWidget() is chosen.row("threads")
    assert not chosen.row("combined").shows_ring
    QTest.keyClick(chosen.row("threads"), Qt.Key.Key_Down)
    assert chosen.current == "processes"
    chosen.set_current("threads")
    assert chosen.row("threads").shows_ring, "the keyboard is in use, so the ring goes along"


def test_a_choice_elsewhere_does_not_take_the_focus(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    other = QPushButton("Other")
    chosen = Segmented([("one", "One"), ("two", "Two")])
    rows.addWidget(other)
    rows.addWidget(chosen)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    other.setFocus()
    chosen.set_current("two")
    assert QApplication.focusWidget() is other
    assert chosen.segment("two").isChecked()
