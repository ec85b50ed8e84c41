"""What a control says of a value or an item is said anew when the language changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.spec import Parameter
from lab.spec.words import told
from tests.ui.controls.conftest import Stage
from ui.controls.choice import Choice
from ui.controls.slider_row import SliderRow
from ui.run.details import show_details
from ui.words import NBSP, set_language

SIZE = Parameter("ms", "Size", "ms", 1.0, (0.05, 1000.0), "log", (), "How large.")
WHY = told("{library} is not installed in this Python", library="urllib3")


def speak(language: str) -> None:
    set_language(language)
    QApplication.processEvents()


def test_a_complaint_under_a_slider(stage: Stage) -> None:
    row = SliderRow(SIZE)
    stage(row)
    row.field.setText("0.01")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.trouble.text() == "0.05 to 1,000 ms"
    speak("es")
    assert row.trouble.text() == f"De 0,05 a 1000{NBSP}ms"
    assert row.field.accessibleDescription() == row.trouble.text()
    row.field.setText("2")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.trouble.text() == row.field.accessibleDescription() == ""
    speak("en")
    assert row.trouble.text() == row.field.accessibleDescription() == ""


def test_why_an_item_cannot_be_picked(stage: Stage) -> None:
    choice = Choice(name="Task")
    choice.add_item("Timed wait", "wait")
    choice.add_item("HTTP request", "http", WHY)
    stage(choice)
    tip = Qt.ItemDataRole.ToolTipRole
    assert choice.itemData(1, tip) == "urllib3 is not installed in this Python"
    speak("es")
    assert choice.itemData(1, tip) == "urllib3 no está instalado en este Python"
    assert choice.itemText(1) == "Petición HTTP"
    assert choice.itemData(0, tip) is None


def test_details_that_are_open(stage: Stage) -> None:
    page = SliderRow(SIZE)
    stage(page)
    dialog = show_details(page, WHY, "Traceback …")
    assert dialog.windowTitle() == "Details"
    speak("es")
    assert dialog.windowTitle() == "Detalles"
    dialog.accept()
