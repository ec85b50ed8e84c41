from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lab.spec import Parameter, Topology, parameters
from ui.controls.slider_row import SliderRow
from ui.words import set_language

THREADS = next(p for p in parameters(Topology) if p.name == "threads")
SIZE = Parameter("ms", "Size", "ms", 20.0, (0.1, 1000.0), "log", (), "How long one task takes.")


class Bench(QWidget):
    """Two rows below each other, as on a page, and what they have said."""

    def __init__(self) -> None:
        super().__init__()
        self.threads = SliderRow(THREADS)
        self.size_row = SliderRow(SIZE)
        column = QVBoxLayout(self)
        column.addWidget(self.threads)
        column.addWidget(self.size_row)
        self.heard: list[object] = []
        self.threads.changed.connect(self.heard.append)
        self.size_row.changed.connect(self.heard.append)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    page = Bench()
    qtbot.addWidget(page)
    page.resize(320, 120)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def is_bad(row: SliderRow) -> bool:
    return row.field.is_bad


def ringed(row: SliderRow) -> bool:
    return row.slider.shows_ring


def click_at(bench: Bench, place: float) -> None:
    slider = bench.threads.slider
    x = 9 + round((slider.width() - 18) * place)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, slider.height() // 2))


def test_arrows_step_and_pages_double(bench: Bench) -> None:
    slider = bench.threads.slider
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Left):
        QTest.keyClick(slider, key)
    assert bench.heard == [2, 3, 6, 5]
    assert bench.threads.field.text() == "5"
    QTest.keyClick(slider, Qt.Key.Key_End)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert bench.heard[4:] == [1000, 1]


def test_the_mouse_drags_and_values_come_while_it_does(bench: Bench) -> None:
    slider = bench.threads.slider
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(9, middle))
    for x in range(12, slider.width(), 6):
        QTest.mouseMove(slider, QPoint(x, middle))
    assert len(bench.heard) > 5, "values come before the button is let go"
    assert bench.heard == sorted(bench.heard, key=lambda value: float(str(value)))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width(), middle))
    click_at(bench, 1.0)
    assert bench.threads.value == 1000


def test_a_click_on_the_middle_of_a_logarithmic_track_is_the_geometric_middle(bench: Bench) -> None:
    click_at(bench, 0.5)
    assert bench.threads.value == pytest.approx(32, abs=2)


def test_a_double_click_brings_the_default_back(bench: Bench) -> None:
    bench.threads.set_value(7)
    QTest.mouseDClick(bench.threads.slider, Qt.MouseButton.LeftButton)
    assert bench.threads.value == THREADS.default
    bench.threads.set_value(7)
    QTest.mouseDClick(bench.threads.caption, Qt.MouseButton.LeftButton)
    assert bench.threads.value == THREADS.default


def test_setting_a_value_says_nothing(bench: Bench) -> None:
    bench.threads.set_value(321)
    bench.size_row.set_value(3.14159)
    assert bench.heard == []
    assert bench.threads.field.text() == "321"
    assert bench.size_row.field.text() == "3.14159"
    assert bench.size_row.value == 3.14159, "what was set stays exact, whatever the slider's grid"


def test_an_exact_value_can_be_typed(bench: Bench) -> None:
    field = bench.size_row.field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, "12.345")
    assert bench.heard == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.heard == [12.345]
    assert bench.size_row.slider.accessibleDescription().startswith("12.345")


@pytest.mark.parametrize("typed", ["0", "1001", "-3", "2.5", "four", ""])
def test_a_bad_value_is_shown_with_its_span_and_never_applied(bench: Bench, typed: str) -> None:
    field = bench.threads.field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.heard == []
    assert bench.threads.value == 1
    assert is_bad(bench.threads)
    assert bench.threads.trouble.isVisible()
    assert bench.threads.trouble.text() == "A whole number from 1 to 1,000"

    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "1"
    assert not is_bad(bench.threads)
    assert not bench.threads.trouble.isVisible()


def test_a_correction_clears_the_complaint_at_once(bench: Bench) -> None:
    field = bench.threads.field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, "5000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert is_bad(bench.threads)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert not is_bad(bench.threads)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.heard == [500]


def test_leaving_the_field_applies_it(bench: Bench) -> None:
    field = bench.threads.field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, "8")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert bench.heard == [8]


def test_up_and_down_in_the_field_step(bench: Bench) -> None:
    field = bench.threads.field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_PageUp)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert bench.heard == [2, 4, 3]


def test_a_locked_row_keeps_its_value_and_cannot_be_moved(bench: Bench) -> None:
    bench.threads.set_value(4)
    bench.threads.set_locked(True, "Asyncio has one thread.")
    click_at(bench, 1.0)
    QTest.keyClick(bench.threads.slider, Qt.Key.Key_Right)
    assert bench.heard == []
    assert bench.threads.value == 4
    assert bench.threads.slider.toolTip() == "Asyncio has one thread."
    bench.threads.set_locked(False)
    click_at(bench, 1.0)
    assert bench.heard == [1000]
    assert bench.threads.slider.toolTip() == THREADS.help


def turn(row: SliderRow) -> bool:
    centre = QPointF(row.slider.rect().center())
    event = QWheelEvent(
        centre,
        row.slider.mapToGlobal(centre),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(row.slider, event)
    return event.isAccepted()


def test_the_wheel_scrolls_the_page_unless_the_slider_has_the_focus(bench: Bench) -> None:
    bench.size_row.slider.setFocus(Qt.FocusReason.TabFocusReason)
    turn(bench.threads)
    assert bench.heard == []
    bench.threads.slider.setFocus(Qt.FocusReason.TabFocusReason)
    assert turn(bench.threads)
    assert bench.heard == [2]


def test_the_ring_is_for_the_keyboard_only(bench: Bench) -> None:
    slider = bench.threads.slider
    click_at(bench, 0.5)
    assert slider.hasFocus()
    assert not ringed(bench.threads)
    before = slider.grab().toImage()
    bench.size_row.slider.setFocus(Qt.FocusReason.OtherFocusReason)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed(bench.threads)
    assert slider.grab().toImage() != before


def test_a_screen_reader_hears_label_unit_and_value(bench: Bench) -> None:
    row = bench.size_row
    assert row.slider.accessibleName() == "Size, ms"
    assert row.field.accessibleName() == "Size, ms"
    assert row.slider.accessibleDescription() == "20\u00a0ms"
    assert row.slider.whatsThis() == SIZE.help


def test_figures_change_with_the_language(bench: Bench, qtbot: QtBot) -> None:
    bench.size_row.set_value(1.5)
    set_language("es")
    qtbot.waitUntil(lambda: bench.size_row.field.text() == "1,5")
    assert bench.size_row.slider.accessibleDescription() == "1,5\u00a0ms"
    assert bench.heard == []
